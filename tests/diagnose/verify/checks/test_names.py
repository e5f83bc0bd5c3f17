"""Names that a development server should not answer to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.diagnose.verify.checks import names
from tests.diagnose.verify.faults import assert_found, vite
from tests.diagnose.verify.servers import LOCAL, POLICY, URL, codes, setting, verify, wrong

if TYPE_CHECKING:
    from corsac.core.messages import Answer
    from corsac.diagnose.verify.check import Check
    from tests.diagnose.verify.servers import Change

WEBPACK = b"<h1>Assets Report:</h1>"


@pytest.mark.parametrize("check", names.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def webpack(request: WireRequest, response: WireResponse) -> WireResponse:
    if request.url.endswith("/webpack-dev-server"):
        return setting(replace(response, body=WEBPACK), "Content-Type", "text/html")
    return response


def whole_page(_: WireRequest, response: WireResponse) -> WireResponse:
    """Give out the same page whatever path is asked for, as single-page applications do."""
    return setting(replace(response, body=b"<title>x</title>"), "Content-Type", "text/html")


def named_by_extension(request: WireRequest, response: WireResponse) -> WireResponse:
    """Say of every .js that it is JavaScript, as Apache does of what comes from behind."""
    script = setting(response, "Content-Type", "text/javascript")
    return script if request.url.endswith(".js") else response


def refusing(before: Change, answer: Answer) -> Change:
    """Answer to no foreign name."""

    def change(request: WireRequest, response: WireResponse) -> Answer:
        foreign = "stranger" in (request.headers.get("Host") or "")
        return answer if foreign else before(request, response)

    return change


def failing(before: Change) -> Change:
    """Fail whatever is asked, but for a development server's own paths."""

    def change(request: WireRequest, response: WireResponse) -> Answer:
        status = 200 if "@" in request.url else 500
        return before(request, replace(response, status=status))

    return change


REFUSED: dict[str, Answer] = {
    "a status": WireResponse(403),
    "words with 200": WireResponse(200, body=b"Invalid Host header"),
    "nothing": Failure(FailureKind.CLOSED),
}


@pytest.mark.parametrize("development", [vite, webpack])
@pytest.mark.parametrize("name", REFUSED)
def test_who_refuses_foreign_names_has_no_fault(development: Change, name: str) -> None:
    assert "CORS392" in codes(verify(wrong(POLICY, development), url=LOCAL))
    careful = wrong(POLICY, refusing(development, REFUSED[name]))
    assert "CORS392" not in codes(verify(careful, url=LOCAL))


@pytest.mark.parametrize("change", [whole_page, named_by_extension, failing(vite)])
def test_what_is_no_development_server_or_fails_anyway_is_not_blamed(change: Change) -> None:
    assert "CORS392" not in codes(verify(wrong(POLICY, change), url=LOCAL))


@pytest.mark.parametrize(
    ("url", "foreign"),
    [
        (URL, []),
        (LOCAL, ["stranger.invalid:5173"]),
        ("http://192.168.1.20/items", ["stranger.invalid"]),
    ],
)
def test_foreign_names_are_sent_to_this_machine_and_network_alone(
    url: str, foreign: list[str]
) -> None:
    report = verify(wrong(POLICY, vite), url=url)
    sent = [each.request.headers.get("Host") for each in report.exchanges]
    assert [name for name in sent if name is not None] == foreign
