"""The lab's index: what is served where, the command for each, and a button to try it."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from corsac.lab.chromium import LAST_WORD

if TYPE_CHECKING:
    from corsac.lab.case import LabCase
    from corsac.lab.server import Lab

_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .4rem; border-top: 1px solid #8884 }
code { font-size: .85em; overflow-wrap: anywhere }
output { font-weight: 600 }
"""

# Tries one case after the other, so that the console's lines stand in the cases' order.
_SCRIPT: Final = """
const run = async (name) => {
  const { url, init } = CASES[name];
  const out = document.getElementById(name);
  try {
    const response = await fetch(url, init);
    out.value = `read: ${response.status}`;
    return { name, ok: true, status: response.status };
  } catch (error) {
    out.value = 'blocked: see the console';
    return { name, ok: false, error: String(error) };
  }
};
for (const button of document.querySelectorAll('button'))
  button.onclick = () => run(button.value);
if (RUN.length) {
  const results = [];
  for (const name of RUN) results.push(await run(name));
  console.info(LAST_WORD);
  await fetch('/report', { method: 'POST', body: JSON.stringify(results) });
}
"""


def index_page(lab: Lab, target: str) -> bytes:
    """Write the whole response. `?run=a,b` in the target tries these cases and reports back."""
    wanted = parse_qs(urlsplit(target).query).get("run", [""])[0].split(",")
    known = {case.name for case in lab.cases}
    document = _document(lab, [name for name in wanted if name in known])
    body = document.encode()
    head = (
        "HTTP/1.1 200 OK\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Cache-Control: no-store\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body


def _document(lab: Lab, run: list[str]) -> str:
    # A page can only try the cases that start from its own origin, and only with fetch().
    own = [
        case
        for case in lab.cases
        if lab.page_origin(case) == lab.origin and lab.url(case).startswith("http")
    ]
    table = {case.name: {"url": lab.url(case), "init": fetch_init(case)} for case in own}
    rows = "".join(_row(lab, case, button=case in own) for case in lab.cases)
    given = {"CASES": table, "RUN": run, "LAST_WORD": LAST_WORD}
    script = "".join(f"const {name} = {_inline(each)}; " for name, each in given.items()) + _SCRIPT
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>corsac lab</title>"
        f"<link rel=icon href='data:,'><style>{_STYLE}</style><h1>corsac lab</h1>"
        "<p>Each server below is wrong in one way. Ask one from this page and read your browser's "
        "console, then ask corsac.</p>"
        f"<table><tr><th>case<th>what is wrong<th>here{rows}</table>"
        f"<script type=module>{script}</script></html>\n"
    )


def _row(lab: Lab, case: LabCase, *, button: bool) -> str:
    name = html.escape(case.name)
    command = html.escape(" ".join(["corsac check", *map(_quoted, lab.command(case))]))
    here = f"<button value={name}>try</button> <output id={name}></output>" if button else "—"
    return f"<tr><td>{name}<td>{html.escape(case.story)}<br><code>{command}</code><td>{here}"


def fetch_init(case: LabCase) -> dict[str, object]:
    """Say in fetch()'s words what the case's arguments say in curl's."""
    init: dict[str, object] = {"cache": "no-store"}
    headers: dict[str, str] = {}
    pairs = zip(case.arguments[::2], case.arguments[1::2], strict=True)
    for flag, value in pairs:
        if flag == "-H":
            name, _, text = value.partition(":")
            headers[name] = text.strip()
        else:
            init[{"-X": "method", "--credentials": "credentials", "--mode": "mode"}[flag]] = value
    return {**init, "headers": headers} if headers else init


def _quoted(word: str) -> str:
    return f"'{word}'" if " " in word or "*" in word else word


def _inline(value: object) -> str:
    """Write JSON that can't end its script element (html#restrictions-for-contents)."""
    return json.dumps(value).replace("<", "\\u003c")
