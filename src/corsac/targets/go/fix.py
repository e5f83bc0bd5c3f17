"""A fix for Go's net/http: a handler around the whole router, so that no route escapes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "go"

_SHAPE = """\
// Around everything: http.ListenAndServe(addr, cors(mux)), with http.DefaultServeMux for nil.
func cors(next http.Handler) http.Handler {{
\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {{
{body}
\t\tnext.ServeHTTP(w, r)
\t}})
}}"""


def _set(depth: int, name: str, value: str) -> str:
    return "\t" * depth + f"w.Header().Set({quoted(name)}, {value})"


def _headers(answer: Answer, depth: int) -> list[str]:
    origin = "origin" if answer.varies else quoted("*")
    lines = [_set(depth, "Access-Control-Allow-Origin", origin)]
    if answer.credentials:
        lines.append(_set(depth, "Access-Control-Allow-Credentials", quoted("true")))
    if answer.preflight:
        asked = 'r.Header.Get("Access-Control-Request-Method") != ""'
        lines.append("\t" * depth + f"if r.Method == http.MethodOptions && {asked} {{")
        lines += [_set(depth + 1, name, quoted(v)) for name, v in answer.preflight_lines()]
        lines.append("\t" * (depth + 1) + "w.WriteHeader(http.StatusNoContent)")
        lines += ["\t" * (depth + 1) + "return", "\t" * depth + "}"]
    return lines


def snippet(remedy: Remedy) -> str:
    """Write a function that wraps a handler."""
    answer = Answer.of(remedy)
    if not answer.varies:
        return _SHAPE.format(body="\n".join(_headers(answer, 2)))
    lines = [
        '\t\tw.Header().Add("Vary", "Origin")',
        '\t\torigin := r.Header.Get("Origin")',
        f"\t\tif origin == {quoted(answer.origin)} {{",
        *_headers(answer, 3),
        "\t\t}",
    ]
    return _SHAPE.format(body="\n".join(lines))
