"""The export for Caddy, on Caddy: alone, before an application, before a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.targets.corpus import FILES, ORIGIN, STRANGER, ask
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.proxies import Proxy
from tests.targets.systems import running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Scene = Callable[[Path], None]

PROXY = Proxy("caddy", dead=502, distrusted=502)
pytestmark = [pytest.mark.servers, pytest.mark.long]


@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


@pytest.mark.parametrize(
    "scene",
    [PROXY.assert_application_behind, PROXY.assert_prefix, PROXY.assert_gateway_error,
     PROXY.assert_distrust],
    ids=lambda each: each.__name__,
)  # fmt: skip
def test_it_proxies(scene: Scene, tmp_path: Path) -> None:
    scene(tmp_path)


def test_a_third_party_is_verified_and_learns_nothing_of_our_users(tmp_path: Path) -> None:
    PROXY.assert_third_party(tmp_path, keeps_connections=True)


def test_alone_it_serves_files_and_its_errors_are_readable(tmp_path: Path) -> None:
    with running("caddy", tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/items", 200), ("HEAD", "/items", 200), ("GET", "/missing", 404),
            ("DELETE", "/items", 405), ("OPTIONS", "/items", 405),
        ):  # fmt: skip
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
