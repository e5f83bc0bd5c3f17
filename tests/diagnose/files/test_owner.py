"""A fix is for the system that the files are of, where its answers kept silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.findings import Finding, Fix, Remedy, RemedyKind, Text
from corsac.diagnose.files.layers import arrange
from corsac.diagnose.files.owner import for_owner
from corsac.targets.catalogue import fix
from tests.diagnose.files.scenes import ORIGIN, file, finding

KOA = ("app.js", 'const Koa = require("koa");\nconst app = new Koa();\n')
NEST = ("main.ts", 'import { NestFactory } from "@nestjs/core";\n')
QUART = ("main.py", "from quart import Quart\n")
STARLETTE = ("main.py", "from starlette.applications import Starlette\n")
NEXT = ("app/api/items/route.js", 'import { NextResponse } from "next/server";\n')
FLASK = ("app.py", "from flask import Flask\n")
NGINX = ("site.conf", "server { location / { proxy_pass http://app; } }\n")
PAGE = ("page.js", "fetch('/items');\n")
SEND = Remedy(RemedyKind.SEND_HEADERS, ORIGIN)
TWICE = Remedy(RemedyKind.ONE_OWNER, ORIGIN)


def found(remedy: Remedy | None = SEND, shown: str = "") -> Finding:
    """Make a finding with the fix of what showed itself; nothing did by default."""
    fixes = (fix(remedy, shown),) if remedy else (Fix(Text("ask otherwise"), "page"),)
    return replace(finding(1), remedy=remedy, fixes=fixes)


def owners(given: Finding, *files: tuple[str, str]) -> list[str]:
    """Give whom its fixes are for, with these files at hand."""
    (owned,) = for_owner([given], arrange([file(*each) for each in files]))
    return [each.system for each in owned.fixes]


@pytest.mark.parametrize(
    ("files", "shown", "owner"),
    [
        ([KOA], "", "koa"),
        ([NEST], "express", "nestjs"),
        ([QUART], "flask", "quart"),
        ([QUART], "asgi", "quart"),
        ([STARLETTE], "asgi", "fastapi"),
        ([NEXT], "", "next"),
        ([KOA, NGINX], "", "koa"),
        ([NGINX], "", "nginx"),
        ([KOA, PAGE], "", "koa"),
        ([KOA], "nginx", "nginx"),
        ([KOA, FLASK], "", ""),
        ([PAGE], "", ""),
        ([], "", ""),
    ],
)
def test_the_files_tell_what_the_answers_do_not(
    files: list[tuple[str, str]], shown: str, owner: str
) -> None:
    assert owners(found(shown=shown), *files) == [owner]


def test_a_server_in_front_silences_what_stands_behind() -> None:
    assert owners(found(TWICE), KOA, NGINX) == ["nginx"]
    assert owners(found(TWICE), KOA) == ["koa"]


def test_what_the_page_can_do_stays() -> None:
    assert owners(found(None), KOA) == ["page"]
    assert owners(replace(found(), fixes=()), KOA) == []


def test_what_stands_once_already_only_gets_another_name() -> None:
    again = replace(found(), fixes=(Fix(Text("the first snippet mends this too")),))
    (owned,) = for_owner([again], arrange([file(*KOA)]))
    assert owned.fixes == (Fix(Text("the first snippet mends this too"), "koa"),)


def test_edits_stay_as_they_are() -> None:
    source = file(*KOA).source
    edits = Fix(Text("mend it"), edits=(source.edit(0, 1, "x"),))
    (owned,) = for_owner([replace(found(), fixes=(edits,))], arrange([file(*KOA)]))
    assert owned.fixes == (edits,)
