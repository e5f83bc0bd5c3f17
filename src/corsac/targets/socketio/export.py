"""A policy for Socket.IO: both its transports, HTTP polling and WebSockets.

Its `cors` option is the `cors` package's, with the package's faults, and guards no WebSocket. So
that option stays off: a layer stands before its engine, and `allowRequest` refuses handshakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted
from corsac.targets.export import Export, File
from corsac.targets.node.layer import layer
from corsac.targets.node.sockets import MAY_OPEN, warnings
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
"use strict";
const { createServer } = require("node:http");
const { Server } = require("socket.io");

"""
_GUARD = """\
// An option of Socket.IO's Server: foreign pages get neither transport.
const allowRequest = (req, done) => done(null, mayOpen(req));
// What the engine passes for a WebSocket is no response: it takes no headers.
const guardPolling = (req, res, next) =>
  "getHeaderNames" in res ? allowOrigins(req, res, next) : next();
"""
_FULL = """\

const server = createServer((req, res) => {{
  allowOrigins(req, res, () => res.writeHead(404).end());
}});
const io = new Server(server, {{ allowRequest }});
io.engine.use(guardPolling);
// Yours: a module that exports a function of Socket.IO's Server.
require({sockets})(io);
server.listen({port}, {host});
"""


def write(policy: Policy, options: Options) -> Export:
    """Write the guard of both transports, or a whole server around it."""
    answer = Answer.of_policy(policy)
    guard = "\n".join([*layer(answer), "", MAY_OPEN, _GUARD.rstrip("\n")]) + "\n"
    title = f"// {about('Socket.IO', answer)}\n"
    if options.full:
        end = _FULL.format(
            sockets=quoted(options.application or "./sockets"),
            port=options.listen.port,
            host=quoted(options.listen.host),
        )
        file = File("server.js", title + _HEAD + guard + end, "js")
    else:
        place = (
            "// const io = new Server(server, { allowRequest }), without a cors option, and then\n"
            "// io.engine.use(guardPolling).\n"
        )
        file = File("sockets.js", title + place + guard, "js")
    return Export(
        (file,),
        install=("npm install socket.io",),
        start=("node server.js",) if options.full else (),
        warnings=warnings(answer),
        page=(File("socket.io-client", _page(answer), "js"),),
    )


def _page(answer: Answer) -> str:
    cookies = ", { withCredentials: true }" if answer.credentials else ""
    return f'const socket = io("https://api.example"{cookies});\n'
