"""A policy for Fastify: Node's own layer, around the handler that Fastify gives to its server.

A hook would miss what Fastify answers before routing, as a path that can't be decoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer, quoted
from corsac.targets.export import Export, File, Notice, unread_methods
from corsac.targets.node.layer import layer
from corsac.targets.reading import READ_METHODS
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_FACTORY = """\
// fastify({ serverFactory }): without @fastify/cors. The limits are those that Fastify would set.
function serverFactory(handle, options) {
  const server = createServer(options.http ?? {}, (req, res) => {
    allowOrigins(req, res, () => handle(req, res));
  });
  server.keepAliveTimeout = options.keepAliveTimeout;
  server.requestTimeout = options.requestTimeout;
  server.setTimeout(options.connectionTimeout);
  if (options.maxRequestsPerSocket > 0) server.maxRequestsPerSocket = options.maxRequestsPerSocket;
  return server;
}
"""
_FULL = """
const app = require("fastify")({ serverFactory });
// Yours: a module that exports a plugin.
"""


def write(policy: Policy, options: Options) -> Export:
    """Write a factory of servers, or a whole program."""
    answer = Answer.of_policy(policy)
    title = f"// {about('Fastify', answer)}"
    create = 'const { createServer } = require("node:http");'
    text = "\n".join([title, create, *layer(answer), "", _FACTORY])
    if options.full:
        text = text.replace(f"{title}\n", f'{title}\n"use strict";\n', 1).rstrip("\n") + "\n"
        plugin = quoted(options.application or "./routes")
        listen = f"{{ port: {options.listen.port}, host: {quoted(options.listen.host)} }}"
        text += f"{_FULL}app.register(require({plugin}));\napp.listen({listen});\n"
    said = Text("the server speaks HTTP/1.1: with http2 or https, make it of that in serverFactory")
    return Export(
        (File("server.js" if options.full else "cors.js", text.rstrip("\n") + "\n", "js"),),
        install=("npm install fastify",),
        start=("node server.js",) if options.full else (),
        warnings=(Notice("plain-server", said), *unread_methods(answer, "Node.js", READ_METHODS)),
    )
