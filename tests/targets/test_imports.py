"""The systems whose settings can be read."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.imports import BY_SYSTEM, READERS, read


def test_each_system_is_in_the_list() -> None:
    assert {"django", "by-hand", "nginx", "apache", "express", "go"} <= BY_SYSTEM.keys()
    assert set(BY_SYSTEM.values()) <= set(READERS)


@pytest.mark.parametrize("kind", [Kind.NGINX, Kind.APACHE, Kind.GO, Kind.PYTHON, Kind.TYPESCRIPT])
def test_a_file_without_a_word_of_cors_has_none(kind: Kind) -> None:
    assert read(Source("x", "", kind)) == ()
