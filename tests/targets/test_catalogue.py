"""A remedy becomes a fix for the system that answered."""

from __future__ import annotations

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.catalogue import GENERIC, TARGETS, fix
from corsac.targets.clues import KINDS
from tests.targets.real import ORIGIN, REMEDY


@pytest.mark.parametrize("name", [target.name for target in TARGETS])
@pytest.mark.parametrize("kind", list(RemedyKind))
@pytest.mark.parametrize("origin", [ORIGIN, "*", "https://a-b.example:8443", "http://[::1]:3000"])
def test_every_system_has_a_fix_for_every_remedy(name: str, kind: RemedyKind, origin: str) -> None:
    with_cookies = origin != "*"
    found = fix(Remedy(kind, origin, with_cookies, methods=("PUT",), headers=("x-a",)), name)
    assert found.system == name
    assert str(found.title)
    assert bool(found.snippet) is (kind is not RemedyKind.NO_REDIRECT)
    assert not found.safe


def test_systems_are_called_as_those_that_are_recognised() -> None:
    assert {target.name for target in TARGETS} <= {kind.name for kind in KINDS}


def test_an_unknown_system_gets_the_bare_lines() -> None:
    found = fix(REMEDY, "traefik")
    assert (found.system, found.language) == ("", "http")
    assert found.snippet == GENERIC.snippet(REMEDY)
    assert fix(REMEDY) == found


def test_a_name_that_some_syntax_would_expand_gets_the_bare_lines() -> None:
    remedy = Remedy(RemedyKind.SEND_HEADERS, ORIGIN, headers=("x-$host",))
    assert fix(remedy, "nginx").language == "http"


def test_nothing_is_written_that_lets_null_in() -> None:
    with pytest.raises(ValueError, match="null"):
        fix(Remedy(RemedyKind.SEND_HEADERS, "null"), "nginx")


def test_the_title_says_where_and_for_whom() -> None:
    found = fix(Remedy(RemedyKind.SEND_HEADERS, ORIGIN), "express")
    assert str(found.title) == f"send the headers that {ORIGIN} needs, from Express"
