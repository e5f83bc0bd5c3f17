"""Console lines are read back, whatever stands around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser import Browser
from corsac.browser.outcome import Phase, Reason, Verdict
from corsac.browser.profiles import PROFILES
from corsac.browser.request import Api, Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.evidence.console import CATALOGUE, read_console
from corsac.evidence.saying import Engine, Family

if TYPE_CHECKING:
    from corsac.browser import Profile

LINES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "console-lines.jsonl").read_text("utf-8").splitlines()
]
MISSING = (
    "Access to fetch at 'https://api.example/items' from origin 'https://app.example' has been "
    "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested "
    "resource."
)
FIREFOX = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "https://api.example/items. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). "
    "Status code: 404."
)
BLOCKED_END = " from origin 'x' has been blocked by CORS policy: nothing known"
BLOCKED_START = FIREFOX.partition("https")[0]
CHINESE = (
    "已拦截跨源请求：同源策略禁止读取位于 https://api.example/items 的远程资源。"
    "（原因：CORS 头缺少 ‘Access-Control-Allow-Origin’）。状态码：502。"
)


@pytest.mark.parametrize("line", LINES, ids=[f"{n}-{x['code']}" for n, x in enumerate(LINES)])
def test_what_browsers_printed_is_read_as_they_named_it(line: dict[str, Any]) -> None:
    """`recorded` is the engine's own name for the message, where it has one."""
    (read,) = read_console(line["text"])
    assert read.code == line["code"]
    if line["engine"] == "chromium" and line["recorded"]:
        assert read.code == line["recorded"]
    elif line["recorded"]:
        assert read.code == line["recorded"].rstrip("23"), "versions of a wording are one message"


# One sentence of an engine may stand for several reasons of the check's.
COARSE = {
    Engine.CHROMIUM: {},
    Engine.FIREFOX: {
        Reason.ALLOW_ORIGIN_MULTIPLE: {Reason.ALLOW_ORIGIN_MISMATCH},
        Reason.ALLOW_ORIGIN_INVALID: {Reason.ALLOW_ORIGIN_MISMATCH, Reason.ALLOW_ORIGIN_MULTIPLE},
        Reason.ALLOW_ORIGIN_MISMATCH: {Reason.ALLOW_ORIGIN_MULTIPLE},
    },
    Engine.WEBKIT: {
        Reason.ALLOW_ORIGIN_MISMATCH: {Reason.ALLOW_ORIGIN_MISSING, Reason.ALLOW_ORIGIN_MULTIPLE},
        Reason.ALLOW_ORIGIN_INVALID: {Reason.ALLOW_ORIGIN_MISSING, Reason.ALLOW_ORIGIN_MULTIPLE},
        Reason.ALLOW_ORIGIN_MULTIPLE: {Reason.ALLOW_ORIGIN_MISSING},
        Reason.PREFLIGHT_REDIRECT: {Reason.PREFLIGHT_STATUS},
    },
}
VALUES = {
    "Access-Control-Allow-Origin": [
        *("https://app.example", "https://app.example/", "*", "null", "", "a b", "x, y", "NULL"),
        "https://*.example",
    ],
    "Access-Control-Allow-Credentials": ["true", "True", ""],
    "Access-Control-Allow-Methods": ["PUT", "*", "GET POST", "put", "[PUT]"],
    "Access-Control-Allow-Headers": ["x-a", "*", "x a", "content-type,x-a,authorization"],
    "Location": [
        "https://other.example/",
        "/again",
        "ftp://files.example/",
        "https://u:p@b.example",
    ],
}
ANSWERS = st.builds(
    WireResponse,
    st.sampled_from([200, 204, 301, 302, 307, 401, 404, 500]),
    headers=st.lists(
        st.sampled_from([(name, value) for name, values in VALUES.items() for value in values]),
        max_size=6,
    ).map(Headers.of),
)
REQUESTS = st.builds(
    PageRequest,
    st.sampled_from(
        ["https://api.example/items?q='1'", "http://api.example/", "http://127.0.0.1/"]
    ),
    st.sampled_from([Api.FETCH, Api.XHR]),
    st.sampled_from([None, "PUT", "patch", "POST"]),
    st.sampled_from([(), (("X-A", "1"),), (("Authorization", "Bearer x"), ("X-B", "1"))]),
    mode=st.sampled_from([None, "same-origin"]),
    credentials=st.sampled_from([None, "include"]),
    with_credentials=st.booleans(),
)
PAGES = st.sampled_from([Page("https://app.example"), Page("https://app.example", "sandbox")])


