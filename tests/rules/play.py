"""Plays an example to the model of the browser: its wire is checked, its case is the evidence."""

from __future__ import annotations

from urllib.parse import urlsplit

from corsac.browser import Browser, Fetch, Profile, Settings
from corsac.browser.outcome import Block, Outcome, Phase, Verdict
from corsac.browser.profiles.chromium import CHROMIUM_156
from corsac.browser.url import parse_url
from corsac.core.findings import Finding, Severity
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, WireRequest
from corsac.core.origin import origin_of_url
from corsac.rules.case import Case, Probe
from corsac.rules.example import Example, Turn, parse_example


def case_of(text: str, profile: Profile = CHROMIUM_156, *, sent: bool = True) -> Case:
    """Make a case of an example's text."""
    return play(parse_example(text), profile, sent=sent)


def play(example: Example, profile: Profile = CHROMIUM_156, *, sent: bool = True) -> Case:
    """Run what is asked, answer as written, and put the probes beside it."""
    own = [turn for turn in example.turns if turn.probe is None]
    origin = "null" if example.page.kind == "sandbox" else example.page.origin
    probes = tuple(
        Probe(turn.probe, Exchange(_request(example, turn, origin), turn.answer))
        for turn in example.turns
        if turn.probe is not None
    )
    return Case(example.request, example.page, origin, _run(example, own, profile), probes, sent)


def start(example: Example, profile: Profile = CHROMIUM_156) -> Fetch:
    """Begin what is asked, in a browser that knows where the named servers are."""
    browser = Browser(profile, settings=Settings(spaces=example.spaces))
    return browser.start(example.request, example.page, now=0.0)


def _run(example: Example, turns: list[Turn], profile: Profile) -> Outcome:
    fetch = start(example, profile)
    for turn in turns:
        assert fetch.pending is not None, f"no request is due: {fetch.outcome}"
        _compare(fetch.pending, turn)
        fetch.receive(turn.answer, now=0.0)
    if example.ended is not None:
        block = Block(example.ended, Phase.BEFORE)
        return Outcome(Verdict.BLOCKED, None, block)
    assert fetch.outcome is not None, f"still due: {fetch.pending}"
    return fetch.outcome


def _compare(asked: WireRequest, turn: Turn) -> None:
    """Hold what the browser sends against what is written."""
    url = urlsplit(asked.url)
    target = url.path + (f"?{url.query}" if url.query else "")
    assert asked.method == turn.method
    assert turn.target in {target, asked.url}
    for name, value in turn.headers:
        assert asked.headers.get(name) == value, name


def _request(example: Example, turn: Turn, origin: str) -> WireRequest:
    parsed = parse_url(example.request.url)
    assert parsed is not None
    base = str(origin_of_url(parsed))
    url = base + turn.target if turn.target.startswith("/") else turn.target
    headers = turn.headers if len(turn.headers) else Headers.of([("Origin", origin)])
    return WireRequest(turn.method, url, headers)


def above_info(findings: tuple[Finding, ...]) -> list[str]:
    """Give the rules of the findings that are more than a remark for information."""
    return [f.rule.name for f in findings if f.rule.severity is not Severity.INFO]
