# fmt: off
"""The explanations of headers, methods and console lines; written by `python -m tools.catalogue compile`."""

from typing import Final

ENTRIES: Final[dict[str, str]] = {
}
