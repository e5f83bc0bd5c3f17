"""Lets a real Chromium log in at the API, and open the site's two pages one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.lab.chromium import (
    UnreportedError,
    browse,
    console_lines,
    find_chromium,
    version_of,
)
from corsac.lab.guide.pages import ORDER

if TYPE_CHECKING:
    from corsac.core.findings import Text
    from corsac.lab.guide.api import Api

#: The certificate is nobody's; a page at http stays there, as a network's owner has it.
_FLAGS: Final = ("--ignore-certificate-errors", "--disable-features=HttpsUpgrades")
_CORS_LINE: Final = re.compile(r"^Access to \S+ at '[^']*' from origin '([^']*)'")


@dataclass(frozen=True, slots=True)
class Saw:
    """What one page came to: what it read, None if nothing; the console's CORS line, if any."""

    origin: str
    read: str | None
    console: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of Chromium; `ours` and `theirs` are there unless `trouble` says why not."""

    version: str
    ours: Saw | None = None
    theirs: Saw | None = None
    trouble: Text | None = None


def visit(api: Api, patience: float = 30.0) -> Visit | None:
    """Log in, open https://yoursite.com, then http://yoursite.com; None without Chromium.

    `patience` is in seconds. The browser's profile is new: what it caches and knows is gone
    afterwards.
    """
    program = find_chromium()
    if program is None:
        return None
    version = version_of(program)
    api.pages.clear()
    rules = f"--host-resolver-rules={api.rules}"
    try:
        log = browse(program, api.login, api.pages.done, patience, rules, *_FLAGS)
    except UnreportedError as error:
        return Visit(version, trouble=error.trouble)
    lines = {found[1]: line for line in console_lines(log) if (found := _CORS_LINE.match(line))}
    ours, theirs = (Saw(origin, api.pages.read[origin], lines.get(origin)) for origin in ORDER)
    return Visit(version, ours, theirs)
