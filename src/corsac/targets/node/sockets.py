"""Who may open a WebSocket, for servers in Node.js.

CORS guards none (fetch#websocket-opening-handshake has no check), so the server has to. A program
that is no browser sends no Origin; our own pages' is the server's own name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.export import Notice

if TYPE_CHECKING:
    from corsac.targets.answer import Answer

MAY_OPEN = """\
// CORS guards no WebSocket. Allowed origins and our own pages open one, and what is no browser.
function mayOpen(req) {
  const { origin, host } = req.headers;
  if (origin === undefined || isAllowed(origin)) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}
"""

REFUSE = """\
function refuse(socket) {
  const head = ["HTTP/1.1 403 Forbidden", "Content-Length: 0", "Connection: close"];
  socket.end(head.join("\\r\\n") + "\\r\\n\\r\\n");
}
"""


def warnings(answer: Answer) -> tuple[Notice, ...]:
    """Give the notice about a policy that lets every page open a socket."""
    if answer.varies:
        return ()
    text = Text("the policy allows every origin, so pages of every site may open a WebSocket")
    return (Notice("open-sockets", text),)
