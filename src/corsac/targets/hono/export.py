"""A policy for Hono, on whatever it runs: a middleware that knows requests and responses alone.

Hono turns an error into its answer before the outer middleware goes on, so that errors have the
headers too. The answer is made anew, since one that came from `fetch` can't be changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, listed, quoted
from corsac.targets.export import Export, File, unread_methods
from corsac.targets.node.layer import judged
from corsac.targets.reading import READ_METHODS
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_VARY = """\
function addVary(headers, names) {
  const said = (headers.get("Vary") ?? "").split(/[ ,]+/).filter(Boolean);
  const known = new Set(said.map((name) => name.toLowerCase()));
  const more = names.filter((name) => !known.has("*") && !known.has(name.toLowerCase()));
  if (more.length) headers.set("Vary", [...said, ...more].join(", "));
}
"""
_SETTLED = """\
// Hono answers where an Error is thrown, and lets everything else through to the server.
async function settled(c, next) {
  try {
    await next();
  } catch (error) {
    console.error(error);
    c.res = new Response(null, { status: 500 });
  }
}
"""


def write(policy: Policy, options: Options) -> Export:
    """Write a middleware, or a whole program for Node.js."""
    answer = Answer.of_policy(policy)
    title = f"// {about('Hono', answer)}"
    lines = _middleware(answer)
    if options.full:
        routes = quoted(options.application or "./routes.mjs")
        listen = f"port: {options.listen.port}, hostname: {quoted(options.listen.host)}"
        text = "\n".join(
            [
                title,
                'import { serve } from "@hono/node-server";',
                'import { Hono } from "hono";',
                "// Yours: a module whose default export is a Hono application.",
                f"import routes from {routes};",
                "",
                *lines,
                "",
                "const app = new Hono();",
                "app.use(allowOrigins);",
                'app.route("/", routes);',
                f"serve({{ fetch: app.fetch, {listen} }});",
                "",
            ]
        )
    else:
        place = "// app.use(allowOrigins), before every route and without hono/cors"
        text = "\n".join([title, place, *lines, ""])
    return Export(
        (File("server.mjs" if options.full else "cors.mjs", text, "js"),),
        install=("npm install hono @hono/node-server",),
        start=("node server.mjs",) if options.full else (),
        warnings=unread_methods(answer, "Node.js", READ_METHODS),
    )


def _middleware(answer: Answer) -> list[str]:
    preflight = listed(answer.preflight_vary())
    actual = listed(("Origin",) if answer.varies else ())
    vary = bool(answer.preflight_vary())
    status = str(answer.preflight_status)
    if answer.varies:
        status = f"allowed ? {status} : {answer.refused_status}"
    return [
        *judged(answer),
        *([*_VARY.splitlines(), ""] if vary else []),
        *_SETTLED.splitlines(),
        "",
        "async function allowOrigins(c, next) {",
        "  const req = { method: c.req.method, headers: c.req.header() };",
        "  const preflight = isPreflight(req);",
        "  const allowed = isAllowed(req.headers.origin);",
        "  if (!preflight) await settled(c, next);",
        "  // A WebSocket that was opened is no answer to be changed.",
        "  if (!preflight && c.res.status === 101) return;",
        f"  const made = preflight ? [null, {{ status: {status} }}] : [c.res.body, c.res];",
        "  const res = new Response(...made);",
        "  for (const name of [...res.headers.keys()]) {",
        '    if (name.startsWith("access-control-")) res.headers.delete(name);',
        "  }",
        *([f"  addVary(res.headers, preflight ? {preflight} : {actual});"] if vary else []),
        "  for (const [name, value] of Object.entries(corsHeaders(req, allowed))) {",
        "    res.headers.set(name, value);",
        "  }",
        "  // Hono would add the headers of the answer before.",
        "  c.res = undefined;",
        "  c.res = res;",
        "}",
    ]