@given(st.sampled_from(list(PROFILES.values())[:3]), REQUESTS, PAGES, st.lists(ANSWERS, max_size=6))
def test_every_line_that_the_model_prints_is_read_back_to_its_reason(
    profile: Profile, request: PageRequest, page: Page, answers: list[WireResponse]
) -> None:
    fetch = Browser(profile).start(request, page, 0.0)
    for answer in answers:
        if fetch.pending is None:
            break
        fetch.receive(answer, 0.0)
    outcome = fetch.outcome
    if outcome is None or outcome.verdict is not Verdict.BLOCKED or outcome.block is None:
        return
    engine = Engine.CHROMIUM if "chromium" in profile.name else Engine.FIREFOX
    engine = Engine.WEBKIT if "webkit" in profile.name else engine
    read = [found for line in outcome.console for found in read_console(line)]
    assert len({each.text for each in read}) >= len(set(outcome.console)) - 1, outcome.console
    telling = [each for each in read if each.reason is not None and each.family is Family.CORS]
    allowed = {outcome.block.reason} | COARSE[engine].get(outcome.block.reason, set())
    assert not telling or telling[0].reason in allowed


@pytest.mark.parametrize(
    "clutter",
    [
        "{line}",
        "index.html:1 {line}",
        "{line} app.js:12:3",
        "14:03:22.123 {line} [Learn More]",
        "3 {line}",
        "> {line}\n    at send (app.js:12)\n(anonymous) @ app.js:40\nPromise.then (async)",
        "[Error] {line} (app.js, line 12)",
        "app.js:12 Uncaught (in promise)\n{line}",
    ],
)
def test_clutter_of_devtools_is_no_part_of_a_line(clutter: str) -> None:
    first = read_console(clutter.format(line=MISSING))[0]
    assert first.code == "MissingAllowOriginHeader"
    assert first.get("url") == "https://api.example/items"
    assert first.get("origin") == "https://app.example"
    assert (first.reason, first.phase) == (Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL)


@pytest.mark.parametrize("width", [20, 38, 57, 80])
def test_lines_that_a_chat_has_broken_are_put_together(width: int) -> None:
    broken = "\n".join(MISSING[at : at + width] for at in range(0, len(MISSING), width))
    if MISSING.count("") / width < 8:
        assert read_console(broken)[0].code == "MissingAllowOriginHeader"


def test_several_lines_are_read_in_their_order_each_once() -> None:
    read = read_console(f"{FIREFOX}\n{FIREFOX}\n{CHINESE}\nTypeError: Failed to fetch")
    assert [each.code for each in read] == [
        "CORSMissingAllowOrigin",
        "CORSMissingAllowOrigin",
        "FailedToFetch",
    ]
    assert [each.get("status") for each in read] == ["404", "502", ""]


def test_turned_quotes_are_quotes() -> None:
    assert read_console(FIREFOX.replace("‘", "'").replace("’", "'"))[0].get("status") == "404"
    assert read_console(MISSING.replace("'", "’"))[0].code == "MissingAllowOriginHeader"


def test_the_network_panel_s_line_has_the_status_that_chrome_hides() -> None:
    read = read_console(
        f"{MISSING}\napp.js:3 GET https://api.example/items net::ERR_FAILED 502 (Bad"
    )
    assert [each.code for each in read] == ["MissingAllowOriginHeader", "NetFailed"]
    assert read[1].get("status") == "502"


def test_what_is_no_console_line_is_not_read() -> None:
    assert read_console("") == ()
    assert read_console("hello\nworld") == ()
    assert read_console("Access to the building has been blocked") == ()


def test_old_wordings_are_understood() -> None:
    old = (
        "Failed to load https://api.example/: Response to preflight request doesn't pass access "
        "control check: No 'Access-Control-Allow-Origin' header is present on the requested "
        "resource. Origin 'https://app.example' is therefore not allowed access."
    )
    assert read_console(old)[0].code == "PreflightMissingAllowOriginHeader"
    status = (
        "XMLHttpRequest cannot load https://api.example/. Response for preflight has invalid HTTP "
        "status code 405"
    )
    (read,) = read_console(status)
    assert (read.code, read.get("status")) == ("PreflightInvalidStatus", "405")


def test_every_frame_has_its_rest_and_every_saying_its_words() -> None:
    for frame in CATALOGUE:
        assert not frame.template or "{rest}" in frame.template
        assert all(saying.code and saying.template for saying in frame.sayings)


@given(st.text(max_size=300))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    read_console(text)
    read_console(f"Access to {text} at '{text}' from origin {text}")


@pytest.mark.parametrize(
    "paste",
    [
        "Access to fetch at '" * 9000 + BLOCKED_END,
        "Access to fetch at 'x" * 9000 + BLOCKED_END,
        "Access to fetch at '" * 400 + BLOCKED_END,
        "Access to fetch at '" + "x' from origin 'y" * 500 + BLOCKED_END,
        "Access to fetch at '" + "x' (redirected from '" * 400 + BLOCKED_END,
        BLOCKED_START * 2000,
        BLOCKED_START * 90 + "(Reason: " * 100,
        "a'" * 90000,
        "Failed to load \n" * 10000,
        "Access to\n" * 10000,
        " " * 180000,
        "(" * 180000,
        "a.js?" * 30000 + ":1",
        "\n" * 180000,
    ],
    ids=[str(number) for number in range(14)],
)
@pytest.mark.timeout(20)
def test_a_hostile_paste_is_over_soon(paste: str) -> None:
    """A bound, not a measure: without one of the limits these take minutes."""
    read_console(paste)
