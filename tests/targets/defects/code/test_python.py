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
        'r.vary.add("Origin")',
        'r.headers.add("Vary", "Origin")',
        'patch_vary_headers(r, ["Origin"])',
    ]
    assert made.settings[1].choosing is not None
    assert made.settings[2].choosing is None
    assert made.lists == ("ORIGINS",)


@pytest.mark.parametrize("text", ["def (", "\0"])
def test_what_is_no_python_is_told(text: str) -> None:
    with pytest.raises(SourceError, match="not Python"):
        Python(Source("a.py", text, Kind.PYTHON))
