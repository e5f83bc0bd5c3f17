"""The export for Vite, on Vite: a page and its API behind one development server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.targets import development

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
def test_the_page_reads_its_api_and_nobody_else_does(tmp_path: Path) -> None:
    development.assert_the_page_alone_has_the_api("vite", tmp_path)


@pytest.mark.servers
def test_a_prefix_can_be_taken_off(tmp_path: Path) -> None:
    development.assert_a_prefix_can_be_taken_off("vite", tmp_path)


def test_it_has_to_know_where_to_and_says_what_it_is_for() -> None:
    development.assert_for_development("vite")
