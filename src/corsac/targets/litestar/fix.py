"""A fix for Litestar: Starlette's middleware around it.

Litestar's own `cors_config` names no `Vary` to strangers, and drops the one that a handler sets: a
cache would give one origin's answer to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.fastapi.fix import LANGUAGE, wrapped

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

__all__ = ["LANGUAGE", "snippet"]


def snippet(remedy: Remedy) -> str:
    """Write what goes behind `app = Litestar(...)`."""
    return (
        "# Once: pip install starlette. Without cors_config. Run it with uvicorn or its like:\n"
        "# `litestar run` looks for a Litestar.\n" + wrapped(remedy)
    )
