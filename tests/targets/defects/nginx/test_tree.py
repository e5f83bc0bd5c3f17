"""nginx's directives, with their places; what is inherited."""

from __future__ import annotations

import pytest

from corsac.targets.defects.nginx.tree import read
from corsac.targets.defects.source import Kind, Source, SourceError

TEXT = r"""
# a comment; with { things }
server {
    add_header 'A\'b' "x y" always;
    location ~ \.php$ { set $x ${y}z; # why
    }
    location / { add_header Other 1; }
}
"""


def source(text: str, name: str = "a.conf", **includes: Source) -> Source:
    return Source(name, text, Kind.NGINX, includes={k: (v,) for k, v in includes.items()})


def test_words_are_read_and_found_where_they_stand() -> None:
    made = source(TEXT)
    (found,) = [
        each for _, each in read(made).directives("add_header") if each.arguments[1] == "x y"
    ]
    assert found.arguments == ("A'b", "x y", "always")
    assert [TEXT[w.start : w.end] for w in found.words[1:]] == [r"'A\'b'", '"x y"', "always"]
    assert TEXT[found.start : found.end].endswith("always;")


def test_a_list_is_inherited_whole_or_not_at_all() -> None:
    levels = read(source(TEXT)).levels
    php, root = [each for each in levels if each.name == "location"]
    assert [each.arguments[0] for each in php.effective("add_header")] == ["A'b"]
    assert [each.arguments[0] for each in root.effective("add_header")] == ["Other"]
    assert root.effective("proxy_hide_header") == ()
    assert root.setting("root") == ""


def test_an_include_stands_where_it_is_included_and_circles_end() -> None:
    inner = source("include inner; add_header B 2;", "inner")
    inner = Source("inner", inner.text, Kind.NGINX, includes={"inner": (inner,)})
    found = list(read(source("server { include inner; }", inner=inner)).directives("add_header"))
    assert {each.source.name for _, each in found} == {"inner"}


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        ("server {", '"}" is missing', (1, 8)),
        ("server { } }", 'unexpected "}"', (1, 12)),
        ("a b", '";" is missing', (1, 3)),
        ('a "b', 'expecting """', (1, 5)),
        ("a {" * 70, "nest too deep", (1, 186)),
    ],
)
def test_what_is_broken_is_told_with_its_place(
    text: str, reason: str, place: tuple[int, int]
) -> None:
    with pytest.raises(SourceError) as caught:
        read(source(text))
    assert reason in caught.value.reason
    assert (caught.value.line, caught.value.column) == place
