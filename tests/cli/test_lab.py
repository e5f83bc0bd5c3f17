"""`corsac lab`: the cases by name, and each of them found out by the check it comes with."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from corsac.cli.check import investigate
from corsac.cli.lab import command
from corsac.lab.cases import CASES
from corsac.lab.server import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.lab.case import LabCase


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


def test_the_list_starts_nothing_and_names_every_case() -> None:
    listed = CliRunner().invoke(command, ["--list"])
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.output.splitlines()] == [each.name for each in CASES]


def test_a_misspelt_case_is_told_from_the_one_that_was_meant() -> None:
    refused = CliRunner().invoke(command, ["trailing-slahs"])
    assert refused.exit_code == 2
    assert "did you mean trailing-slash?" in refused.output


def test_a_name_that_is_like_none_leads_to_the_list() -> None:
    refused = CliRunner().invoke(command, ["zzz"])
    assert "corsac lab --list names them all" in refused.output


@pytest.mark.servers
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_check_of_each_case_names_its_cause_and_no_second_one(lab: Lab, case: LabCase) -> None:
    causes = [finding.rule.cause for finding in investigate(lab.command(case)).findings]
    assert causes == ([case.cause] if case.cause else [])


@pytest.mark.servers
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(end: signal.Signals) -> None:
    program = [sys.executable, "-m", "corsac", "lab", "--port", "0", "no-cors"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        with contextlib.ExitStack() as always:
            always.callback(running.kill)
            assert running.stdout is not None
            lines = [running.stdout.readline() for _ in range(4)]
            assert lines[1].startswith("    corsac check http://localhost:")
            assert lines[3].startswith("index, to try them in a browser: http://localhost:")
            running.send_signal(end)
            _, said = running.communicate(timeout=10)
            always.pop_all()
        assert (running.returncode, "Traceback" in said) == (0, False)


@pytest.mark.servers
def test_a_taken_port_is_an_error_with_its_mend(lab: Lab) -> None:
    refused = CliRunner().invoke(command, ["--port", lab.origin.rpartition(":")[2]])
    assert refused.exit_code == 2
    assert "is taken; --port 0 takes free ones" in refused.output
