"""The export for Apache, on Apache: by itself, before an application, before a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options, Upstream
from tests.targets.corpus import (
    FILES,
    ORIGIN,
    STRANGER,
    ask,
)
from tests.targets.layers import (
    assert_closed,
    assert_readable,
    at,
)
from tests.targets.proxies import Proxy
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

PROXY = Proxy("apache", dead=503, distrusted=500)


@pytest.mark.servers
@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


@pytest.mark.servers
def test_files_are_readable_and_so_are_all_errors(tmp_path: Path) -> None:
    with running("apache", tmp_path) as (url, _):
        first = ask(url, "GET", "/items", ORIGIN)
        assert_readable(first, 200)
        tag = first.headers.get("ETag") or ""
        assert_readable(ask(url, "GET", "/items", ORIGIN, If_None_Match=tag), 304)
        for method, path, status in (
            ("HEAD", "/items", 200),
            ("GET", "/missing", 404),
            ("DELETE", "/items", 405),
            ("OPTIONS", "/items", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(ask(url, "POST", "/items", ORIGIN, Content_Length="9000000000"), 413)


@pytest.mark.servers
def test_an_application_behind_it_keeps_its_paths_and_loses_its_cors_headers(
    tmp_path: Path,
) -> None:
    PROXY.assert_application_behind(tmp_path)


@pytest.mark.servers
def test_a_prefix_is_taken_off_and_nothing_is_decoded(tmp_path: Path) -> None:
    PROXY.assert_prefix(tmp_path)


@pytest.mark.servers
def test_a_gateway_error_of_its_own_is_readable(tmp_path: Path) -> None:
    PROXY.assert_gateway_error(tmp_path)


@pytest.mark.servers
def test_a_third_party_is_verified_and_learns_nothing_of_our_users(tmp_path: Path) -> None:
    PROXY.assert_third_party(tmp_path, keeps_connections=True)


@pytest.mark.servers
def test_a_third_party_whom_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    PROXY.assert_distrust(tmp_path)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("apache", Options(upstream=at(8000))).files
    assert "# In the <VirtualHost>" in pasted.text
    assert 'ProxyPass "/" "http://127.0.0.1:8000/" nocanon' in pasted.text
    assert "ProxyPass" not in written("apache", Options()).files[0].text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    found = written("apache", Options(upstream=Upstream.of("http://backend:8080"))).warnings
    assert [each.code for each in found] == ["name-resolved-once"]
    assert written("apache", Options(upstream=at(8080))).warnings == ()
