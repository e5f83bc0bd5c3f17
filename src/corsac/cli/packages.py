"""What the package.json around a file says of the versions of its project's packages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corsac.cli.paths import is_there
from corsac.targets.defects.packages import majors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME: Final = "package.json"
#: How many folders up a project may begin, and how large its package.json is, in bytes.
_UP, _LARGEST = 8, 1_000_000


def packages_around(folder: Path) -> Mapping[str, int]:
    """Read the major versions of packages that the project of a folder asks for.

    The nearest package.json that names a package counts, as it does for what is loaded: one of a
    workspace stands before that of the whole. Folders above the repository are not looked at.

    Args:
        folder: Where the file is that they are asked for.
    """
    return _around(folder.resolve())


@lru_cache(maxsize=4096)
def _around(folder: Path, up: int = _UP) -> Mapping[str, int]:
    above = up and folder != folder.parent and not is_there(folder / ".git")
    known = _around(folder.parent, up - 1) if above else dict[str, int]()
    return {**known, **_read(folder / _NAME)}


def _read(path: Path) -> Mapping[str, int]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return {}
        return majors(path.read_text("utf-8", "replace"))
    except OSError:
        return {}
