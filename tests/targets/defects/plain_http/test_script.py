"""Origins without encryption in JavaScript and Go."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

JS = Kind.JAVASCRIPT
CREDENTIALS = {
    JS: "res.header('Access-Control-Allow-Credentials', 'true');\n",
    Kind.GO: 'func f() { w.Header().Set("Access-Control-Allow-Credentials", "true") }\n',
}


def codes(kind: Kind, text: str) -> list[str]:
    return [x.code for x in examine(Source("x", text + CREDENTIALS[kind], kind))]


@pytest.mark.parametrize(
    ("kind", "text", "better"),
    [
        (JS, "const allowedOrigins = ['http://app.example'];\n", "'https://app.example'"),
        (JS, "let whitelist = new Set(['http://a.example', 'http://localhost']);\n",
         "['https://a.example', 'http://localhost']"),
        (JS, "options.origin = /^http:\\/\\/app\\.example$/;\n", "/^https:\\/\\/app\\.example$/"),
        (Kind.GO, 'package a\nvar allowed = map[string]bool{"http://a.example": true}\n',
         '{"https://a.example": true}'),
        (Kind.GO, 'package a\nvar c = cors.Options{AllowedOrigins: []string{"http://a.example"}}\n',
         '{"https://a.example"}'),
    ],
)  # fmt: skip
def test_they_are_found_in_what_holds_allowed_origins(kind: Kind, text: str, better: str) -> None:
    assert "CORS286" in codes(kind, text)
    source = Source("x", text + CREDENTIALS[kind], kind)
    assert better in mend(source, examine, unsafe=True).source.text


@pytest.mark.parametrize(
    "text",
    [
        "const api = 'http://app.example';\n",
        "const allowed = ['http://localhost:3000', 'http://app.example/path'];\n",
        "const origins = [`http://${host}`];\n",
        "listen('http://app.example');\n",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert "CORS286" not in codes(JS, text)


def test_without_credentials_they_are_none() -> None:
    text = "const allowedOrigins = ['http://app.example'];\n"
    assert examine(Source("x.js", text, JS)) == ()
