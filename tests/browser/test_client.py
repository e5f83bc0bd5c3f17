"""Pages: what is opaque, what is framed, what is secure."""

from __future__ import annotations

import pytest

from corsac.browser.client import PageError, client_of
from corsac.browser.request import Page
from corsac.browser.url import parse_url
from tests.browser.stories import APP


@pytest.mark.parametrize("kind", ["sandbox", "data", "csp", "worker-data", "sandbox-srcdoc"])
def test_some_pages_have_an_opaque_origin(kind: str) -> None:
    client = client_of(Page(APP, kind), parse_url)
    assert client.serialized == "null"
    assert str(client.top) == APP


def test_a_frame_of_another_origin_asks_in_its_own_name() -> None:
    client = client_of(Page(APP, "x-https://widget.test"), parse_url)
    assert client.serialized == "https://widget.test"
    assert client.framed
    assert not client.worker


def test_workers_and_embedder_policies_are_told_by_the_kind() -> None:
    assert client_of(Page(APP, "worker-module"), parse_url).worker
    assert client_of(Page(APP, "coop-coep"), parse_url).requires_corp
    assert client_of(Page(APP, "coep-credentialless"), parse_url).credentialless


def test_addresses_can_be_given() -> None:
    page = Page(APP, "worker", f"{APP}/w.js", f"{APP}/page")
    client = client_of(page, parse_url)
    assert (client.url.href, client.top_url.href) == (f"{APP}/w.js", f"{APP}/page")
    assert client.secure


@pytest.mark.parametrize(
    "page", [Page("about:blank"), Page(APP, "x-nothing"), Page(APP, url="http://[")]
)
def test_what_no_browser_could_show_is_refused(page: Page) -> None:
    with pytest.raises(PageError):
        client_of(page, parse_url)
