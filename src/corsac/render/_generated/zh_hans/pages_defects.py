# fmt: off
"""Pages of the defects that lint finds; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
