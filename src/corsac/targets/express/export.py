"""A policy for Express, by hand or with its `cors` package; the same text for Express 4 and 5.

No path is given to `use`: `*` stops Express 5 from starting. By hand, it is Node's own layer. The
package sends a `Content-Length` with its 204, takes every OPTIONS for a preflight, and gives
refused origins some of the headers; so it is asked for nothing but those of allowed requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_METHODS
from corsac.targets.answer import Answer, listed, quoted
from corsac.targets.export import APP_HEADERS, Export, File, Notice, unread_methods
from corsac.targets.javascript import PREFLIGHT, origins
from corsac.targets.node.layer import TAKE, layer
from corsac.targets.reading import READ_METHODS
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options


def by_hand(policy: Policy, options: Options) -> Export:
    """Write a layer that needs no package but Express."""
    answer = Answer.of_policy(policy)
    return _export(answer, options, layer(answer), f"express@{options.version}", ())


def package(policy: Policy, options: Options) -> Export:
    """Write a layer around the `cors` package."""
    answer = Answer.of_policy(policy)
    return _export(
        answer, options, _package(answer), f"express@{options.version} cors", (APP_HEADERS,)
    )


def _export(
    answer: Answer, options: Options, lines: list[str], packages: str, warnings: tuple[Notice, ...]
) -> Export:
    title = f"// {about('Express', answer)}"
    if options.full:
        text, name = _full(title, lines, options), "server.js"
    else:
        place = "// Before every route and before authentication; no app.options() is needed."
        text, name = "\n".join([title, place, *lines, "", "app.use(allowOrigins);", ""]), "cors.js"
    return Export(
        (File(name, text, "js"),),
        install=(f"npm install {packages}",),
        start=("node server.js",) if options.full else (),
        warnings=(*warnings, *unread_methods(answer, "Node.js", READ_METHODS)),
    )


def _full(title: str, lines: list[str], options: Options) -> str:
    routes = options.application or "./routes"
    return "\n".join(
        [
            title,
            '"use strict";',
            'const express = require("express");',
            *lines,
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


def _package(answer: Answer) -> list[str]:
    preflight = listed(answer.preflight_vary())
    actual = listed(("Origin",) if answer.varies else ())
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
        *([*TAKE.splitlines(), ""] if answer.varies else []),
        "function allowOrigins(req, res, next) {",
        "  const preflight = isPreflight(req);",
        f"  const vary = preflight ? {preflight} : {actual};",
        *(_LAST if answer.varies else ["  res.vary(vary);"]),
        *(f"  res.set({quoted(name)}, {quoted(value)});" for name, value in answer.companions),
        *_dispatch(answer),
        "}",
    ]


_LAST = [
    "  const { writeHead } = res;",
    "  // At the last moment: a handler that sets Vary would take Origin out.",
    "  res.writeHead = function (status, ...rest) {",
    '    if (typeof rest.at(-1) !== "string") takeHeaders(this, rest.pop());',
    "    this.vary(vary);",
    "    return writeHead.call(this, status, ...rest);",
    "  };",
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
