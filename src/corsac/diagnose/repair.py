"""Turns a remedy into fixes for the systems that answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.findings import Party, RemedyKind
from corsac.diagnose.hosts import of_same_host
from corsac.targets.catalogue import fix
from corsac.targets.recognise import recognise
from corsac.targets.system import Tier

if TYPE_CHECKING:
    from corsac.core.findings import Finding, Remedy
    from corsac.diagnose.evidence import Evidence
    from corsac.targets.system import Layer, System


def with_fixes(finding: Finding, evidence: Evidence) -> Finding:
    """Add the server's fix before those that a rule has for the page.

    The origin `null` gets none: nothing that any page can have should ever be let in.
    """
    remedy = finding.remedy
    if remedy is None or remedy.origin == "null" or not evidence.exchanges:
        return finding
    exchange = evidence.exchanges[0 if finding.where is None else finding.where.exchange]
    system = recognise(of_same_host(exchange, evidence.exchanges))
    layer = None if system is None else _owner(system, finding.party, remedy)
    return replace(finding, fixes=(fix(remedy, layer.name if layer else ""), *finding.fixes))


def _owner(system: System, party: Party, remedy: Remedy) -> Layer:
    """Choose the layer whose configuration the remedy goes into.

    Where two layers both speak, the web server in front can silence the one behind, but not the
    other way round. A fault of the proxy's is mended in the proxy; any other, nearest the handler.
    """
    servers = [layer for layer in system.layers if layer.tier is Tier.SERVER]
    if remedy.kind is RemedyKind.ONE_OWNER and servers:
        return servers[0]
    return system.layers[0] if party is Party.PROXY else system.origin
