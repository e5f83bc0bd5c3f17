"""What answered: the systems between the browser and the handler, as far as they show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.findings import Confidence, Where


class Tier(StrEnum):
    """How near to the browser a system stands; the order of members is that of the path.

    Edge: a network in front of somebody's server, configured elsewhere. Server: a web server, which
    may be a reverse proxy. Application: what runs the handler.
    """

    EDGE = "edge"
    SERVER = "server"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Layer:
    """One system that showed itself.

    `name` is what `corsac export` and fixes call it, `label` how people do, `version` what it said
    of itself, empty where it kept silent. `clues` are the places that gave it away; one inside a
    body has no header name.
    """

    name: str
    label: str
    tier: Tier
    confidence: Confidence
    version: str = ""
    clues: tuple[Where, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class System:
    """The layers that showed themselves, the one nearest to the browser first; at least one."""

    layers: tuple[Layer, ...]

    @property
    def origin(self) -> Layer:
        """The layer nearest to the handler."""
        return self.layers[-1]

    @property
    def edge(self) -> Layer | None:
        """What stands in front of the origin, or None where one layer alone was seen."""
        return self.layers[0] if len(self.layers) > 1 else None

    def layer(self, name: str) -> Layer | None:
        """Give the layer of that name, if it was seen."""
        return next((layer for layer in self.layers if layer.name == name), None)

    def __str__(self) -> str:
        return " → ".join(str(layer) for layer in self.layers)
