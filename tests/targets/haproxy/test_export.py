"""The export for HAProxy: what is its alone; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from corsac.targets.export import Options, Upstream
from tests.targets.layers import (
    at,
)
from tests.targets.systems import written


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("haproxy", Options(upstream=at(8000))).files
    assert "# In the frontend" in pasted.text
    assert "backend" not in pasted.text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    upstream = Upstream.of("http://backend:8080")
    found = [
        each.code for each in written("haproxy", Options(full=True, upstream=upstream)).warnings
    ]
    assert found == ["name-resolved-once"]
