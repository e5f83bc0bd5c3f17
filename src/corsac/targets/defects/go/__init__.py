"""The defects of Go packages' options, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.go import (
    gorilla_open,
    headers_after_status,
    options_open,
    vary_forgotten,
)

if TYPE_CHECKING:
    from corsac.targets.defects.defect import Defect
    from corsac.targets.defects.syntax import Syntax

DEFECTS: tuple[Defect[Syntax], ...] = (
    options_open,
    headers_after_status,
    gorilla_open,
    vary_forgotten,
)
