"""The parts of an export that Node.js programs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import listed, quoted
from corsac.targets.expressions import escaped, expression

if TYPE_CHECKING:
    from corsac.targets.answer import Answer
    from corsac.targets.export import Options


def origins(answer: Answer) -> list[str]:
    """Write `isAllowed(origin)`: exact origins by look-up, patterns by anchored expressions."""
    if not answer.varies:
        return ["const isAllowed = (origin) => origin !== undefined;"]
    exact = tuple(each.text for each in answer.origins if each.exact)
    written = [regex(expression(each)) for each in answer.origins if not each.exact]
    lines = [f"const ORIGINS = new Set({listed(exact)});"]
    if not written:
        return [*lines, "const isAllowed = (origin) => ORIGINS.has(origin);"]
    lines += ["const PATTERNS = [", *(f"  {each}," for each in written), "];"]
    return [
        *lines,
        "const isAllowed = (origin) =>",
        "  ORIGINS.has(origin) || PATTERNS.some((pattern) => pattern.test(origin));",
    ]


def regex(text: str) -> str:
    """Write an anchored expression as a literal."""
    return f"/^{text.replace('/', chr(92) + '/')}$/"


PREFLIGHT = """\
const isPreflight = (req) =>
  req.method === "OPTIONS" &&
  req.headers.origin !== undefined &&
  req.headers["access-control-request-method"] !== undefined;"""


_GUARD = """\
const TARGET = {target};

// What the back end says about CORS stays here: a star would let any site read it through your
// browser.
function hideCors(answer) {{
  for (const name of Object.keys(answer.headers)) {{
    if (name.startsWith("access-control-")) delete answer.headers[name];
  }}
}}

// WebSockets know no CORS: only pages of this very server open one.
function guardSocket(asked, req, socket) {{
  const {{ origin, host }} = req.headers;
  if (origin !== undefined && origin !== `http://${{host}}` && origin !== `https://${{host}}`) {{
    asked.destroy();
    const head = ["HTTP/1.1 403 Forbidden", "Content-Length: 0", "Connection: close"];
    socket.end(head.join("\\r\\n") + "\\r\\n\\r\\n");
  }}
}}
"""


def development_proxy(options: Options) -> str:
    """Write TARGET, `hideCors` and `guardSocket`, which proxies made of http-proxy take."""
    return _GUARD.format(target=quoted(str(options.upstream))) + "\n"


def events(*, older: bool) -> str:
    """Write how http-proxy-middleware is told of answers and sockets, before version 3 or later."""
    if older:
        return "onProxyRes: hideCors, onProxyReqWs: guardSocket"
    return "on: { proxyRes: hideCors, proxyReqWs: guardSocket }"


def is_proxied(options: Options) -> str:
    """Write an expression that a proxied path matches, and none that only begins alike."""
    prefix = escaped(options.prefix.rstrip("/")).replace("/", r"\/")
    return f"/^{prefix}(?:[/?]|$)/"


OWN_HOST = """\
// Loopback, addresses, and the name that HOST gives: whoever else points a name here (DNS
// rebinding) is not served.
function isOurs(host = "") {
  const name = host.replace(/:[0-9]+$/, "");
  return /^(?:localhost|[0-9.]+|\\[[0-9a-f:.]+\\])$/.test(name) || name === process.env.HOST;
}
"""
