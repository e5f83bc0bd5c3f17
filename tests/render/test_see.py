"""See it yourself: a command that runs, and where browsers show it."""

from __future__ import annotations

import shlex
from dataclasses import replace

from corsac.core.findings import Severity, Where
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.render.clean import clean
from corsac.render.see import PLACEHOLDER, curl_words, dev_tools, quoted, sight
from tests.render.reports import slash_report


def curl(request: WireRequest) -> str:
    return " ".join(curl_words(request))


def test_a_get_is_a_url_and_its_headers() -> None:
    headers = Headers(
        (("Origin", "https://app.example"), ("Accept", "*/*"), ("Sec-Fetch-Mode", "cors"))
    )
    command = curl(WireRequest("GET", "https://api.example/?a=1&b=2", headers))
    assert command == "curl -i 'https://api.example/?a=1&b=2' -H 'Origin: https://app.example'"


def test_methods_bodies_and_empty_headers() -> None:
    assert curl(WireRequest("HEAD", "https://a.example/")) == "curl -i --head https://a.example/"
    put = WireRequest("PUT", "https://a.example/", Headers((("X-E", ""),)), b"{}")
    assert curl(put) == "curl -i -X PUT https://a.example/ -H 'X-E;' --data-raw YOUR_BODY"


def test_secrets_become_placeholders() -> None:
    headers = Headers((("Authorization", "Bearer abcdefgh"), ("Cookie", "sid=abcdefgh")))
    report = slash_report()
    hop = report.hops[0]
    assert hop.exchange is not None
    request = replace(
        hop.exchange.request, headers=headers, url="https://a.example/?token=abcdefgh"
    )
    exchange = replace(hop.exchange, request=request)
    safe = clean(replace(report, hops=(replace(hop, request=request, exchange=exchange),)))
    seen = sight(safe, replace(safe.findings[0], where=Where(0)))
    assert seen is not None
    assert "abcdefgh" not in seen.curl
    assert seen.curl.count(PLACEHOLDER) == 3


def test_quotes_survive_a_shell() -> None:
    for word in ("plain", "it's", 'a "b"', "$HOME", ""):
        assert shlex.split(quoted(word)) == [word]


def test_a_command_that_is_too_wide_is_continued() -> None:
    safe = clean(slash_report())
    seen = sight(safe, safe.findings[0])
    assert seen is not None
    assert seen.lines(1000) == (seen.curl,)
    narrow = seen.lines(20)
    assert all(line.endswith(" \\") for line in narrow[:-1])
    assert shlex.split("".join(line.removesuffix("\\") for line in narrow)) == shlex.split(
        seen.curl
    )


def test_preflights_hide_elsewhere_than_requests() -> None:
    assert "filter All" in str(dev_tools(preflight=True)[0])
    assert "filter Fetch/XHR" in str(dev_tools(preflight=False)[0])
    assert len(dev_tools(preflight=True)) == 3


def test_a_websocket_is_asked_for_with_all_that_opens_it() -> None:
    lines = (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"))
    command = curl(WireRequest("GET", "http://a.example/live", Headers(lines)))
    assert all(f"'{name}: {value}'" in command for name, value in lines)
    assert "Sec-WebSocket-Key" in command


def test_what_went_well_shows_no_error_in_dev_tools() -> None:
    report = slash_report()
    remark = next(each for each in report.findings if each.rule.severity is not Severity.ERROR)
    seen = sight(report, remark)
    assert seen is not None
    assert (seen.dev_tools, seen.curl.startswith("curl -i")) == ((), True)


def test_without_exchanges_there_is_nothing_to_see() -> None:
    report = slash_report()
    finding = report.findings[0]
    assert sight(replace(report, hops=()), finding) is None
    assert sight(report, replace(finding, where=Where(99))) is None
    assert sight(report, replace(finding, where=None)) is not None
