"""Stars for methods and headers, in the options of Go's packages."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

HEAD = 'package a\n\nimport "github.com/{package}/cors"\n\n'


def source(fields: str, package: str = "gin-contrib", kind: str = "Config") -> Source:
    text = f"{HEAD.format(package=package)}var layer = cors.{kind}{{{fields}}}\n"
    return Source("a.go", text, Kind.GO)


@pytest.mark.parametrize(
    ("star", "meant"),
    [
        ('AllowMethods: []string{"*"}', '"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"'),
        ('AllowHeaders: []string{\n\t"*",\n}', '"Authorization", "Content-Type"'),
    ],
)
def test_what_is_meant_is_named_beside_credentials(star: str, meant: str) -> None:
    read = source(f"{star}, AllowCredentials: true")
    assert [str(each.code) for each in examine(read)] == ["CORS268"]
    mended = mend(read, examine, unsafe=True)
    assert f"[]string{{{meant}}}" in mended.source.text
    assert mended.left == ()


@pytest.mark.parametrize(
    "read",
    [
        source('AllowHeaders: []string{"*"}'),
        source('AllowHeaders: []string{"*"}, AllowCredentials: false'),
        source('AllowHeaders: []string{"Authorization"}, AllowCredentials: true'),
        source('AllowedHeaders: []string{"*"}, AllowCredentials: true', "rs", "Options"),
        source('AllowHeaders: []string{"*"}, AllowCredentials: true', "labstack"),
    ],
)
def test_others_take_a_star_for_what_it_says(read: Source) -> None:
    assert examine(read) == ()
