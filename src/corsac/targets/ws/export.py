"""A policy for WebSocket servers made with the `ws` package, which asks nobody for an Origin.

The handshake is refused before `ws` sees it: a `verifyClient` would do, but is discouraged by the
package itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted
from corsac.targets.export import Export, File
from corsac.targets.javascript import origins
from corsac.targets.node.sockets import MAY_OPEN, REFUSE, warnings
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
"use strict";
const { createServer } = require("node:http");
const { WebSocketServer } = require("ws");

"""
_GUARD = """\
// `sockets` is a new WebSocketServer({ noServer: true }): it takes what passes here, and no other.
function guardSockets(server, sockets) {
  server.on("upgrade", (req, socket, head) => {
    if (!mayOpen(req)) return refuse(socket);
    sockets.handleUpgrade(req, socket, head, (open) => sockets.emit("connection", open, req));
  });
}
"""
_FULL = """\

const server = createServer((req, res) => res.writeHead(426, {{ Upgrade: "websocket" }}).end());
const sockets = new WebSocketServer({{ noServer: true, maxPayload: 1024 * 1024 }});
guardSockets(server, sockets);
// Yours: a module that exports a function of a WebSocketServer.
require({sockets})(sockets);
server.listen({port}, {host});
"""


def write(policy: Policy, options: Options) -> Export:
    """Write the guard of the handshake, or a whole server around it."""
    answer = Answer.of_policy(policy)
    guard = "\n".join([*origins(answer), "", MAY_OPEN, REFUSE, _GUARD.rstrip("\n")]) + "\n"
    title = f"// {about('ws', answer)}\n"
    if options.full:
        end = _FULL.format(
            sockets=quoted(options.application or "./sockets"),
            port=options.listen.port,
            host=quoted(options.listen.host),
        )
        file = File("server.js", title + _HEAD + guard + end, "js")
    else:
        place = (
            "// guardSockets(server, sockets), in place of WebSocketServer's own server option.\n"
        )
        file = File("sockets.js", title + place + guard, "js")
    return Export(
        (file,),
        install=("npm install ws",),
        start=("node server.js",) if options.full else (),
        warnings=warnings(answer),
        page=(File("WebSocket", 'const socket = new WebSocket("wss://api.example/");\n', "js"),),
    )
