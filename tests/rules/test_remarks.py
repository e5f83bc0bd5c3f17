"""What remarks say in the details: the sentence that only one situation leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.messages import Timing
from corsac.core.trace import Result, Step
from corsac.rules import cookie_kept_back, examine
from tests.rules.play import above_info, case_of

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
< 200 OK
"""
COOKIES = """PAGE runs fetch("URL", {"credentials": "include"})
> GET /login
< 200 OK
< Access-Control-Allow-Origin: PAGE
< Access-Control-Allow-Credentials: true
< Set-Cookie: sid=1; HttpOnly
"""
NO_CORS = """https://app.example runs fetch("https://api.example/items", {
  "mode": "no-cors", "headers": {"X-Trace": "1"}
})
> GET /items
< 200 OK
< Content-Type: text/plain
"""
SAME = """https://app.example runs fetch("https://app.example/items")
> GET /items
"""
PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
> PUT /items
< 200 OK
< Access-Control-Allow-Origin: *
"""
NAMED = "< Access-Control-Allow-Origin: https://app.example\n"
WITHOUT = "? no-origin\n> GET /items\n> X-Control: 1\n< 200 OK\n"


def said(text: str) -> str:
    (finding,) = examine(case_of(text))
    fixes = [fix.title for fix in finding.fixes]
    return "\n".join(map(str, [finding.message, *finding.notes, *fixes]))


def cookies(page: str, url: str) -> str:
    return said(COOKIES.replace("PAGE", page).replace("URL", url))


def test_two_names_of_this_machine_are_two_sites() -> None:
    text = cookies("http://localhost:3000", "http://127.0.0.1:8000/login")
    assert "localhost and 127.0.0.1 are two sites: use one name for both" in text
    assert "serve page and API under one name, or the API over https" in text


def test_over_https_the_attributes_are_the_cure() -> None:
    assert "SameSite=None; Secure" in cookies("https://app.example", "https://api.test/login")


def test_a_cookie_of_another_domain_needs_no_same_site() -> None:
    text = COOKIES.replace("PAGE", "https://app.example").replace("URL", "https://api.test/login")
    told = said(text.replace("sid=1; HttpOnly", "sid=1; Domain=other.test"))
    assert "its Domain does not cover the host that it is from" in told
    assert "SameSite" not in told


def test_a_cookie_that_stays_behind_is_named() -> None:
    case = case_of(GET + NAMED)
    step = Step("x", "cookie-withheld", Result.NOTE, (("cookie", "sid"), ("because", "secure")))
    case = replace(case, outcome=replace(case.outcome, trace=(step,)))
    (finding,) = cookie_kept_back.find(case)
    assert str(finding.message) == "the cookie sid does not go along"
    assert finding.where is None


def test_a_cookie_that_was_to_be_deleted_is_no_loss() -> None:
    case = case_of(GET + NAMED)
    step = Step("x", "cookie-withheld", Result.NOTE, (("cookie", "sid"), ("because", "expired")))
    assert not list(
        cookie_kept_back.find(replace(case, outcome=replace(case.outcome, trace=(step,))))
    )


def test_headers_that_no_cors_leaves_out_are_named() -> None:
    assert "these request headers were left out: X-Trace" in said(NO_CORS)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Invalid CORS request", ["same-origin-rejected"]),
        ("Origin checking failed - https://app.example", ["same-origin-rejected"]),
        ("you shall not pass", []),
    ],
)
def test_a_refusal_of_the_own_origin_says_that_it_is_one(body: str, found: list[str]) -> None:
    assert above_info(examine(case_of(f"{SAME}< 403 Forbidden\n<\n< {body}\n"))) == found


def test_what_a_preflight_cost_is_told() -> None:
    case = case_of(PUT)
    first, *rest = case.outcome.exchanges
    timed = (replace(first, timing=Timing(total=38.4)), *rest)
    (finding,) = examine(replace(case, outcome=replace(case.outcome, exchanges=timed)))
    assert "this preflight took 38 ms" in map(str, finding.notes)


def test_vary_may_be_missing_on_the_answer_without_origin_alone() -> None:
    text = said(f"{GET}{NAMED}< Vary: Origin\n< Cache-Control: public\n{WITHOUT}")
    assert "without Origin the answer lacks `Vary: Origin`: a cache mixes the two up" in text


def test_what_nobody_says_may_be_kept_is_kept_anyway() -> None:
    text = said(
        f"{GET}{NAMED}? other-origin\n> GET /items\n> Origin: https://stranger.invalid\n< 200 OK\n"
    )
    assert "nothing says how long it may be kept" in text
    assert "asked from https://stranger.invalid, it answers otherwise" in text


def test_a_body_that_fetch_reads_later_breaks_then() -> None:
    text = said(f"{GET}{NAMED}< Content-Length: 9\n<\n< [1,\n! cut closed by the server\n")
    assert "fetch() itself succeeds; reading the body fails" in text
    assert "the system says: by the server" in text


def test_a_page_over_http_may_not_even_ask_for_the_local_network() -> None:
    text = said(
        """http://app.example runs fetch("http://127.0.0.1:8000/items")
> GET /items
< 200 OK
< Access-Control-Allow-Origin: *
"""
    )
    assert "a page over http is refused without a question" in text
