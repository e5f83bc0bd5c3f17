"""Facts from Python: headers set in every way, ifs, lists."""

from __future__ import annotations

import pytest

from corsac.targets.defects.code.python import Python, read
from corsac.targets.defects.source import Kind, Source, SourceError

TEXT = """\
ORIGINS = ["https://a", "null"]
OTHER = ["x"]
def f(r):
    é = "ü"; r.headers["A"] = é
    if r.origin in ORIGINS:
        r.headers.add("B", "b")
    else:
        r["C"] = "c"
    for x in y:
        r.set_header("D", x)
"""


def test_headers_are_read_with_their_places() -> None:
    made = read(Python(Source("a.py", TEXT, Kind.PYTHON)))
    assert [(x.header, x.value) for x in made.settings] == [
        ("a", None),
        ("b", "b"),
        ("c", "c"),
        ("d", None),
    ]
    assert made.text(made.settings[0].statement) == 'r.headers["A"] = é'
    assert [x.vary for x in made.settings[:3]] == [
        'r.headers["Vary"] = "Origin"',
        'r.headers.add("Vary", "Origin")',
        'patch_vary_headers(r, ["Origin"])',
    ]
    assert made.settings[1].choosing is not None
    assert made.settings[2].choosing is None
    assert [x.name for x in made.lists] == ["ORIGINS"]


@pytest.mark.parametrize(
    ("framework", "line", "vary"),
    [
        ("flask", 'r.headers["A"] = "a"', 'r.vary.add("Origin")'),
        ("fastapi", 'r.headers["A"] = "a"', 'r.headers.add_vary_header("Origin")'),
        ("django.http", 'r.headers["A"] = "a"', 'patch_vary_headers(r, ["Origin"])'),
        ("aiohttp", 'r.headers["A"] = "a"', 'r.headers.add("Vary", "Origin")'),
        ("http.server", 'self.send_header("A", "a")', 'self.send_header("Vary", "Origin")'),
        ("tornado", 'self.set_header("A", "a")', 'self.add_header("Vary", "Origin")'),
        ("falcon", 'r.set_header("A", "a")', 'r.append_header("Vary", "Origin")'),
        ("flask", 'f(headers={"Access-Control-A": "a"})', '"Vary": "Origin",'),
    ],
)
def test_vary_is_said_as_the_framework_says_headers(framework: str, line: str, vary: str) -> None:
    made = read(Python(Source("a.py", f"import {framework}\n{line}\n", Kind.PYTHON)))
    assert [x.vary for x in made.settings] == [vary]


@pytest.mark.parametrize("text", ["def (", "\0"])
def test_what_is_no_python_is_told(text: str) -> None:
    with pytest.raises(SourceError, match="not Python"):
        Python(Source("a.py", text, Kind.PYTHON))
