"""The fix for Litestar, on Litestar: before what refuses preflights."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from corsac.targets.litestar.fix import snippet
from tests.redgreen.frameworks import fixed
from tests.targets.fixed import SCENES, Scene
from tests.targets.real import SIMPLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(partial(fixed, "litestar"), snippet, tmp_path)


def test_a_simple_request_needs_no_lists() -> None:
    text = snippet(SIMPLE)
    assert "app.example" in text
    for word in ("allow_methods", "allow_headers", "credentials"):
        assert word not in text
