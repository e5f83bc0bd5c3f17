"""Who says what to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.report import Role
from corsac.render.cells import cells
from corsac.render.diagram import mermaid, terminal
from corsac.render.look import Look
from tests.render.reports import REPORTS, slash_report


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_it_fits_and_ends_where_it_should(name: str, width: int) -> None:
    report = REPORTS[name]()
    drawn = terminal(report, Look(width=width))
    assert all(cells(line) <= max(width, 44) + 2 for line in drawn.splitlines())
    assert drawn.endswith("\n")
    assert "\x1b" not in drawn


def test_without_unicode_it_is_ascii() -> None:
    assert terminal(slash_report(), Look(unicode=False)).isascii()


def test_it_names_the_actors_and_what_they_say() -> None:
    drawn = terminal(slash_report(), Look(width=120))
    assert "https://app.example" in drawn.splitlines()[0]
    assert "OPTIONS /items" in drawn
    assert "an error without a reason" in drawn


def test_mermaid_is_a_sequence_diagram() -> None:
    lines = mermaid(slash_report(), Look()).splitlines()
    assert lines[0] == "sequenceDiagram"
    assert lines[1] == "    participant a0 as https://app.example"
    assert any("a1->>a2: OPTIONS" in line for line in lines)
    assert lines[-1].startswith("    a1--xa0: ")


def test_mermaid_s_own_signs_are_entities() -> None:
    report = slash_report()
    hop = report.hops[0]
    odd = replace(hop.request, url="https://api.example/a;b#c")
    drawn = mermaid(replace(report, hops=(replace(hop, request=odd, exchange=None),)), Look())
    assert "a#59;b#35;c (not sent)" in drawn


def test_a_broken_connection_ends_in_a_cross() -> None:
    report = slash_report()
    hop = report.hops[0]
    assert hop.exchange is not None
    broken = replace(hop.exchange, answer=Failure(FailureKind.REFUSED))
    shown = replace(report, hops=(replace(hop, exchange=broken),))
    assert "connection refused" in terminal(shown, Look(width=120))
    assert "a2--xa1: connection refused" in mermaid(shown, Look())


def test_probes_are_no_part_of_it() -> None:
    report = slash_report()
    probes = tuple(replace(hop, role=Role.PROBE) for hop in report.hops)
    assert "OPTIONS" not in mermaid(replace(report, hops=probes), Look())
