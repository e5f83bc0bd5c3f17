"""Files: their kinds, and the places in them."""

from __future__ import annotations

import pytest

from corsac.core.findings import Edit, Span
from corsac.targets.defects.source import Kind, Source, kind_of

SOURCE = Source("a.conf", "one\n  two; # why\n  three four\n", Kind.NGINX)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("nginx.conf", "", Kind.NGINX),
        ("a/b/.htaccess", "", Kind.APACHE),
        ("app.tsx", "", Kind.TSX),
        ("package.json", "", Kind.PACKAGE),
        ("site.conf", "server {\n", Kind.NGINX),
        ("sites-available/api.example", "<VirtualHost *:80>\n", Kind.APACHE),
        ("cors.conf", "Header set X-A 1\n", Kind.APACHE),
        ("cors.conf", "add_header X-A 1;\n", Kind.NGINX),
        ("haproxy.cfg", "http-request deny if { path / }\n", None),
        ("data.json", "server {", None),
        ("README", "prose", None),
        ("envvars", 'if [ "${A##/etc}" != "${B}" ] ; then\n  set -e;\n', None),
        ("map.inc", "map $a $b {\n", Kind.NGINX),
    ],
)
def test_the_kind_is_told_by_name_or_content(name: str, text: str, kind: Kind | None) -> None:
    assert kind_of(name, text) is kind


def test_places_are_lines_and_columns_from_one() -> None:
    assert SOURCE.place(6) == (2, 3)
    assert SOURCE.offset(2, 3) == 6
    assert SOURCE.span(6, 9) == Span("a.conf", 2, 3, 2, 6)


def test_what_is_put_in_is_indented_as_its_neighbour() -> None:
    assert SOURCE.before(6, "x;") == Edit(Span("a.conf", 2, 1, 2, 1), "  x;\n")
    assert SOURCE.before(25, "x;").text == "x; "
    assert SOURCE.after(6, 10, "x;") == Edit(Span("a.conf", 2, 13, 2, 13), "\n  x;")
    assert SOURCE.after(19, 24, "x;").text == " x;"


def test_what_is_taken_out_goes_with_its_line_where_it_stands_alone() -> None:
    assert SOURCE.without(6, 10).span == Span("a.conf", 2, 3, 2, 8)
    assert SOURCE.without(19, 29).span == Span("a.conf", 3, 1, 4, 1)
    assert SOURCE.without(25, 29).span == Span("a.conf", 3, 8, 3, 13)
    assert Source("x", "one", Kind.NGINX).without(0, 3).span == Span("x", 1, 1, 1, 4)
