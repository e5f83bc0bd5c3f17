"""corsac: makes cross-origin requests work, and proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.policy.policy import Policy

__all__ = ["Policy"]


def __getattr__(name: str) -> object:
    """Load a public name when it is asked for (PEP 562): `import corsac` costs nothing."""
    if name in __all__:
        from corsac import policy

        return getattr(policy, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
