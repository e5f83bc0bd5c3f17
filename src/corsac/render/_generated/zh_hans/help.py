# fmt: off
"""The help of the commands, click's own words too; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
