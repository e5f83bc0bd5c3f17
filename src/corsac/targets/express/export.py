"""A policy for Express, by hand or with its `cors` package; the same text for Express 4 and 5.

No path is given to `use`: `*` stops Express 5 from starting. By hand, the headers are set at the
last moment, in `writeHead`: whatever a handler or an error page sets, these count. The package
sends a `Content-Length` with its 204, takes every OPTIONS for a preflight, and gives refused
origins some of the headers; so it is asked for nothing but the headers of allowed requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_HEADERS, ALLOW_METHODS, EXPOSE_HEADERS
from corsac.targets.answer import Answer, listed, quoted
from corsac.targets.export import APP_HEADERS, Export, File, Notice, unread_methods
from corsac.targets.javascript import PREFLIGHT, origins, regex
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options


def by_hand(policy: Policy, options: Options) -> Export:
    """Write a layer that needs no package but Express."""
    answer = Answer.of_policy(policy)
    return _export(answer, options, _own(answer), "express", ())


def package(policy: Policy, options: Options) -> Export:
    """Write a layer around the `cors` package."""
    answer = Answer.of_policy(policy)
    return _export(answer, options, _package(answer), "express cors", (APP_HEADERS,))


def _export(
    answer: Answer, options: Options, layer: list[str], packages: str, warnings: tuple[Notice, ...]
) -> Export:
    title = f"// {about('Express', answer)}"
    if options.full:
        text, name = _full(title, layer, options), "server.js"
    else:
        place = "// Before every route and before authentication; no app.options() is needed."
        text, name = "\n".join([title, place, *layer, "", "app.use(allowOrigins);", ""]), "cors.js"
    return Export(
        (File(name, text, "js"),),
        install=(f"npm install {packages}",),
        start=("node server.js",) if options.full else (),
        warnings=(*warnings, *unread_methods(answer, "Node.js")),
    )


def _full(title: str, layer: list[str], options: Options) -> str:
    routes = options.application or "./routes"
    return "\n".join(
        [
            title,
            '"use strict";',
            'const express = require("express");',
            *layer,
            "",
            "const app = express();",
            'app.disable("x-powered-by");',
            "app.use(allowOrigins);",
            "// Yours: a module that exports a router or an application.",
            f"app.use(require({quoted(routes)}));",
            f"app.listen({options.listen.port}, {quoted(options.listen.host)});",
            "",
        ]
    )


def _vary(answer: Answer) -> tuple[str, str]:
    """Give what a preflight and any other answer vary by, as lists."""
    return listed(answer.preflight_vary()), listed(("Origin",) if answer.varies else ())


def _own(answer: Answer) -> list[str]:
    preflight, actual = _vary(answer)
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
        "function allowOrigins(req, res, next) {",
        "  const preflight = isPreflight(req);",
        "  const allowed = isAllowed(req.headers.origin);",
        "  const { writeHead } = res;",
        "  // At the last moment, so that no handler and no error page has the last word.",
        "  res.writeHead = function (status, ...rest) {",
        "    const given = rest.pop();",
        '    if (typeof given === "string" || Array.isArray(given)) rest.push(given);',
        "    else Object.entries(given ?? {}).forEach((line) => res.setHeader(...line));",
        "    for (const name of res.getHeaderNames()) {",
        '      if (name.startsWith("access-control-")) res.removeHeader(name);',
        "    }",
        f"    res.vary(preflight ? {preflight} : {actual});",
        "    for (const [name, value] of Object.entries(corsHeaders(req, allowed))) {",
        "      res.setHeader(name, value);",
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
    return [f"  if (preflight) res.status({status}).end();", "  else next();"]


def _package(answer: Answer) -> list[str]:
    preflight, actual = _vary(answer)
    shared = ["origin: true," if answer.varies else 'origin: "*",']
    shared += ["credentials: true,"] if answer.credentials else []
    return [
        'const cors = require("cors");',
        *origins(answer),
        PREFLIGHT,
        "",
        "// What is allowed is decided here; the package writes the headers.",
        *_call("answerPreflight", [*shared, *_lists(answer)]),
        *_call(
            "answerActual",
            [
                *shared,
                "methods: [],",
                "allowedHeaders: [],",
                f"exposedHeaders: {listed(answer.expose)},",
            ],
        ),
        "",
        "function allowOrigins(req, res, next) {",
        "  const preflight = isPreflight(req);",
        f"  res.vary(preflight ? {preflight} : {actual});",
        *(f"  res.set({quoted(name)}, {quoted(value)});" for name, value in answer.companions),
        *_dispatch(answer),
        "}",
    ]


def _call(name: str, lines: list[str]) -> list[str]:
    inside = [f"  {line}" for line in (*lines, "preflightContinue: true,")]
    return [f"const {name} = cors({{", *inside, "});"]


def _lists(answer: Answer) -> list[str]:
    """Write the lists of a preflight. Without a list of headers, the package gives back all."""
    methods = quoted("*") if answer.methods == ("*",) else listed(answer.methods)
    lines = [f"methods: {methods},"]
    if not answer.echoes_headers:
        lines.append(f"allowedHeaders: {listed(answer.allowed_headers)},")
    return lines + ([] if answer.max_age is None else [f"maxAge: {answer.max_age},"])


def _dispatch(answer: Answer) -> list[str]:
    end = f"res.status({answer.preflight_status}).end()"
    if answer.echoes_method:
        value = 'req.headers["access-control-request-method"]'
        end = f'{{\n      res.set("{ALLOW_METHODS}", {value});\n      {end};\n    }}'
    lines = [f"  if (preflight) answerPreflight(req, res, () => {end});"]
    if answer.varies:
        refused = f"res.status({answer.refused_status}).end()"
        lines = [
            "  if (!isAllowed(req.headers.origin)) {",
            f"    if (preflight) {refused};",
            "    else next();",
            f"  }} else {lines[0].strip()}",
        ]
    return [*lines, "  else answerActual(req, res, next);"]
