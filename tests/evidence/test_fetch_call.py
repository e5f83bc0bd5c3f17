"""fetch() as DevTools copies it, and as people write it."""

from __future__ import annotations

import pytest

from corsac.evidence.fetch_call import is_fetch, read_fetch
from corsac.evidence.pasted import EvidenceError, Pasted

CHROME = """fetch("https://api.example/items", {
  "headers": {
    "accept": "*/*",
    "content-type": "application/json",
    "sec-ch-ua": "\\"Chromium\\";v=\\"128\\""
  },
  "referrer": "https://app.example/",
  "referrerPolicy": "strict-origin-when-cross-origin",
  "body": "{\\"a\\":1}",
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
}); ;"""


def read(init: str) -> Pasted:
    return read_fetch(f"fetch('https://a.example/', {init})")


def test_what_chrome_copies() -> None:
    pasted = read_fetch(CHROME)
    assert (pasted.url, pasted.method, pasted.mode) == ("https://api.example/items", "PUT", "cors")
    assert pasted.headers[2] == 'sec-ch-ua: "Chromium";v="128"'
    assert (pasted.credentials, pasted.body, pasted.body_kind) == ("include", '{"a":1}', "text")
    assert pasted.referrer == "https://app.example/"
    assert pasted.referrer_policy == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    "text",
    [
        "await fetch('https://a.example/')",
        "const r = window.fetch(`https://a.example/`).then(r => r.json())",
        "fetch(new URL('https://a.example/'), )",
        "fetch(new Request('https://a.example/'), {})",
    ],
)
def test_what_stands_around_the_call_does_not_matter(text: str) -> None:
    assert is_fetch(text)
    assert read_fetch(text).url == "https://a.example/"


def test_headers_of_every_kind() -> None:
    assert read("{headers: new Headers({'X-A': 1, 'X-B': true})}").headers == (
        "X-A: 1",
        "X-B: true",
    )
    assert read("{headers: [['X-A', '1'], ['X-E', '']]}").headers == ("X-A: 1", "X-E;")
    assert read("{headers: new Headers()}").headers == ()
    assert read("{method: null, headers: undefined}").headers == ()


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("JSON.stringify({a: 1, b: [true, null, 'é']})", '{"a":1,"b":[true,null,"é"]}', "text"),
        ("new URLSearchParams({a: '1 2', b: 3})", "a=1+2&b=3", "usp"),
        ("new URLSearchParams('?a=1')", "a=1", "usp"),
        ("new URLSearchParams()", "", "usp"),
        ("new FormData()", "", "form"),
        ("null", None, "text"),
    ],
)
def test_bodies_of_every_kind(body: str, text: str | None, kind: str) -> None:
    pasted = read(f"{{method: 'POST', body: {body}, signal: controller.signal, keepalive: true}}")
    assert (pasted.body, pasted.body_kind, pasted.keepalive) == (text, kind, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fetch(url)", "variable"),
        ("fetch(1)", "no string"),
        ("fetch('https://a.example/', {method: 1})", "method is no string"),
        ("fetch('https://a.example/', {headers: 'x'})", "no object of names"),
        ("fetch('https://a.example/', {headers: [1]})", "no object of names"),
        ("fetch('https://a.example/', {body: file()})", "no string, and no JSON"),
        ("fetch('https://a.example/', {body: JSON.stringify(make())})", "calls a function"),
        ("fetch('https://a.example/', {body: new URLSearchParams([1])})", "URLSearchParams"),
        ("fetch('https://a.example/', {body: new URLSearchParams({a: []})})", "URLSearchParams"),
        ("fetch('https://a.example/', {}, 1)", "one object"),
        ("prefetch('x')", "no fetch"),
    ],
)
def test_what_can_t_be_read_says_so(text: str, reason: str) -> None:
    with pytest.raises(EvidenceError, match=reason):
        read_fetch(text)
