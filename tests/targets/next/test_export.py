"""The exports for Next.js, run: a page and its API behind one development server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import ExportError, Options
from tests.targets import development
from tests.targets.layers import at
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = ("next", "next-rewrites")


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_the_page_reads_its_api_and_nobody_else_does(target: str, tmp_path: Path) -> None:
    development.assert_the_page_alone_has_the_api(target, tmp_path, sockets=target != "next")


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_a_prefix_can_be_taken_off(target: str, tmp_path: Path) -> None:
    development.assert_a_prefix_can_be_taken_off(target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
def test_it_has_to_know_where_to_and_says_what_it_is_for(target: str) -> None:
    development.assert_for_development(target)


@pytest.mark.parametrize("target", TARGETS)
def test_pages_need_paths_of_their_own(target: str) -> None:
    with pytest.raises(ExportError, match="--prefix"):
        written(target, Options(upstream=at(8000)))


def test_what_a_route_handler_can_not_do_is_a_warning() -> None:
    options = Options(upstream=at(8000), prefix="/api")
    assert [each.code for each in written("next", options).warnings] == ["no-websockets"]
    assert [each.code for each in written("next-rewrites", options).warnings] == ["url-rewritten"]
