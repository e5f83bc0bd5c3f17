"""`corsac explain`: anything in, an explanation out, or what was meant."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit

if TYPE_CHECKING:
    from pathlib import Path

MISSING = (
    "Access to fetch at 'https://api.example/x?token=abcdefgh' from origin 'https://app.example' "
    "has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on "
    "the requested resource."
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["CORS031"], "The preflight is asked to log in"),
        (["access-control-max-age"], "at most 7200 s"),
        (["PATCH"], "a preflight, whatever its headers"),
        (["application/json"], "is none of"),
        (["cors"], "thirty seconds"),
        ([MISSING], "MissingAllowOriginHeader"),
        (MISSING.split(), "MissingAllowOriginHeader"),
    ],
)
def test_anything_is_explained(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *words]) == Exit.OK
    assert said in " ".join(capsys.readouterr().out.split())


def test_secrets_stay_out(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", MISSING])
    assert "abcdefgh" not in capsys.readouterr().out


def test_a_file_and_standard_input_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = tmp_path / "console.txt"
    pasted.write_text(MISSING, "utf-8")
    assert main(["explain", f"@{pasted}"]) == Exit.OK
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MISSING.encode())))
    assert main(["explain", "-"]) == Exit.OK
    assert capsys.readouterr().out.count("MissingAllowOriginHeader") == 2


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("acces-control-max-age", "did you mean corsac explain access-control-max-age"),
        ("https://api.example/", "did you mean corsac check https://api.example/?"),
        ("curl https://api.example/", "corsac check takes it"),
        ("qqqqqqqqqqqqqqqq", "give a rule's code"),
        (" ", "corsac explain cors is a beginning"),
        ("@no-such-file", "can't read no-such-file"),
    ],
)
def test_what_is_unknown_gets_a_hint(
    text: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", text]) == Exit.USAGE
    assert mend in capsys.readouterr().err


def test_without_a_terminal_there_is_a_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == Exit.USAGE
    error = capsys.readouterr().err
    assert error.startswith("Usage: corsac explain")
    assert "what is to be explained?" in error


def test_on_a_terminal_three_questions_are_asked() -> None:
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "corsac", "explain"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(mine, b"y\nn\n?\n")
    said = b""
    while b"tells the rest" not in said:
        said += os.read(mine, 4096)
    assert process.wait(30) == Exit.OK
    os.close(mine)
    text = said.decode()
    assert "1. Does the Network panel show an OPTIONS" in text
    assert "the OPTIONS alone" in text
    assert "yes: The server is up" in text
    assert "no: It is not CORS" in text


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# CORS001 "), ("json", "{\n")])
def test_it_has_other_forms(form: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "CORS001", "--format", form]) == Exit.OK
    assert capsys.readouterr().out.startswith(begins)
