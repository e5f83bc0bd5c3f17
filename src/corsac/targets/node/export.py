"""A policy for Node.js's own `http` server: a layer before the handler of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted
from corsac.targets.export import Export, File, unread_methods
from corsac.targets.node.layer import layer
from corsac.targets.reading import READ_METHODS
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_FULL = """\
"use strict";
const {{ createServer }} = require("node:http");
// Yours: a module that exports a function of a request and a response.
const handle = require({handler});

{layer}

function answer(req, res) {{
  try {{
    Promise.resolve(handle(req, res)).catch((error) => fail(res, error));
  }} catch (error) {{
    fail(res, error);
  }}
}}

// Without it an error would end the connection, and a page would read of CORS.
function fail(res, error) {{
  console.error(error);
  if (res.headersSent) res.destroy();
  else res.writeHead(500).end();
}}

createServer((req, res) => allowOrigins(req, res, () => answer(req, res))).listen({port}, {host});
"""
_PLACE = """\
// createServer((req, res) => allowOrigins(req, res, () => handle(req, res)))
"""


def by_hand(policy: Policy, options: Options) -> Export:
    """Write a layer that needs nothing but Node.js."""
    answer = Answer.of_policy(policy)
    title = f"// {about('Node.js', answer)}\n"
    written = "\n".join(layer(answer))
    if options.full:
        body = _FULL.format(
            handler=quoted(options.application or "./handler"),
            layer=written,
            port=options.listen.port,
            host=quoted(options.listen.host),
        )
        file = File("server.js", title + body, "js")
    else:
        file = File("cors.js", f"{title}{_PLACE}{written}\n", "js")
    return Export(
        (file,),
        install=("apt-get install nodejs",),
        start=("node server.js",) if options.full else (),
        warnings=unread_methods(answer, "Node.js", READ_METHODS),
    )
