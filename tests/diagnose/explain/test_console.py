"""A console line explained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corsac.diagnose.explain.console import explain_console
from corsac.diagnose.explain.explanation import Explanation, Kind
from corsac.evidence.console import read_console

LINES = Path(__file__).parents[2] / "evidence" / "console-lines.jsonl"


def explained(text: str) -> Explanation:
    return explain_console(read_console(text))


def command(explanation: Explanation) -> str:
    return next(str(each.text) for each in explanation.blocks if each.kind is Kind.SNIPPET)


def words(explanation: Explanation) -> str:
    return "\n".join(str(each.text) for each in explanation.blocks)


@pytest.mark.parametrize("line", LINES.read_text("utf-8").splitlines()[::7])
def test_every_line_proves_something_and_has_its_command(line: str) -> None:
    explanation = explained(json.loads(line)["text"])
    headings = [str(each.text) for each in explanation.blocks if each.kind is Kind.HEADING]
    assert "What it proves" in headings
    assert command(explanation).startswith("corsac check ")


def test_the_command_asks_as_the_page_did() -> None:
    text = (
        "Access to XMLHttpRequest at 'https://api.example/?a&b' from origin 'https://app.example' "
        "has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in "
        "the response must not be the wildcard '*' "
        "when the request's credentials mode is 'include'."
    )
    assert command(explained(text)) == (
        "corsac check 'https://api.example/?a&b' --origin https://app.example --xhr "
        "--with-credentials --engine chromium"
    )


def test_the_command_names_header_and_method() -> None:
    header = "Request header field Content-Type is not allowed by Access-Control-Allow-Headers."
    assert "-H 'Content-Type: application/json'" in command(explained(header))
    method = "Method PUT is not allowed by Access-Control-Allow-Methods."
    assert "-X PUT" in command(explained(method))
    other = "Request header field X-A is not allowed by Access-Control-Allow-Headers."
    assert "-H 'X-A: 1'" in command(explained(other))
    star = "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."
    assert "--credentials include" in command(explained(star))


def test_what_no_line_names_is_said() -> None:
    told = words(explained("Preflight response is not successful. Status code: 401"))
    assert "no line names the URL" in told
    assert "no line names the page's origin" in told
    assert "neither method nor headers" in told


def test_lines_without_a_reason_stand_back() -> None:
    text = (
        "Preflight response is not successful. Status code: 404\n"
        "Fetch API cannot load https://api.example/ due to access control checks.\n"
    )
    explanation = explained(text)
    assert "PreflightNotSuccessful" in str(explanation.title)
    assert "https://api.example/" in command(explanation)
    assert "AxiosNetworkError" in str(explained("AxiosError: Network Error").title)


def test_a_second_verdict_is_explained_too() -> None:
    text = (
        "Method PUT is not allowed by Access-Control-Allow-Methods.\n"
        "Request header field X-A is not allowed by Access-Control-Allow-Headers.\n"
    )
    assert "Then Safari (WebKit) says HeaderNotAllowed" in words(explained(text))


def test_an_old_line_without_a_reason_has_no_causes() -> None:
    old = "Cross-origin redirection denied by Cross-Origin Resource Sharing policy."
    assert "blocked or failed" in words(explained(old))
