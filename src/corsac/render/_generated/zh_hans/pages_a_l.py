# fmt: off
"""Pages of the rules whose names begin with a to l; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
