"""Writes the server's fix for the system that its files are of, where its answers named none.

Many frameworks say nothing of themselves: then the bare header lines are all that can be printed,
until a file tells what would send them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.core.findings import RemedyKind
from corsac.diagnose.files.layers import in_front, name_of
from corsac.targets.catalogue import TARGETS, fix
from corsac.targets.clues import LOOKS_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corsac.core.findings import Finding, Fix
    from corsac.diagnose.files.layers import Layer

_TARGETS: Final = {target.name for target in TARGETS}
#: What people call a system, where its target is called otherwise; Starlette takes FastAPI's.
_SAME: Final = {"starlette": "fastapi", "next.js": "next"}
#: Fixes that are for any server, or for any of a kind.
_ANY: Final = frozenset({"", "asgi"})


def for_owner(findings: Iterable[Finding], layers: Sequence[Layer]) -> tuple[Finding, ...]:
    """Give the findings with fixes for the system that the files are of.

    A system that showed itself in an answer keeps its fix.

    Args:
        findings: What was found.
        layers: The systems with their files, from the browser inwards.
    """
    servers = tuple(dict.fromkeys(_systems(layers, front=True)))
    applications = tuple(dict.fromkeys(_systems(layers, front=False)))
    return tuple(_owned(each, servers, applications) for each in findings)


def _systems(layers: Iterable[Layer], *, front: bool) -> Iterator[str]:
    for layer in layers:
        for file in layer.files:
            name = name_of(file.source).lower()
            name = _SAME.get(name, name)
            if in_front(file.source) is front and name in _TARGETS:
                yield name


def _owned(finding: Finding, servers: Sequence[str], applications: Sequence[str]) -> Finding:
    remedy = finding.remedy
    if remedy is None or not finding.fixes:
        return finding
    silences = remedy.kind is RemedyKind.ONE_OWNER and bool(servers)
    owners = servers if silences or not applications else applications
    if len(owners) != 1:
        return finding
    written = [_for(each, finding, owners[0]) for each in finding.fixes]
    return replace(finding, fixes=tuple(written))


def _for(given: Fix, finding: Finding, owner: str) -> Fix:
    """Write one fix anew; one that refers to an earlier snippet has none of its own."""
    replaced = given.system in _ANY or given.system == LOOKS_LIKE.get(owner)
    if given.edits or not replaced or finding.remedy is None:
        return given
    if given.snippet:
        return fix(finding.remedy, owner)
    return replace(given, system=owner)
