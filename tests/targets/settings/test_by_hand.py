"""What code allows that sets the headers by hand."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.imports import read

GO = """\
package a
var allowed = map[string]bool{"https://app.example": true}
func f(w http.ResponseWriter, r *http.Request) {
    origin := r.Header.Get("Origin")
    if allowed[origin] {
        w.Header().Set("Access-Control-Allow-Origin", origin)
    }
}
"""
JS = """\
const allowed = new Set(['https://app.example']);
app.use((req, res) => {
  if (allowed.has(req.headers.origin)) {
    res.header('Access-Control-Allow-Origin', req.headers.origin);
    res.header('Access-Control-Allow-Methods', 'GET, PUT');
  }
});
"""
PYTHON = """\
def f(request, response):
    origin = request.headers.get("Origin")
    if origin == "https://app.example":
        response.headers["Access-Control-Allow-Origin"] = origin
"""


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.GO, GO), (Kind.JAVASCRIPT, JS), (Kind.PYTHON, PYTHON)]
)
def test_the_origins_are_those_that_it_looks_for(kind: Kind, text: str) -> None:
    (reading,) = read(Source("app", text, kind))
    assert reading.policy is not None
    assert reading.policy.allow_origins == ("https://app.example",)


def test_what_is_given_back_unseen_is_everyone_and_a_text_is_itself() -> None:
    text = JS.replace("if (allowed.has(req.headers.origin))", "")
    (reading,) = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert reading.policy is not None
    assert reading.policy.allow_origins == ("*",)
    text = text.replace("Origin', req.headers.origin", "Origin', 'https://b.example'")
    (reading,) = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert reading.policy is not None
    assert reading.policy.allow_origins == ("https://b.example",)


def test_a_look_elsewhere_is_not_understood() -> None:
    text = JS.replace("const allowed = new Set(['https://app.example']);\n", "")
    (reading,) = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert reading.policy is None
    assert len(reading.unread) == 1
