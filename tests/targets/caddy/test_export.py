"""The export for Caddy, on Caddy by itself; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.targets.corpus import ORIGIN, STRANGER, ask
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.servers, pytest.mark.long]


def test_alone_it_serves_files_and_its_errors_are_readable(tmp_path: Path) -> None:
    with running("caddy", tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/items", 200), ("HEAD", "/items", 200), ("GET", "/missing", 404),
            ("DELETE", "/items", 405), ("OPTIONS", "/items", 405),
        ):  # fmt: skip
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
