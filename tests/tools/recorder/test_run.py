"""Real browsers run scenarios, and what they do is recorded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.meta.tree import ROOT
from tools.recorder import isolate
from tools.recorder.scenario import read

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = [["Content-Type", "text/plain"], ["Cache-Control", "no-store"]]
OPEN = ["Access-Control-Allow-Origin", "*"]
MINE = [
    ["Access-Control-Allow-Origin", "http://a.test"],
    ["Access-Control-Allow-Credentials", "true"],
]

PROGRAMS = {"chromium": "chromium", "firefox": "firefox-esr", "webkit": "Xvfb"}
ENGINES = [
    "chromium",
    pytest.param("firefox", marks=pytest.mark.long),
    pytest.param("webkit", marks=pytest.mark.long),
]


def _scenario(
    number: int, step: dict[str, Any], headers: list[list[str]], **more: object
) -> dict[str, Any]:
    identity = f"c{number:06d}"
    act = {"st": 200, "h": [*PLAIN, *headers], "b": "ok"}
    pre = {"st": 204, "h": [*headers, ["Access-Control-Allow-Methods", "PUT"]]}
    return {
        "id": identity,
        "f": "x",
        "page": {"o": "http://a.test"},
        "steps": [{"url": f"http://b.test/{identity}/0", **step}],
        "server": {"0": {"pre": pre, "act": act}},
        **more,
    }


SCENARIOS: list[dict[str, Any]] = [
    _scenario(1, {}, [OPEN]),
    _scenario(2, {}, []),
    _scenario(3, {"method": "PUT"}, [OPEN]),
    _scenario(4, {}, [OPEN], page={"o": "http://a.test", "k": "sandbox"}),
    _scenario(5, {"api": "xhr"}, [OPEN], page={"o": "http://a.test", "k": "worker"}),
    _scenario(6, {}, [OPEN], page={"o": "http://a.test", "k": "x-http://c.test"}),
    _scenario(
        7,
        {"url": "http://sub.a.test/c000007/0", "credentials": "include"},
        MINE,
        ck=[{"host": "sub.a.test", "n": "k", "v": "1", "ss": "Strict"}],
    ),
    _scenario(8, {"url": "https://b.test/c000008/0"}, [OPEN]),
    {
        **_scenario(9, {"api": "websocket", "url": "ws://b.test/c000009/0"}, []),
        "server": {"0": {"act": {"st": 101, "h": [], "ws": 1}}},
    },
]


def _header(request: dict[str, Any], name: str) -> str | None:
    pairs = [header for header in request["h"] if not isinstance(header, str)]
    return next((value for key, value in pairs if key.lower() == name), None)


def _record(engine: str, folder: Path) -> dict[str, dict[str, Any]]:
    if shutil.which(PROGRAMS[engine]) is None:
        pytest.skip(f"{PROGRAMS[engine]} is not installed")
    if reason := isolate.why_not():
        pytest.skip(f"no private network can be made here: {reason}")
    source, output = folder / "in.jsonl", folder / "out.jsonl.gz"
    source.write_text("".join(json.dumps(each) + "\n" for each in SCENARIOS))
    command = [sys.executable, "-m", "tools.recorder", "record", "--engine", engine]
    done = subprocess.run(
        [*command, "--file", str(source), "-o", str(output)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    meta, records = read(output)
    assert meta["n"] == len(SCENARIOS)
    return {record["id"]: record["out"] for record in records}


@pytest.mark.browsers
@pytest.mark.parametrize("engine", ENGINES)
def test_a_browser_s_behaviour_is_recorded(engine: str, tmp_path: Path) -> None:
    outs = _record(engine, tmp_path)
    ok = [identity for identity, out in outs.items() if out["r"][0]["ok"]]
    assert ok == [each["id"] for each in SCENARIOS if each["id"] != "c000002"]
    first = outs["c000001"]
    assert first["r"][0] == {
        "ok": 1,
        "type": "cors",
        "status": 200,
        "st": "OK",
        "url": "http://b.test/c000001/0",
        "red": 0,
        "h": [
            ["cache-control", "no-store"],
            ["content-length", "2"],
            ["content-type", "text/plain"],
        ],
        "body": "ok",
    }
    assert "con" not in first
    assert any("Access-Control-Allow-Origin" in line["t"] for line in outs["c000002"]["con"])
    assert [request["m"] for request in outs["c000003"]["net"]] == ["OPTIONS", "PUT"]
    origins = {each: _header(outs[each]["net"][-1], "origin") for each in outs}
    assert origins == {
        **dict.fromkeys(outs, "http://a.test"),
        "c000004": "null",
        "c000006": "http://c.test",
    }
    assert _header(outs["c000007"]["net"][0], "cookie") == "k=1"
    assert outs["c000008"]["net"][0]["o"] == "https://b.test"
