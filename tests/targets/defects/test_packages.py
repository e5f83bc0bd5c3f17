"""What a package.json says of the versions of a project's packages."""

from __future__ import annotations

import pytest

from corsac.targets.defects.packages import majors
from corsac.targets.defects.source import Kind, Source


@pytest.mark.parametrize(
    ("asked", "major"),
    [
        ("3.11.2", 3),
        ("^3.11.0", 3),
        ("~3.11", 3),
        ("3.x", 3),
        ("v3", 3),
        ("^5.0.0-beta.1", 5),
        ("^2.0.0 || ^3.0.0", 3),
        ("0.19.1", 0),
    ],
)
def test_a_range_within_one_major_names_it(asked: str, major: int) -> None:
    text = f'{{"devDependencies": {{"webpack-dev-server": "{asked}"}}}}'
    assert majors(text) == {"webpack-dev-server": major}


@pytest.mark.parametrize("asked", ["latest", "*", ">=3", ">=3 <5", "workspace:*", "^2 || next", ""])
def test_a_range_without_an_end_names_none(asked: str) -> None:
    assert majors(f'{{"dependencies": {{"vite": "{asked}"}}}}') == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"dependencies": []}', '{"dependencies": {"vite": 3}}', "[" * 100_000]
)
def test_what_is_no_package_names_none(text: str) -> None:
    assert majors(text) == {}


def test_what_runs_is_named_before_what_builds() -> None:
    text = '{"dependencies": {"vite": "4"}, "devDependencies": {"vite": "5", "vue": "3"}}'
    assert majors(text) == {"vite": 4, "vue": 3}


def test_a_version_that_is_not_known_is_none_that_is_older() -> None:
    source = Source("webpack.config.js", "", Kind.JAVASCRIPT, packages={"webpack-dev-server": 3})
    assert source.older("webpack-dev-server", 4)
    assert not source.older("webpack-dev-server", 3)
    assert not source.older("http-proxy-middleware", 3)
