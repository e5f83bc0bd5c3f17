"""WebKitGTK's lines about what isn't the CORS check."""

from __future__ import annotations

import pytest

from corsac.browser.request import Body, BodyKind
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, APP, Story, answer

NOT_ALLOWED = "Not allowed to request resource"


def first(story: Story, url: str, mode: str | None = None) -> str:
    console = story.fetch(url, mode=mode).console
    return console[0] if console else ""


def redirected(location: str, start: str = API, mode: str | None = None) -> tuple[str, ...]:
    away = answer(302, allow_origin="*", location=location)
    return Story("webkit").fetch(start, away, mode=mode).console


def test_mixed_content_ends_its_sentence_or_not() -> None:
    remote = Story("webkit").fetch("http://b.example/").console
    assert remote[0].endswith("must be served over HTTPS.\n")
    assert remote[1] == NOT_ALLOWED
    assert first(Story("webkit"), "http://127.0.0.1/").endswith("was blocked and must\n")
    assert len(Story("webkit", kind="worker").fetch("http://b.example/").console) == 2


def test_ports() -> None:
    line = "Not allowed to use restricted network port 1: https://b.example:1/"
    assert first(Story("webkit"), "https://b.example:1/") == line
    told = answer(204, allow_origin="*", allow_methods="PUT")
    away = answer(307, allow_origin="*", location="https://b.example:1/")
    outcome = Story("webkit").fetch(API, told, away, method="PUT")
    assert outcome.console[0] == "CORS-preflight request was blocked"


@pytest.mark.parametrize(
    ("url", "mode", "line"),
    [
        ("foo:x", "cors", "Cross origin requests are only supported for HTTP."),
        ("file:///x", "no-cors", "Not allowed to load local resource: file:///x"),
        ("about:blank", "no-cors", ""),
    ],
)
def test_schemes(url: str, mode: str, line: str) -> None:
    assert first(Story("webkit"), url, mode) == line


def test_schemes_in_workers_and_on_plain_pages() -> None:
    assert "due to access control" in first(Story("webkit", kind="worker"), "foo:x")
    plain = Story("webkit", origin="http://app.test")
    assert first(plain, "foo:x", "no-cors") == ""
    assert first(plain, "ftp://b.example/", "no-cors") == "FTP URLs are disabled"
    assert first(plain, f"blob:{APP}/x", "no-cors").startswith("Not allowed to load local")
    assert "[blocked]" in first(Story("webkit"), "foo:x", "no-cors")


def test_redirects_to_other_schemes() -> None:
    assert redirected("ftp://b.example/")[0] == "FTP URLs are disabled"
    assert redirected("file:///x", f"{APP}/")[0].startswith("Not allowed to load local resource")
    assert "non CORS scheme" in redirected("mailto:x@y")[0]
    assert "non CORS scheme" in redirected("http://[")[0]
    assert redirected("http://[", f"{APP}/") == ()
    insecure = redirected("foo:x", mode="no-cors")[0]
    assert insecure.startswith(f"[blocked] The page at {APP}/ requested insecure content from foo:")
    own = redirected(f"blob:{APP}/x", f"{APP}/")[0]
    assert own.startswith("Redirection to URL with a scheme")
    foreign = redirected("blob:https://b.example/x", f"{APP}/")[0]
    assert foreign.startswith("Not allowed to load local resource: blob:")


def test_modes_policies_and_bodies() -> None:
    refused = Story("webkit").fetch(API, mode="no-cors", redirect="error").console
    assert refused[:2] == ("No-Cors mode requires follow redirect mode", NOT_ALLOWED)
    policy = answer(cross_origin_resource_policy="same-origin")
    assert "Cancelled load to" in Story("webkit").fetch(API, policy, mode="no-cors").console[0]
    assert "connect-src directive" in first(
        Story("webkit", kind="csp-connect"), "http://b.example/"
    )
    large = Body(BodyKind.BUFFER, bytes(70000))
    outcome = Story("webkit").fetch(API, method="POST", body=large, keepalive=True)
    assert "64Kb" in outcome.console[0]
    integrity = Story("webkit").fetch(f"{APP}/", answer(), integrity="sha256-AAAA").console
    assert "due to access control" in integrity[0]


def test_a_broken_preflight_says_how() -> None:
    broken = Failure(FailureKind.DNS, "b.example")
    assert (
        "Error resolving “b.example”" in Story("webkit").fetch(API, broken, method="PUT").console[0]
    )
    assert Story("webkit").fetch(API, broken).console == ()
