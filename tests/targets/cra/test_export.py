"""The export for Create React App, run: a page and its API behind one development server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets import development
from tests.targets.corpus import STRANGER, ask
from tests.targets.layers import HANDSHAKE, at
from tests.targets.systems import running

if TYPE_CHECKING:
    from pathlib import Path

#: The majors of http-proxy-middleware.
VERSIONS = ("3", "2", "4")


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_the_page_reads_its_api_and_nobody_else_does(version: str, tmp_path: Path) -> None:
    development.assert_the_page_alone_has_the_api("cra", tmp_path, version)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_a_prefix_can_be_taken_off(version: str, tmp_path: Path) -> None:
    development.assert_a_prefix_can_be_taken_off("cra", tmp_path, version)


@pytest.mark.servers
@pytest.mark.long
def test_hot_reloading_is_for_the_page_alone(tmp_path: Path) -> None:
    options = Options(upstream=at(8000), prefix="/api", version=VERSIONS[0])
    with running("cra", tmp_path, options) as (url, _):
        assert ask(url, "GET", "/", url).status == 200
        development.assert_no_socket(url, STRANGER, "/ws")
        assert ask(url, "GET", "/ws", url, **HANDSHAKE).status == 101


def test_it_has_to_know_where_to_and_says_what_it_is_for() -> None:
    development.assert_for_development("cra")
