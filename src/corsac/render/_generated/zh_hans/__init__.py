"""Translations, one module for each part; written by `python -m tools.catalogue compile`."""

from typing import Final

PARTS: Final = (
    "words",
    "rules",
    "verify",
    "cli",
    "policy",
    "evidence",
    "explain",
    "help",
    "pages_a_l",
    "pages_m_z",
    "pages_defects",
)
