"""The lock is what pyproject.toml asks for, each file of it pinned by hashes."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.meta.tree import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
# A package is here twice where its last release is not for every Python.
LISTED = tuple(
    re.finditer(
        r"^([A-Za-z0-9._-]+)==([^\s;]+)[^\n]*?((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$",
        LOCK,
        re.MULTILINE,
    )
)
ENTRIES = {canonicalize_name(entry[1]): entry for entry in LISTED}
RUNTIME_LIMIT = 8


def requirements() -> set[str]:
    """Return what the project asks for by name: to run, to build, to work on it."""
    groups = [each for group in PROJECT["dependency-groups"].values() for each in group]
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    built = PROJECT["build-system"]["requires"]
    listed = [*project["dependencies"], *extras, *built, *groups]
    # One extra may take in another: that is no package.
    own = f"{project['name']}["
    return {each for each in listed if isinstance(each, str) and not each.startswith(own)}


@pytest.mark.parametrize("text", sorted(requirements()))
def test_the_lock_satisfies(text: str) -> None:
    requirement = Requirement(text)
    entry = ENTRIES.get(canonicalize_name(requirement.name))
    assert entry is not None, "not in requirements.lock: run `make lock`"
    assert requirement.specifier.contains(entry[2], prereleases=True), "run `make lock`"


def test_the_lock_holds_entries_and_comments_alone() -> None:
    rest = re.sub(r"^ *#.*$", "", LOCK, flags=re.MULTILINE)
    for entry in LISTED:
        rest = rest.replace(entry[0], "", 1)
    assert rest.strip() == ""


def test_the_dependencies_are_few() -> None:
    assert len(PROJECT["project"]["dependencies"]) <= RUNTIME_LIMIT
