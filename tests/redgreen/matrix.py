"""Each cause on each system: broken, mended as corsac prints it, judged by a real Chromium."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from corsac.evidence.console import read_line
from corsac.targets.defects import examine
from tests.redgreen.applications import APPLICATIONS, Application
from tests.redgreen.by_hand import NotHere
from tests.redgreen.causes import CAUSES, ORIGIN, Cause
from tests.redgreen.cells import WAYS, Cell, Gap
from tests.redgreen.frameworks import FRAMEWORKS
from tests.redgreen.proxies import PROXIES, Proxy
from tests.redgreen.trials import (
    UNSEEN,
    UNSHOWN,
    Applications,
    Proxies,
    Trial,
    asked,
    loud,
)
from tests.redgreen.visits import Seen, visit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Every system, by its name, in the order of the table.
SYSTEMS: Final[dict[str, Application | Proxy]] = {
    each.name: each for each in (*PROXIES, *APPLICATIONS, *FRAMEWORKS)
}


def cells(
    name: str, folder: Path, program: str, causes: Sequence[Cause] = CAUSES
) -> tuple[list[Cell], list[Gap]]:
    """Run a system with each cause, and with each mend.

    Args:
        name: One of SYSTEMS.
        folder: An empty folder.
        program: Chromium.
        causes: What to try.

    Returns:
        The cells, and why others are not there; causes that can't occur have neither.
    """
    system = SYSTEMS[name]
    there = [each for each in causes if not isinstance(system.wrong(each), NotHere)]
    with contextlib.ExitStack() as stack:
        if isinstance(system, Application):
            trials = Applications(system, folder, stack).run(there)
        else:
            trials = Proxies(system, folder, stack).run(there)
        tried = {
            f"{trial.cause.name}|{way}": _tried(trial.cause, url)
            for trial in trials
            for way, url in trial.urls.items()
        }
        seen = visit(tried, folder, program)
        found = [
            _cell(name, trial, way, seen) for trial in trials for way in WAYS if way in trial.urls
        ]
    gaps = [
        Gap(name, trial.cause.name, way, reason)
        for trial in trials
        for way, reason in trial.gaps.items()
    ]
    kept = [each for each in found if not _passed_over(each)]
    gaps += [_unseen(each) for each in found if _passed_over(each)]
    return kept, gaps


def _tried(cause: Cause, url: str) -> dict[str, Any]:
    return {
        "url": url + cause.path,
        "init": cause.init,
        "reads": cause.reads,
        "warm": cause.warm,
    }


def _cell(system: str, trial: Trial, way: str, seen: Seen) -> Cell:
    cause = trial.cause
    broken, mended = f"{cause.name}|broken", f"{cause.name}|{way}"
    meant = cause.meant if way == "lint" else ()
    line = seen.said.get(urlsplit(trial.urls["broken"]).netloc, "")
    read = read_line(line) if line else None
    return Cell(
        system,
        cause.name,
        way,
        code=trial.code,
        console=read.code if read else "",
        foretold=_same(line, trial.line) or cause.warm,
        before=seen.read[ORIGIN][broken],
        after=seen.read[ORIGIN][mended],
        wanted=_wanted(system, cause),
        strangers=" ".join(x for x in seen.strangers(mended) if x not in meant),
        leaked=" ".join(x for x in seen.strangers(broken) if x not in meant),
        remarks=" ".join(sorted(_remarks(trial, way))),
        leak=cause.leak,
    )


def _wanted(name: str, cause: Cause) -> int:
    """Give the status that the page has to read."""
    system = SYSTEMS[name]
    if isinstance(system, Proxy) and cause.path == "/gone":
        return system.gateway
    return cause.status


def _same(printed: str, foretold: str) -> bool:
    """Whether a line is the one that was foretold.

    Where several headers are not allowed, Chromium names any of them (in the order of its hashes).
    """
    one, other = read_line(printed), read_line(foretold)
    if one and other and one.code == other.code == "HeaderDisallowedByPreflightResponse":
        return one.get("url") == other.get("url")
    return printed == foretold


def _remarks(trial: Trial, way: str) -> set[str]:
    """Give what our own rules find above info: in the mended files, and in what is answered."""
    found = loud(asked(trial.urls[way], trial.cause).findings)
    for source in trial.files.get(way, ()):
        found |= loud(examine(source))
    return found


def _passed_over(cell: Cell) -> bool:
    """Whether `lint` mended other things in the file, and left all that was wrong as it was."""
    same = (cell.before, cell.leaked) == (cell.after, cell.strangers)
    return cell.by == "lint" and cell.wrong and same


def _unseen(cell: Cell) -> Gap:
    """Say that it did."""
    shown = next(each.shown for each in CAUSES if each.name == cell.cause)
    reason = UNSEEN if shown else UNSHOWN
    return Gap(cell.system, cell.cause, "lint", reason)
