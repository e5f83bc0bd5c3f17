"""`corsac simulate`: lines in, lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from corsac.cli.simulate import command

if TYPE_CHECKING:
    from pathlib import Path

ALLOWED: dict[str, Any] = {
    "id": "c1",
    "page": {"o": "http://a.test"},
    "steps": [{"url": "http://b.test/c1/0"}],
    "server": {"0": {"act": {"st": 200, "h": [["Access-Control-Allow-Origin", "*"]]}}},
}
RUN = [sys.executable, "-c", "from corsac.cli.simulate import command; command()"]


def run(text: str, *options: str) -> tuple[int, list[dict[str, Any]]]:
    arguments = ["--engine", "chromium", *options]
    result = CliRunner().invoke(command, arguments, input=text)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_in_order() -> None:
    second: dict[str, Any] = {**ALLOWED, "id": "c2", "server": {}}
    lines: list[dict[str, Any]] = [{"meta": {}}, ALLOWED, second]
    code, answers = run("\n".join(json.dumps(line) for line in lines))
    assert code == 0
    assert [(line["id"], line["r"][0]["ok"]) for line in answers] == [("c1", 1), ("c2", 0)]
    assert answers[1]["con"][0]["t"].startswith("Access to fetch at")


@pytest.mark.parametrize(
    ("line", "id_", "error"),
    [
        ("{", None, "not JSON"),
        ("[]", None, "expected an object"),
        ("{}", None, "id: missing"),
        ('{"id": 7}', None, "id: expected a string"),
        ('{"id": "c1"}', "c1", "page"),
        ('{"id": "c1", "page": {"o": "x"}, "steps": []}', None, ""),
        ('{"id":"c1","page":{"o":"x"},"steps":[{"url":"/"}]}', "c1", "not an origin"),
        ('{"meta": 1}', None, "meta: expected an object"),
        ("[" * 100_000, None, "nested too deeply"),
    ],
    ids=range(9),
)
def test_a_bad_line_is_answered_too(line: str, id_: str | None, error: str) -> None:
    code, answers = run(f"{line}\n{json.dumps(ALLOWED)}\n")
    if error:
        assert code == 2
        assert answers[0]["id"] == id_
        assert error in answers[0]["error"]
    assert answers[-1]["r"][0]["ok"] == 1


def test_the_meta_line_and_set_tell_the_switches() -> None:
    cookie = {"host": "b.test", "n": "a", "v": "1", "ss": "None", "sec": 1}
    step = {"url": "https://b.test/c1/0", "credentials": "include"}
    line = json.dumps({**ALLOWED, "page": {"o": "https://a.test"}, "steps": [step], "ck": [cookie]})
    blocking = json.dumps({"meta": {"opts": ["block3pc"]}})
    for options, sent in (((), False), (("--set", "third-party-cookies=allow"), True)):
        _, answers = run(f"{blocking}\n{line}\n", *options)
        assert (["Cookie", "a=1"] in answers[0]["net"][0]["h"]) is sent


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--engine", "netscape"], "no such engine"),
        (["--engine", "firefx"], "did you mean firefox?"),
        (["--engine", "firefox", "--set", "x"], "write KEY=VALUE"),
        (["--engine", "firefox", "--set", "x=y"], "unknown switch"),
        (["--engine", "firefox", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
    ids=range(5),
)
def test_a_wrong_option_is_a_usage_error(options: list[str], told: str) -> None:
    result = CliRunner().invoke(command, options, input="")
    assert result.exit_code == 2
    assert told in result.output


def test_a_file_will_do(tmp_path: Path) -> None:
    file = tmp_path / "scenarios.jsonl"
    file.write_bytes(json.dumps(ALLOWED).encode() + b"\n\xff\n")
    result = CliRunner().invoke(command, ["--engine", "webkit", str(file)])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["c1", None]


def test_each_answer_is_out_before_the_next_line_is_read() -> None:
    with subprocess.Popen(
        [*RUN, "--engine", "standard"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(ALLOWED).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "c1"
        process.stdin.close()
        assert process.wait(20) == 0


def test_a_closed_pipe_ends_it_quietly() -> None:
    lines = (json.dumps(ALLOWED) + "\n").encode() * 3000
    with subprocess.Popen(
        [*RUN, "--engine", "standard"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(lines)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.stderr.read() == b""
        process.wait(20)
