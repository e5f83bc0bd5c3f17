"""A fix for Quart: Flask's, whose hooks it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.flask.fix import LANGUAGE, written

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

__all__ = ["LANGUAGE", "snippet"]


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `app = Quart(__name__)`."""
    return written(remedy, "quart", "Quart")
