# fmt: off
"""Mistakes of policies, and notices of exports; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
