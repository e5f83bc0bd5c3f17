"""Turns a remedy into fixes for the systems that answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.findings import Party, RemedyKind, Text
from corsac.diagnose.hosts import of_same_host
from corsac.targets.catalogue import fix
from corsac.targets.recognise import recognise
from corsac.targets.system import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.findings import Finding, Fix, Remedy
    from corsac.diagnose.evidence import Evidence
    from corsac.targets.system import Layer, System


_SAME = Text("the first snippet mends this too")


def with_fixes(findings: Iterable[Finding], evidence: Evidence) -> tuple[Finding, ...]:
    """Give each finding the server's fix, before those that its rule has for the page.

    A snippet stands once: it lets the whole request through, and most findings need the same. So
    does anything that a page can do.
    """
    fixed: list[Finding] = []
    given: set[Fix] = set()
    written: set[str] = set()
    for finding in findings:
        own = _server_fix(finding, evidence)
        if own is not None and own.snippet in written:
            own = replace(own, title=_SAME, snippet="", language="")
        elif own is not None and own.snippet:
            written.add(own.snippet)
        new = [each for each in finding.fixes if each not in given]
        given.update(new)
        fixed.append(replace(finding, fixes=(*(() if own is None else (own,)), *new)))
    return tuple(fixed)


def _server_fix(finding: Finding, evidence: Evidence) -> Fix | None:
    """Write a remedy for what answered.

    The origin `null` gets none: nothing that any page can have should ever be let in.
    """
    remedy = finding.remedy
    if remedy is None or remedy.origin == "null" or not evidence.exchanges:
        return None
    exchange = evidence.exchanges[0 if finding.where is None else finding.where.exchange]
    system = recognise(of_same_host(exchange, evidence.exchanges))
    layer = None if system is None else _owner(system, finding.party, remedy)
    return fix(remedy, layer.name if layer else "")


def _owner(system: System, party: Party, remedy: Remedy) -> Layer:
    """Choose the layer whose configuration the remedy goes into.

    Where two layers both speak, the web server in front can silence the one behind, but not the
    other way round. A fault of the proxy's is mended in the proxy; any other, nearest the handler.
    """
    servers = [layer for layer in system.layers if layer.tier is Tier.SERVER]
    if remedy.kind is RemedyKind.ONE_OWNER and servers:
        return servers[0]
    return system.layers[0] if party is Party.PROXY else system.origin
