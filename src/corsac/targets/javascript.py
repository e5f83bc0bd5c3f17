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


_TARGET = """\
const TARGET = {target};
// What the page's paths have before those of the back end.
const TAKEN = {taken};
"""

OWN_LOCATION = """\
// Where a redirect of the back end leads, as the page has it: to a path of this very server.
function ownLocation(to) {
  const rest = to.slice(TARGET.length);
  // Two slashes would lead to another host.
  if (!to.startsWith(TARGET) || !/^(?:\\/(?![\\s/\\\\])|[?#]|$)/.test(rest)) return to;
  return TAKEN + (rest.startsWith("/") ? "" : "/") + rest;
}
"""

_TAKE_ANSWER = """\
// What the back end says about CORS stays here: a star would let any site read it through your
// browser. Its redirects become the page's own.
function takeAnswer({ headers }) {
  for (const name of Object.keys(headers)) {
    if (name.startsWith("access-control-")) delete headers[name];
  }
  if (headers.location !== undefined) headers.location = ownLocation(headers.location);
  // The development server would compress events, and hold them back.
  if (/^text\\/event-stream/i.test(headers["content-type"])) {
    headers["cache-control"] = "no-cache, no-transform";
  }
}
"""

MAY_OPEN = """\
// WebSockets know no CORS: only pages of this very server open one.
function mayOpen({ headers: { origin, host } }) {
  const own = [undefined, `http://${host}`, `https://${host}`].includes(origin);
  return own && isOurs(host);
}

function refuse(socket) {
  const head = ["HTTP/1.1 403 Forbidden", "Content-Length: 0", "Connection: close"];
  socket.end(head.join("\\r\\n") + "\\r\\n\\r\\n");
}
"""

_GUARD_SOCKET = """\
function guardSocket(asked, req, socket) {
  if (mayOpen(req)) return;
  asked.destroy();
  refuse(socket);
}
"""

#: Before all listeners, whenever these come: the sockets of hot reloading among them.
GUARD_UPGRADES = """\
function guardUpgrades(server) {
  const { emit } = server;
  server.emit = function (event, ...given) {
    if (event !== "upgrade" || mayOpen(given[0])) return emit.call(this, event, ...given);
    refuse(given[1]);
    return true;
  };
}
"""


def target(options: Options) -> str:
    """Write TARGET and TAKEN: where the back end is, and what it sees nothing of."""
    taken = options.prefix if options.stripped else ""
    return _TARGET.format(target=quoted(str(options.upstream)), taken=quoted(taken))


def development_proxy(options: Options, guard: str = "") -> str:
    """Write TARGET, `takeAnswer` and a guard of sockets, for proxies made of http-proxy.

    The guard is `guardSocket`, which such a proxy takes, unless another is given. Their own
    `autoRewrite` leaves a 303 as it is, forgets the prefix that it took off, and ends the
    development server at a Location that is no URL.
    """
    parts = [target(options), OWN_LOCATION, _TAKE_ANSWER, OWN_HOST, MAY_OPEN]
    return "\n".join([*parts, guard or _GUARD_SOCKET, ""])


def events(*, older: bool, sockets: bool = True) -> str:
    """Write how http-proxy-middleware is told of answers and sockets, before version 3 or later."""
    if older:
        return "onProxyRes: takeAnswer" + ", onProxyReqWs: guardSocket" * sockets
    return f"on: {{ proxyRes: takeAnswer{', proxyReqWs: guardSocket' * sockets} }}"


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
