# fmt: off
"""Labels of the reports, diagnose and render; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
