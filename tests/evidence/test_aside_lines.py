"""Every line of a recorded console has its code, and so has every template that is known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corsac.evidence.aside_lines import CATCH_ALLS, FRAMES, LAST
from corsac.evidence.console import CATALOGUE, ConsoleLine, read_console, read_line
from corsac.evidence.saying import Engine, Family, Frame, plain_quotes
from tools.truth import corpus

TEMPLATES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "templates.jsonl").read_text("utf-8").splitlines()
]
VALUES = {
    "declared": "public",
    "detail": "x-a",
    "first_url": "https://a.test/y",
    "help_url": "https://c.test/help",
    "host": "b.test",
    "kind": "fetch",
    "net_error": "ERR_EMPTY_RESPONSE",
    "origin": "https://a.test",
    "page": "https://a.test/",
    "scheme": "about",
    "space": "local",
    "status": "403",
    "url": "https://b.test/x",
    "what": "resource",
}
#: Chromium's and WebKit's common ancestor gave them these, word for word.
SHARED = {
    "ErrorStatus",
    "LocalFile",
    "RequestHeaderForbidden",
    "EventStreamType",
    "SameOriginMode",
    "UnsafeAttempt",
    "TaintedCanvas",
    "WebSocketRefused",
}
FETCH = "Fetch API cannot load https://b.test/x. "


def read(text: str) -> ConsoleLine | None:
    return read_line(plain_quotes(text))


@pytest.mark.parametrize("name", corpus.names())
def test_every_recorded_line_has_its_code(name: str) -> None:
    recording = corpus.load(name)
    texts = {
        (line["t"], line.get("cat", ""))
        for record in recording.records.values()
        for line in record["out"].get("con", ())
    }
    assert len(texts) > 10
    for text, category in sorted(texts):
        line = read(text)
        assert line is not None, text
        assert line.engine == recording.engine or line.code in SHARED, text
        assert line.code != "BlockedByCorsPolicy", f"a sentence that no template knows: {text}"
        if category.startswith("CORS"):
            assert line.code == category.rstrip("23")


@pytest.mark.parametrize(
    "row", TEMPLATES, ids=[f"{n}-{row['code']}" for n, row in enumerate(TEMPLATES)]
)
def test_every_template_has_its_code(row: dict[str, str]) -> None:
    holes = set(re.findall(r"\{([a-z_]+)\}", row["template"]))
    text = re.sub(r"\{([a-z_]+)\}", lambda hole: VALUES.get(hole[1], hole[1]), row["template"])
    line = read(text)
    assert line is not None
    assert (line.code, line.engine.value) == (row["code"], row["engine"])
    for name in holes & {"url", "first_url", "origin", "status"}:
        assert line.get(name) in {VALUES[name], ""}
    assert "url" not in holes or line.get("url") == VALUES["url"]


@pytest.mark.parametrize("frame", FRAMES, ids=[frame.engine for frame in FRAMES])
def test_nothing_hides_what_stands_below_it(frame: Frame) -> None:
    for saying in frame.sayings:
        holes = {**VALUES, "font": "style:normal", "algorithm": "sha256", "attribute": "max-age"}
        text = saying.template.format(**holes, why="for invalid prefix")
        line = read(text)
        assert line is not None
        assert line.code == saying.code, text
        assert line.engine == frame.engine or saying.code in SHARED


def test_what_fits_any_line_comes_last() -> None:
    assert CATALOGUE[-len(LAST) - 1 : -1] == LAST
    assert all(saying.template in CATCH_ALLS for frame in LAST for saying in frame.sayings)


def test_a_new_sentence_of_chromium_s_is_cors_all_the_same() -> None:
    line = read(
        "Access to fetch at 'https://b.test/x' from origin 'https://a.test' has been blocked by"
        " CORS policy: Something that nobody has said yet."
    )
    assert line is not None
    assert (line.code, line.family) == ("BlockedByCorsPolicy", Family.CORS)
    assert line.get("detail") == "Something that nobody has said yet."


def test_a_broken_line_is_put_together_before_the_last_resort() -> None:
    end = 'Request mode is "same-origin" but the URL\'s origin is not same as the request origin x.'
    (line,) = read_console(f"{FETCH}Request mode\n{end.removeprefix('Request mode ')}")
    assert line.code == "DisallowedByMode"
    (line,) = read_console(FETCH.strip())
    assert (line.code, line.engine) == ("SameOriginMode", Engine.WEBKIT)
    (line,) = read_console(f"{FETCH}Because of the weather.\nat send (app.js:1)")
    assert line.code == "BlockedByCorsPolicy"


def test_an_event_source_is_no_web_socket() -> None:
    told = "Firefox can’t establish a connection to the server at {}."
    line = read(told.format("wss://b.test/x"))
    assert line is not None
    assert (line.code, line.get("url")) == ("ConnectionNotEstablished", "wss://b.test/x")
    line = read(told.format("https://b.test/x"))
    assert line is not None
    assert (line.code, line.family) == ("EventSource", Family.COMPANION)
