"""What comes of a cause on a system: a cell for each way to mend it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

#: How it is mended: as `check` prints it, as `export` writes it, by `lint --fix`.
WAYS = ("check", "export", "lint")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cause on one system, before and after one way to mend it.

    Args:
        system: Its name.
        cause: Its name.
        by: One of WAYS.
        code: What `check` found on the broken one, first.
        console: What the console said of the broken one, by the engine's own name.
        foretold: Whether `check` printed that very line; true where there is none.
        before: The status that the page read of the broken one, 0 where it could not.
        after: The same, of the mended.
        wanted: What it should be.
        strangers: Who else reads the mended.
        leaked: Who else read the broken one.
        remarks: What our own rules find in the mended, above info.
        leak: Whether it is strangers' reading that is to be mended.
    """

    system: str
    cause: str
    by: str
    code: str
    console: str
    foretold: bool
    before: int
    after: int
    wanted: int
    strangers: str = ""
    leaked: str = ""
    remarks: str = ""
    leak: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the broken one was: the page locked out, or a stranger let in."""
        return self.leaked != "" if self.leak else not self.before

    @property
    def green(self) -> bool:
        """Whether it was wrong as foretold, is read now, and by nobody else."""
        mended = self.after == self.wanted and not self.strangers and not self.remarks
        return self.wrong and self.foretold and mended


@dataclass(frozen=True, slots=True)
class Gap:
    """Why there is no cell for one way, where a cause can occur."""

    system: str
    cause: str
    by: str
    reason: str
