"""An origin that is given back only where it is meant."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.code.choosing import step
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source


def mended(kind: Kind, text: str, *origins: str) -> str:
    return mend(Source("a", text, kind, origins), examine, unsafe=True).source.text


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        (
            Kind.GO,
            (
                'package a\n\nvar ok = map[string]bool{"https://a.example": true}\n\n'
                "func f(w http.ResponseWriter, r *http.Request) {\n"
                '\tw.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))\n'
                '\tw.Header().Set("Access-Control-Allow-Credentials", "true")\n}\n'
            ),
            '\tif ok[r.Header.Get("Origin")] {\n',
        ),
        (
            Kind.PYTHON,
            (
                'ORIGINS = os.environ["ORIGINS"].split(",")\n\n\ndef f(r):\n'
                '    r.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")\n'
                '    r.headers["Access-Control-Allow-Credentials"] = "true"\n'
            ),
            '    if request.headers.get("Origin") in ORIGINS:\n',
        ),
        (
            Kind.PYTHON,
            (
                'ORIGINS: list[str] = ["https://a.example"]\n\n\ndef f(r):\n'
                "    return g(headers={\n"
                '        "Access-Control-Allow-Origin": request.headers.get("Origin"),\n'
                '        "Access-Control-Allow-Credentials": "true",\n    })\n'
            ),
            (
                '        **({} if request.headers.get("Origin") not in ORIGINS else '
                '{"Access-Control-Allow-Origin": request.headers.get("Origin"), '
                '"Access-Control-Allow-Credentials": "true"}),\n'
            ),
        ),
        (
            Kind.JAVASCRIPT,
            (
                "const ok = new Set(['https://a.example']);\nfunction f(req, res) {\n"
                "  res.writeHead(200, { 'Access-Control-Allow-Origin': req.headers.origin, "
                "'Access-Control-Allow-Credentials': 'true' });\n}\n"
            ),
            (
                "...(ok.has(req.headers.origin) && { "
                "'Access-Control-Allow-Origin': req.headers.origin, "
                "'Access-Control-Allow-Credentials': 'true' })"
            ),
        ),
    ],
)
def test_the_files_list_is_asked_in_its_language(kind: Kind, text: str, line: str) -> None:
    assert line in mended(kind, text)


def test_named_origins_are_compared_in_go() -> None:
    text = (
        "package a\n\nfunc f(w http.ResponseWriter, r *http.Request) {\n"
        '\tw.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))\n'
        '\tw.Header().Set("Access-Control-Allow-Credentials", "true")\n}\n'
    )
    asked = 'r.Header.Get("Origin") == "https://a" || r.Header.Get("Origin") == "https://b"'
    assert f"\tif {asked} {{\n" in mended(Kind.GO, text, "https://a", "https://b")


@pytest.mark.parametrize(
    ("text", "indent"),
    [("a\n\tb", "\t"), ("a\n    b", "    "), ("a\n            b", "  "), ("a", "  ")],
)
def test_a_step_is_what_the_file_has(text: str, indent: str) -> None:
    assert step(text) == indent
