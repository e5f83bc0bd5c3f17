"""The fixes for frameworks, each on its own: before what refuses preflights."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.redgreen.frameworks import fixed
from tests.targets.fixed import PREFLIGHT_WORDS, SCENES, Scene
from tests.targets.real import SIMPLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corsac.core.findings import Remedy


def snippet(system: str) -> Callable[[Remedy], str]:
    """Give what writes a system's fix."""
    found: Callable[[Remedy], str] = import_module(f"corsac.targets.{system}.fix").snippet
    return found


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("system", PREFLIGHT_WORDS)
def test_the_fix_holds(system: str, scene: Scene, tmp_path: Path) -> None:
    scene(partial(fixed, system), snippet(system), tmp_path)


@pytest.mark.parametrize("system", PREFLIGHT_WORDS)
def test_a_simple_request_needs_no_lists(system: str) -> None:
    text = snippet(system)(SIMPLE)
    assert "app.example" in text
    assert [word for word in PREFLIGHT_WORDS[system] if word in text] == []
