# fmt: off
"""Pages of the rules whose names begin with m to z; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
