"""Expressions for paths become routes, or none."""

from __future__ import annotations

import pytest

from corsac.targets.settings.paths import covered, path_of


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ("/*", "/"),
        ("^.*$", "/"),
        ("/api/*", "/api"),
        (r"^/api/.*$", "/api"),
        (r"^/api(/.*)?$", "/api"),
        ("^/API/", "/API"),
        (r"/api/v\d+/.*", None),
        ("/a|/b", None),
        ("(?=a)", None),
        ("/a/../b", None),
    ],
)
def test_routes(expression: str, path: str | None) -> None:
    assert path_of(expression) == path


@pytest.mark.parametrize(
    ("expression", "path", "strange"),
    [
        ("/api/*", "/api", "/apisecret"),
        ("^/api", "/api", "/apisecret"),
        ("^/api/.*$", "/api", ""),
        ("^/api$", "/api", ""),
        ("(", "/api", ""),
    ],
)
def test_what_else_is_covered(expression: str, path: str, strange: str) -> None:
    assert covered(expression, path) == strange
