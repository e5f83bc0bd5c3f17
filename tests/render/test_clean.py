"""A secret put anywhere in a request or a response shows in no format."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.findings import Fix, Text
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.core.trace import Result, Step
from corsac.render.clean import clean
from corsac.render.look import Look
from tests.render.reports import ORIGIN, slash_report

if TYPE_CHECKING:
    from corsac.diagnose.report import Report

FORMATS = ("text", "json", "sarif", "github", "markdown")
SECRETS = st.text(st.sampled_from("abcXYZ019-._~+/"), min_size=8, max_size=40).map("s".__add__)

#: Where a secret can stand: header lines of the request or the response, or the URL.
PLACES = {
    "authorization": ("Authorization", "Bearer {}"),
    "proxy": ("Proxy-Authorization", "Basic {}"),
    "digest": ("Authorization", 'Digest username="u", response="{}"'),
    "cookie": ("Cookie", "a=1; sid={}"),
    "set-cookie": ("Set-Cookie", "sid={}; Path=/; Secure"),
    "api-key": ("X-Api-Key", "{}"),
    "location": ("Location", "https://b.example/cb?code={}&x=1"),
    "userinfo": ("Location", "https://u:{}@b.example/"),
}


def leaky(secret: str, place: str) -> Report:
    """Give a report with a secret in one place, and its echo wherever rules and engines quote."""
    name, template = PLACES[place]
    line = (name, template.format(secret))
    report = slash_report()
    exchange = report.hops[0].exchange
    assert exchange is not None
    assert isinstance(exchange.answer, WireResponse)
    echo = ("X-Echo", f"got {secret}")
    exchange = replace(
        exchange,
        request=replace(exchange.request, headers=exchange.request.headers.with_line(*line)),
        answer=replace(
            exchange.answer,
            headers=Headers.of([*exchange.answer.headers, line, echo]),
            body=secret.encode(),
        ),
    )
    outcome = replace(
        report.engines[0].outcome,
        console=(f"Access to '{secret}' blocked",),
        exchanges=(exchange,),
        trace=(Step("fetch#x", "step", Result.NOTE, (("value", secret), line)),),
    )
    finding = replace(
        report.findings[0],
        message=Text.of("the value is {value}", value=secret),
        notes=(Text.of("again {value}", value=secret),),
        fixes=(Fix(Text.of("say {value}", value=secret), snippet=f"add_header X {secret};\n"),),
    )
    return replace(
        report,
        request=replace(report.request, headers=(*report.request.headers, line)),
        engines=(replace(report.engines[0], outcome=outcome),),
        hops=(replace(report.hops[0], request=exchange.request, exchange=exchange),),
        findings=(finding,),
        notes=(Text.of("and {value}", value=secret),),
    )


def shown(report: Report, form: str, *, verbose: bool) -> str:
    module = importlib.import_module(f"corsac.render.to_{form}")
    text: str = module.render(report, Look(width=400, verbose=verbose))
    return text


@given(SECRETS, st.sampled_from(sorted(PLACES)), st.sampled_from(FORMATS), st.booleans())
def test_no_format_shows_a_secret(secret: str, place: str, form: str, verbose: bool) -> None:  # noqa: FBT001 - drawn
    report = leaky(secret, place)
    text = shown(report, form, verbose=verbose)
    assert secret not in text
    assert secret.replace("-", "\\-") not in text
    assert "[redacted]" in text


@given(SECRETS, st.sampled_from(FORMATS))
def test_no_format_shows_a_url_s_token(secret: str, form: str) -> None:
    report = slash_report()
    url = f"https://api.example/items?access_token={secret}"
    exchange = report.hops[0].exchange
    assert exchange is not None
    request = replace(exchange.request, url=url)
    text = shown(
        replace(
            report,
            request=replace(report.request, url=f"https://u:{secret}@api.example/"),
            page=replace(report.page, url=f"{ORIGIN}/#id_token={secret}"),
            hops=(replace(report.hops[0], request=request, exchange=None),),
        ),
        form,
        verbose=True,
    )
    assert secret not in text


def test_the_fix_keeps_its_lines_and_everything_else_stays_on_one() -> None:
    report = slash_report()
    evil = Text.of("{value}", value="a\x1b[2J\nb\u202ec")
    finding = replace(report.findings[0], message=evil)
    cleaned = clean(replace(report, findings=(finding,)))
    assert str(cleaned.findings[0].message) == "a\\x1b[2J\\x0ab\\u202ec"
    assert cleaned.findings[0].fixes[0].snippet == report.findings[0].fixes[0].snippet
    assert cleaned.findings[0].rule is report.findings[0].rule


def test_bodies_are_left_out_and_bytes_beyond_ascii_are_escaped() -> None:
    report = leaky("hunter2hunter2", "set-cookie")
    exchange = report.hops[0].exchange
    assert exchange is not None
    assert isinstance(exchange.answer, WireResponse)
    answer = replace(exchange.answer, headers=Headers.of([("X-Name", "caf\xc3\xa9\x1b[2J")]))
    hop = replace(report.hops[0], exchange=replace(exchange, answer=answer))
    cleaned = clean(replace(report, hops=(hop,))).hops[0].exchange
    assert cleaned is not None
    assert isinstance(cleaned.answer, WireResponse)
    assert cleaned.answer.body == b""
    assert cleaned.answer.headers.get("X-Name") == "caf\\xc3\\xa9\\x1b[2J"


def test_a_cookie_s_name_is_no_secret() -> None:
    note = Text.of("{cookie} stayed behind", cookie="sid")
    line = Text.of("{cookie} went along", cookie="sid=1")
    cleaned = clean(replace(slash_report(), notes=(note, line)))
    assert [str(each) for each in cleaned.notes] == [
        "sid stayed behind",
        "sid=[redacted] went along",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_an_escape_sequence_through(form: str) -> None:
    text = shown(leaky("x\x1b]0;owned\x07y", "set-cookie"), form, verbose=True)
    assert not set(text) & set("\x1b\x07\x9b\r")


@pytest.mark.parametrize("form", ["text", "markdown", "github"])
def test_64_kilobytes_of_commas_do_not_flood_a_person(form: str) -> None:
    report = leaky("," * 65_536, "set-cookie")
    assert len(shown(report, form, verbose=False)) < 20_000
    assert len(shown(report, form, verbose=True)) < 40_000


def test_a_look_alike_makes_no_secret_of_the_host_that_it_looks_like() -> None:
    report = slash_report()
    (first, *rest) = report.hops
    origins = ("http://localhost:3000", "http://localhost:3000@stranger.invalid")
    hops = tuple(
        replace(first, request=replace(first.request, headers=Headers.of([("Origin", each)])))
        for each in origins
    )
    note = Text.of("as {origin}", origin=origins[0])
    shown = clean(replace(report, hops=(*hops, *rest), notes=(note,)))
    assert str(shown.notes[0]) == "as http://localhost:3000"
