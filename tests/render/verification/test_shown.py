"""What every form of a verification keeps to."""

from __future__ import annotations

from importlib import import_module

import pytest

from corsac.cli.verify_options import FORMATS
from corsac.diagnose.verify.report import Outcome
from corsac.render.look import Look
from corsac.render.verification.shown import counts, report_of, verdict
from tests.render.verification.verifications import EACH, FAILED, PASSED, SECRET, SECRETIVE


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_shows_a_secret(form: str) -> None:
    render = import_module(f"corsac.render.verification.to_{form}").render
    for verbose in (False, True):
        told = render(SECRETIVE, Look(verbose=verbose))
        assert told
        assert SECRET not in told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", EACH)
def test_every_form_can_show_every_verdict(form: str, name: str) -> None:
    told = import_module(f"corsac.render.verification.to_{form}").render(EACH[name], Look())
    assert told.endswith("\n")
    assert "{" not in told or form in {"json", "sarif"}
    assert len(told) < 250_000


def test_a_header_of_64_kb_is_cut() -> None:
    longest = max(
        len(value) for each in report_of(FAILED).exchanges for _, value in each.request.headers
    )
    assert longest <= 400


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("passed", f"PASSED: {PASSED.count(Outcome.PASSED)} checks"),
        ("unreachable", "UNREACHABLE: no check was made"),
    ],
)
def test_the_verdict_is_a_line(name: str, told: str) -> None:
    assert str(verdict(EACH[name])) == told


def test_the_counts_are_a_line() -> None:
    told = str(counts(EACH["undecided"]))
    assert "undecided" in told
    assert told.endswith("; 10 of 10 requests")
