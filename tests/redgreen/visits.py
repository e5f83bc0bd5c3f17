"""What pages of several origins can read, in a real Chromium, and what its console says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from corsac.lab.chromium import LAST_WORD, browse, console_lines
from tests.redgreen.causes import ORIGIN
from tests.servers.certificates import Authority
from tests.servers.pages import serving_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Whom no mended system may let in. The last is a sandboxed frame in the first one's page.
HOSTILE: Final = (
    "https://evil.example",
    "http://app.example",
    "https://app.example.evil.example",
    "https://evil-app.example",
    "https://x.app.example",
    "https://appxexample",
    "null",
)
PATIENCE: Final = 240.0
"""Seconds that Chromium has for all pages."""
_PAGES: Final = (ORIGIN, *HOSTILE[:-1])
_LINE: Final = re.compile(
    r"Access to \S+ at '(?P<at>[^']*)'(?: \(redirected from '(?P<first>[^']*)'\))? from origin "
    r"'(?P<origin>[^']*)'"
)
#: A page tries many at a time: Chromium opens no more than 256 connections.
_SCRIPT: Final = """
const TRIED = %TRIED%;
const one = async ([name, {url, init, reads, warm, mend}]) => {
  try {
    if (warm) await fetch(url, {mode: "no-cors", credentials: "include"});
    const ask = (at, more) => fetch(at, {...init, ...more});
    const mended = mend && new Function("fetch", "url", `return ${mend}`);
    const answer = await (mended ? mended(ask, url) : ask(url));
    return [name, reads && !answer.headers.has(reads) ? 0 : answer.status];
  } catch { return [name, 0]; }
};
const all = async () => {
  const report = {}, left = Object.entries(TRIED);
  const worker = async () => {
    for (let next; (next = left.shift()); ) {
      const [name, status] = await one(next);
      report[name] = status;
    }
  };
  await Promise.all(Array.from({length: 16}, worker));
  return report;
};
"""
_FRAMED: Final = """
const framed = () => new Promise((done) => {
  onmessage = (event) => done(event.data);
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts";
  frame.srcdoc = `<script>${%SOURCE%}; all().then((x) => parent.postMessage(x, "*"));<\\/script>`;
  document.documentElement.append(frame);
});
const report = {own: await all(), framed: origin === "%FIRST%" ? await framed() : {}};
console.log("%LAST%");
return report;
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a visit.

    `read` has by origin and name the status that the page read, 0 where it could not; `said` has
    by host and port the first line that the console printed on the first page.
    """

    read: Mapping[str, Mapping[str, int]]
    said: Mapping[str, str]

    def strangers(self, name: str) -> tuple[str, ...]:
        """Give the hostile origins that could read this."""
        return tuple(each for each in HOSTILE if self.read[each][name])


def visit(tried: Mapping[str, Mapping[str, Any]], folder: Path, program: str) -> Seen:
    """Let Chromium visit every page.

    Args:
        tried: By name: the URL, what fetch() is given, a header to be read, whether an element
            asks before; code that calls fetch() with what it changes, where there is some.
        folder: For the certificate.
        program: Chromium.
    """
    hosts = sorted({each.partition("://")[2] for each in _PAGES})
    tls = Authority(folder).issue(*hosts).server_context()
    script = _SCRIPT.replace("%TRIED%", json.dumps(tried))
    framed = _FRAMED.replace("%FIRST%", HOSTILE[0]).replace("%LAST%", LAST_WORD)
    framed = framed.replace("%SOURCE%", json.dumps(script))
    with serving_pages(script + framed, _PAGES, tls) as (pages, rules):
        found = f"{rules}, MAP appxexample:443 {rules.rpartition(' ')[2]}"
        first = f"{_PAGES[0]}/"
        flags = (f"--host-resolver-rules={found}", "--ignore-certificate-errors")
        log = browse(program, first, pages.ended, PATIENCE, *flags)
    read = {origin: report["own"] for origin, report in pages.reports.items()}
    read["null"] = pages.reports[HOSTILE[0]]["framed"]
    return Seen(read, _said(log))


def _said(log: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in console_lines(log):
        found = _LINE.match(line)
        if found and found["origin"] == ORIGIN:
            said.setdefault(urlsplit(found["first"] or found["at"]).netloc, line)
    return said
