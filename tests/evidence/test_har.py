"""HAR files as three engines save them: what was asked, what came back, what was left out."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.evidence import har
from corsac.evidence.har import is_har, read_har
from corsac.evidence.pasted import EvidenceError, Form

PAGE = {"id": "page_1", "title": "https://app.example/cart"}


def message(*lines: tuple[str, str], **more: object) -> dict[str, Any]:
    """Give a request or a response with these header lines."""
    return {"headers": [{"name": name, "value": value} for name, value in lines], **more}


def entry(request: dict[str, Any], response: dict[str, Any], **more: object) -> dict[str, Any]:
    """Give an entry."""
    return {"pageref": "page_1", "request": request, "response": response, **more}


def saved(*entries: object, **log: object) -> str:
    """Give a file's text."""
    return json.dumps({"log": {"version": "1.2", "pages": [PAGE], "entries": entries, **log}})


GET = message(("Origin", "https://app.example"), method="GET", url="https://api.example/items#x")
OK = message(
    ("Access-Control-Allow-Origin", "https://app.example"),
    ("Set-Cookie", "a=1\nb=2"),
    status=200,
    statusText="OK",
    httpVersion="http/2.0",
    content={"text": "W10=", "encoding": "base64"},
)


def test_a_request_and_its_answer_are_read() -> None:
    (read,) = read_har(saved(entry(GET, OK)))
    assert (read.method, read.url, read.page) == (
        "GET",
        "https://api.example/items",
        "https://app.example/cart",
    )
    assert isinstance(read.answer, WireResponse)
    assert (read.answer.status, read.answer.version, read.answer.body) == (200, "HTTP/2", b"[]")
    assert read.answer.headers.all("set-cookie") == ("a=1", "b=2"), "one value, a line each"
    assert read.is_cross_origin
    assert not read.failed


def test_chromium_names_what_the_network_did() -> None:
    refused = message(status=0, statusText="", _error="net::ERR_CONNECTION_REFUSED")
    (read,) = read_har(saved(entry(GET, refused)))
    assert read.answer == Failure(FailureKind.REFUSED, "net::ERR_CONNECTION_REFUSED")
    assert read.failed


@pytest.mark.parametrize(
    "blocked",
    [
        message(status=0, statusText="", _error="net::ERR_FAILED"),
        message(status=0, httpVersion="unknown"),
        message(status=None),
        {},
    ],
)
def test_what_an_engine_blocked_has_no_answer(blocked: dict[str, Any]) -> None:
    (read,) = read_har(saved(entry(GET, blocked)))
    assert read.answer is None
    assert read.failed


def test_an_error_beside_the_response_counts_too() -> None:
    (read,) = read_har(saved(entry(GET, message(status=0), _error="NS_ERROR_UNKNOWN_HOST")))
    assert read.answer == Failure(FailureKind.DNS, "NS_ERROR_UNKNOWN_HOST")


def test_a_preflight_is_told_by_its_headers() -> None:
    asks = message(
        ("Origin", "https://app.example"),
        ("Access-Control-Request-Method", "PUT"),
        method="OPTIONS",
        url="https://api.example/items",
    )
    plain = message(method="OPTIONS", url="https://app.example/items")
    first, second = read_har(saved(entry(asks, OK), entry(plain, OK)))
    assert (first.is_preflight, second.is_preflight) == (True, False)
    assert (first.is_cross_origin, second.is_cross_origin) == (True, False)


def test_it_becomes_a_paste() -> None:
    posted = message(
        ("Origin", "https://app.example"),
        ("Content-Type", "application/json"),
        method="POST",
        url="https://api.example/items",
        postData={"mimeType": "application/json", "text": '{"a": 1}'},
    )
    (read,) = read_har(saved(entry(posted, OK)))
    pasted = read.pasted()
    assert (pasted.form, pasted.method, pasted.body) == (Form.HAR, "POST", '{"a": 1}')
    assert pasted.headers == ("Origin: https://app.example", "Content-Type: application/json")
    assert pasted.referrer == "https://app.example/cart"


def test_a_form_without_its_text_is_put_together_again() -> None:
    data = {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [{"name": "a", "value": "1"}],
    }
    (read,) = read_har(saved(entry({**GET, "method": "POST", "postData": data}, OK)))
    assert read.body == "a=1"


def test_what_is_no_request_of_the_network_is_left_out() -> None:
    data = {**GET, "url": "data:text/plain,x"}
    nameless = {**GET, "headers": [{"value": "x"}, 5]}
    (read,) = read_har(
        saved(entry(data, OK), entry({**GET, "method": ""}, OK), entry(nameless, OK))
    )
    assert list(read.headers) == []
    assert not read.is_cross_origin


def test_a_broken_body_is_none() -> None:
    content = {"text": "====", "encoding": "base64"}
    (read,) = read_har(saved(entry(GET, {**OK, "content": content})))
    assert isinstance(read.answer, WireResponse)
    assert read.answer.body == b""


def test_a_page_s_title_that_is_no_url_tells_nothing() -> None:
    pages = [{"id": "page_1", "title": "My shop"}]
    (read,) = read_har(saved(entry(GET, OK), pages=pages))
    assert read.page == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"log": ', "no JSON, at line 1"),
        ("[" * 100_000, "nested too deeply"),
        ('{"log": {}}', "no entries"),
        ("[]", "no entries"),
    ],
)
def test_what_is_none_says_so(text: str, why: str) -> None:
    with pytest.raises(EvidenceError, match=why):
        read_har(text)


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(har, "MOST", 1)
    with pytest.raises(EvidenceError, match="more than 1 entries"):
        read_har(saved(entry(GET, OK), entry(GET, OK)))
    monkeypatch.setattr(har, "LONGEST", 10)
    with pytest.raises(EvidenceError, match="longer than 10"):
        read_har(saved())


def test_a_har_file_is_told_from_other_texts() -> None:
    assert is_har(saved())
    assert not is_har('{"a": 1}')
    assert not is_har("curl https://a.example/")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["log", "entries", "request", "response", "headers", "url", "content"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_breaks_it(value: object) -> None:
    with contextlib.suppress(EvidenceError):
        read_har(json.dumps({"log": {"entries": [value], "pages": value}}))
    with contextlib.suppress(EvidenceError):
        read_har(json.dumps(value))
