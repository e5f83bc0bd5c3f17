"""What nginx's conditions and variables say of origins."""

from __future__ import annotations

import pytest

from corsac.targets.defects.nginx import cors
from corsac.targets.defects.nginx.tree import Config, read
from corsac.targets.defects.source import Kind, Source


def config(text: str) -> Config:
    return read(Source("a.conf", text, Kind.NGINX))


@pytest.mark.parametrize(
    ("text", "chooses"),
    [
        ('($http_origin ~* "^https://a$")', True),
        ("($http_origin = https://a)", True),
        ("( $http_origin = https://a )", True),
        ('($http_origin ~ ".*")', False),
        ("($http_origin)", False),
        ('($http_origin != "")', False),
        ("($host = a)", False),
        ("", False),
    ],
)
def test_a_condition_chooses_some_origins_or_any(text: str, chooses: bool) -> None:  # noqa: FBT001 - a table's column
    ((_, block),) = config(f"if {text} {{ }}").directives("if")
    assert cors.condition(block).chooses is chooses


@pytest.mark.parametrize(
    ("text", "reflects"),
    [
        ("set $o $http_origin;", True),
        ("set $o ${http_origin};", True),
        ("if ($http_origin = https://a) { set $o $http_origin; }", False),
        ("set $p $http_origin; set $o $p;", True),
        ("map $http_origin $o { default $http_origin; }", True),
        ("map $http_origin $o { ~.* $http_origin; }", True),
        ("map $http_origin $o { ~^https://a$ $http_origin; }", False),
        ("map $host $o { default $http_origin; }", False),
        ("set $o $o;", False),
        ("", False),
    ],
)
def test_a_variable_is_followed_to_where_it_is_set(text: str, reflects: bool) -> None:  # noqa: FBT001 - a table's column
    made = config(text)
    assert cors.reflects(made, made.levels[0], "$o") is reflects


def test_origins_are_written_as_an_expression() -> None:
    assert cors.list_of(("https://a-b.example",)) == r"^https://a-b\.example$"
    two = cors.list_of(("https://a.example", "https://*.b.example"))
    assert two == r"^(?:https://a\.example|https://(?:[a-z0-9-]+\.)+b\.example)$"
