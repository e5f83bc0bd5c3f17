"""A remedy becomes a fix for the system that answered."""

from __future__ import annotations

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.diagnose.files.layers import name_of
from corsac.targets.catalogue import GENERIC, TARGETS, fix
from corsac.targets.clues import KINDS
from corsac.targets.defects.source import Kind, Source
from tests.targets.real import ORIGIN, REMEDY

ORIGINS = (ORIGIN, "*", "https://a-b.example:8443", "http://[::1]:3000")


def wrong(name: str, kind: RemedyKind, origin: str) -> list[str]:
    """What a system's fix for a remedy lacks."""
    with_cookies = origin != "*"
    found = fix(Remedy(kind, origin, with_cookies, methods=("PUT",), headers=("x-a",)), name)
    held = {
        "is the system's own": found.system == name,
        "has a title": bool(str(found.title)),
        "has a snippet just where one helps": bool(found.snippet)
        is (kind is not RemedyKind.NO_REDIRECT),
        "is not made unasked": not found.safe,
    }
    return [what for what, holds in held.items() if not holds]


@pytest.mark.parametrize("name", [target.name for target in TARGETS])
def test_every_system_has_a_fix_for_every_remedy(name: str) -> None:
    lacking = {
        (kind, origin): wrong(name, kind, origin) for kind in RemedyKind for origin in ORIGINS
    }
    assert {remedy: lacks for remedy, lacks in lacking.items() if lacks} == {}


#: Systems that nothing gives away but their files.
SILENT = {"koa"}


def test_systems_are_called_as_those_that_are_recognised() -> None:
    assert {target.name for target in TARGETS} - {kind.name for kind in KINDS} == SILENT
    koa = Source("app.js", 'require("koa")', Kind.JAVASCRIPT)
    assert name_of(koa).lower() in SILENT


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
