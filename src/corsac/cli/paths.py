"""What stands at a path, where a folder on the way may let nobody in.

`pathlib` raises PermissionError there; for a command nothing is there, until it opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def is_file(path: Path) -> bool:
    """Tell whether a file is there, as far as one may look."""
    return _looked(path.is_file)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there, as far as one may look."""
    return _looked(path.is_dir)


def is_there(path: Path) -> bool:
    """Tell whether anything is there, as far as one may look."""
    return _looked(path.exists)


def _looked(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:
        return False
