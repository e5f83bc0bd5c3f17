"""A policy as a layer of Node.js alone: `allowOrigins(req, res, next)`, for whatever stands on it.

The headers are set at the last moment, in `writeHead`: whatever a handler or an error page sets,
these count. Nothing but Node's own `http` is used, so the same text serves its plain server,
Express 4 and 5, Socket.IO, and every framework that takes such layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_HEADERS, ALLOW_METHODS, EXPOSE_HEADERS
from corsac.targets.answer import listed, quoted
from corsac.targets.javascript import PREFLIGHT, origins, regex
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION

if TYPE_CHECKING:
    from corsac.targets.answer import Answer

TAKE = """\
// What writeHead is given, as an object or as a list of names and values.
function takeHeaders(res, given) {
  if (Array.isArray(given)) {
    for (let i = 0; i < given.length; i += 2) res.removeHeader(given[i]);
    for (let i = 0; i < given.length; i += 2) res.appendHeader(given[i], given[i + 1]);
  } else for (const [name, value] of Object.entries(given ?? {})) res.setHeader(name, value);
}
"""
_VARY = """\
function addVary(res, names) {
  const said = [res.getHeader("Vary") ?? []].flat().join(",").split(/[ ,]+/).filter(Boolean);
  const known = new Set(said.map((name) => name.toLowerCase()));
  const more = names.filter((name) => !known.has("*") && !known.has(name.toLowerCase()));
  if (more.length) res.setHeader("Vary", [...said, ...more].join(", "));
}
"""


def judged(answer: Answer) -> list[str]:
    """Write `isAllowed`, `isPreflight` and `corsHeaders(req, allowed)`.

    They take any object with a `method` and with `headers` in lower case.
    """
    return [
        *origins(answer),
        PREFLIGHT,
        "",
        "function corsHeaders(req, allowed) {",
        f"  const headers = {_object(answer.companions)};",
        *_granted(answer),
        "  return headers;",
        "}",
        "",
    ]


def layer(answer: Answer) -> list[str]:
    """Write `isAllowed`, `isPreflight` and `allowOrigins(req, res, next)`."""
    preflight = listed(answer.preflight_vary())
    actual = listed(("Origin",) if answer.varies else ())
    vary = bool(answer.preflight_vary())
    return [
        *judged(answer),
        *TAKE.splitlines(),
        "",
        *([*_VARY.splitlines(), ""] if vary else []),
        "function allowOrigins(req, res, next) {",
        "  const preflight = isPreflight(req);",
        "  const allowed = isAllowed(req.headers.origin);",
        "  const { writeHead } = res;",
        "  // At the last moment, so that no handler and no error page has the last word.",
        "  res.writeHead = function (status, ...rest) {",
        '    if (typeof rest.at(-1) !== "string") takeHeaders(this, rest.pop());',
        "    for (const name of this.getHeaderNames()) {",
        '      if (name.startsWith("access-control-")) this.removeHeader(name);',
        "    }",
        *([f"    addVary(this, preflight ? {preflight} : {actual});"] if vary else []),
        "    for (const [name, value] of Object.entries(corsHeaders(req, allowed))) {",
        "      this.setHeader(name, value);",
        "    }",
        "    return writeHead.call(this, status, ...rest);",
        "  };",
        *_end(answer),
        "}",
    ]


def _object(lines: tuple[tuple[str, str], ...]) -> str:
    inside = ", ".join(f"{quoted(name)}: {quoted(value)}" for name, value in lines)
    return f"{{ {inside} }}" if inside else "{}"


def _granted(answer: Answer) -> list[str]:
    """Write what an allowed request is given; a star is given to everybody."""
    lines: list[str] = []
    indent = "  "
    if answer.varies:
        lines.append("  if (!allowed) return headers;")
    values = {"Access-Control-Allow-Origin": "req.headers.origin"} if answer.varies else {}
    for name, value in answer.lines():
        if name != "Vary":
            lines.append(f"{indent}headers[{quoted(name)}] = {values.get(name, quoted(value))};")
    lines.append("  if (isPreflight(req)) {")
    lines += [f"    headers[{quoted(n)}] = {quoted(v)};" for n, v in answer.preflight_lines()]
    for name, asked, form, echoes in (
        (ALLOW_METHODS, "method", METHOD_EXPRESSION, answer.echoes_method),
        (ALLOW_HEADERS, "headers", HEADERS_EXPRESSION, answer.echoes_headers),
    ):
        if echoes:
            value = f'req.headers["access-control-request-{asked}"]'
            lines.append(f'    if ({regex(form)}.test({value} ?? "?")) {{')
            lines += [f"      headers[{quoted(name)}] = {value};", "    }"]
    if answer.expose:
        shown = quoted(", ".join(answer.expose))
        lines += ["  } else {", f"    headers[{quoted(EXPOSE_HEADERS)}] = {shown};"]
    return [*lines, "  }"]


def _end(answer: Answer) -> list[str]:
    status = str(answer.preflight_status)
    if answer.varies:
        status = f"allowed ? {status} : {answer.refused_status}"
    return [f"  if (preflight) res.writeHead({status}).end();", "  else next();"]
