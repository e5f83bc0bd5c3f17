# fmt: off
"""The checks that a live server is verified with; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
