"""What no file of the repository says."""

from __future__ import annotations

import re

from tests.meta.tree import ROOT, name, tracked

# Spelled in parts, since this file is one of those searched.
EMPTY_WORDS = ("compre" + "hensive", "rob" + "ust", "seam" + "less")
REGISTRIES = (
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "npm" + r"js\.(?:org|com)",
    "yarn" + r"pkg\.com",
    "crates" + r"\.io",
    "proxy" + r"\.golang\.org",
)
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/fa" + "rm/", "/Us" + "ers/", r"/home/\w+/")

FORBIDDEN = {
    "a word that praises and says nothing": re.compile("|".join(EMPTY_WORDS), re.IGNORECASE),
    "the host of a package registry": re.compile("|".join(REGISTRIES), re.IGNORECASE),
    "a path of one machine": re.compile("|".join(MACHINE_PATHS)),
}
ROOT_ENTRIES = 20


def found(what: str) -> list[str]:
    """List the places where a forbidden text stands; files that are no text are left out."""
    places: list[str] = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        places += [
            f"{name(path)}:{number} {match[0]}"
            for number, line in enumerate(text.splitlines(), 1)
            if (match := FORBIDDEN[what].search(line))
        ]
    return places


def test_no_word_praises_and_says_nothing() -> None:
    assert found("a word that praises and says nothing") == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert found("the host of a package registry") == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found("a path of one machine") == []


def test_the_root_can_be_taken_in_at_a_glance() -> None:
    entries = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert len(entries) <= ROOT_ENTRIES, sorted(entries)
