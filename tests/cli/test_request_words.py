"""Words of a curl command, and an option that may stand alone."""

from __future__ import annotations

import pytest

from corsac.cli.check_options import PARAMETERS
from corsac.cli.request_words import RequestCommand


def parsed(*arguments: str) -> dict[str, object]:
    command = RequestCommand("check", params=list(PARAMETERS))
    return command.make_context("check", list(arguments)).params


def test_a_curl_command_is_one_word_again() -> None:
    given = parsed("curl", "https://a.example", "-H", "X-A: 1 2", "--compressed", "-v")
    assert given["url"] == "curl https://a.example -H 'X-A: 1 2' --compressed -v"
    assert given["verbose"] is False, "it is curl's -v"


def test_corsac_s_own_options_may_stand_on_either_side() -> None:
    given = parsed(
        *("--offline", "curl", "https://a.example", "--origin", "https://app.example"),
        *("--format=json", "--diagram", "mermaid", "--watch"),
    )
    assert given["url"] == "curl https://a.example"
    assert (given["offline"], given["format"], given["watch"]) == (True, "json", True)
    assert (given["origin"], given["diagram"]) == ("https://app.example", "mermaid")


@pytest.mark.parametrize("option", ["-d", "--data", "-H"])
def test_an_option_s_value_begins_no_curl_command(option: str) -> None:
    given = parsed("https://a.example", option, "curl")
    assert given["url"] == "https://a.example"
    name = "headers" if option == "-H" else "data"
    assert given[name] == ("curl",)


def test_curl_may_follow_an_option_without_a_value() -> None:
    given = parsed("--diagram", "CURL.EXE", "https://a.example")
    assert (given["url"], given["diagram"]) == ("CURL.EXE https://a.example", "terminal")


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        (["https://a.example"], None),
        (["--diagram", "https://a.example"], "terminal"),
        (["https://a.example", "--diagram"], "terminal"),
        (["--diagram", "mermaid", "https://a.example"], "mermaid"),
        (["https://a.example", "--diagram=mermaid"], "mermaid"),
    ],
)
def test_a_diagram_needs_no_value(words: list[str], drawn: str | None) -> None:
    given = parsed(*words)
    assert (given["url"], given["diagram"]) == ("https://a.example", drawn)


def test_after_two_hyphens_nothing_is_an_option() -> None:
    assert parsed("--", "--diagram")["url"] == "--diagram"
