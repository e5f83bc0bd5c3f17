"""What forced a preflight, down to the byte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser import Browser, find_profile
from corsac.browser.outcome import Outcome, Verdict
from corsac.browser.request import Api, Body, BodyKind, Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.trace import Result, Step
from corsac.diagnose.forced import what_forced, why_unsafe
from corsac.diagnose.offline import granting, rehearse

PAGE = Page("https://app.example")
URL = "https://api.example/"


def told(request: PageRequest, page: Page = PAGE) -> list[str]:
    report = rehearse(request, page, (find_profile("standard"),))
    return [str(note) for note in report.notes[1:]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (PageRequest(URL), "no preflight: the method and all headers"),
        (PageRequest(URL, method="PUT"), "the method PUT forces"),
        (PageRequest("https://app.example/x", method="PUT"), "have one origin"),
        (PageRequest(URL, mode="no-cors"), "in mode no-cors"),
        (
            PageRequest(URL, Api.XHR, "POST", body=Body(BodyKind.TEXT, b"x"), upload_listener=True),
            "a listener on XMLHttpRequest's upload forces",
        ),
        (PageRequest(URL, method="POST", body=Body(BodyKind.STREAM, b"x")), "the body is a stream"),
        (PageRequest(URL, headers=(("X-A", "1"),)), "the header x-a forces"),
    ],
)
def test_the_reason_is_named(request_: PageRequest, words: str) -> None:
    assert any(words.lower() in line.lower() for line in told(request_))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("x-a", "1", "its name is not safelisted"),
        ("accept", "a" * 129, "has 129 bytes, and more than 128"),
        ("accept", "text/(x)", "holds ( (byte 6)"),
        ("accept", "a\x01", "holds 0x01 (byte 2)"),
        ("accept-language", "en_US", "holds _ (byte 3)"),
        ("content-type", "application/json; charset=utf-8", "application/json is none of"),
        ("content-type", "json", "no MIME type"),
        ("content-type", 'text/plain; x="1"', 'holds " (byte 15)'),
        ("range", "bytes=-5", "bytes=-5 is not one simple range"),
    ],
)
def test_the_byte_is_named(name: str, value: str, words: str) -> None:
    assert words in str(why_unsafe(name, Headers(((name, value),))))


def test_the_sum_of_all_may_be_too_much() -> None:
    values = [("Accept", "a" * 128)] * 9
    assert "have 1152 bytes together" in str(why_unsafe("accept", Headers.of(values)))


def test_a_remembered_preflight_is_none() -> None:
    browser = Browser(find_profile("chromium"))
    request = PageRequest(URL, method="PUT")
    first = browser.start(request, PAGE, 0.0)
    while first.pending is not None:
        first.receive(granting(first.pending), 0.0)
    again = browser.start(request, PAGE, 0.0)
    assert again.pending is not None
    again.receive(granting(again.pending), 0.0)
    assert again.outcome is not None
    said = [str(text) for text in what_forced(again.outcome, Headers())]
    assert said == ["no preflight: an earlier one is still remembered"]


def test_without_a_trace_there_is_nothing_to_say() -> None:
    outcome = Outcome(Verdict.ALLOWED, None, None)
    assert list(what_forced(outcome, Headers())) == []
    other = Step("fetch#concept-fetch", "something-else", Result.NOTE)
    assert list(what_forced(replace(outcome, trace=(other,)), Headers())) == []


def test_what_stops_before_a_preflight_is_not_explained_by_one() -> None:
    fetch = Browser(find_profile("webkit")).start(
        PageRequest("http://127.0.0.1:8000/", method="PUT"), PAGE, 0.0
    )
    assert fetch.outcome is not None
    assert [step.name for step in fetch.outcome.trace] == ["mixed-content"]
    assert list(what_forced(fetch.outcome, Headers())) == []


def test_what_the_standard_safelists_is_laid_to_the_engine() -> None:
    plain = Headers((("Content-Type", "text/plain"),))
    assert "Content-Type forces a preflight in this engine" in str(
        why_unsafe("content-type", plain)
    )


def test_what_stands_twice_is_judged_together_by_some() -> None:
    twice = Headers((("Accept", "a" * 100), ("Accept", "b" * 100)))
    assert "has 202 bytes" in str(why_unsafe("accept", twice))
    kind = Headers((("Content-Type", "text/plain;x=caf\xe9"),))
    assert "in this engine" in str(why_unsafe("content-type", kind))
    assert "in this engine" in str(why_unsafe("accept", Headers((("Accept", "caf\xe9"),))))
