"""Next.js in front of a back end: by a route handler, or by its rewrites.

Rewrites alone pass on the back end's star, its redirects and cookies, and let any site open a
WebSocket through the developer's browser; no setting of theirs mends it. So they get a server of
our own around Next.js, which is the form that its documentation calls a custom server. The route
handler sees the query after Next.js has written it anew (`%20` as `+`): hence the raw one goes
with the request, from `proxy.js`, which checks the Host as well, and which gets it raw where
`skipProxyUrlNormalize` is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import quoted
from corsac.targets.export import Export, ExportError, File, Notice
from corsac.targets.javascript import GUARD_UPGRADES, MAY_OPEN, OWN_HOST, OWN_LOCATION, target

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
// Next.js: a development proxy to {upstream}. For development only.
// {place}. Written by corsac export.
"""
_CHECK = """\
import { NextResponse } from "next/server";

%s
export function proxy(request) {
  if (!isOurs(request.headers.get("host") ?? undefined)) return new Response(null, { status: 403 });
  const headers = new Headers(request.headers);
  // As the page wrote it; the route handler gets it written anew.
  headers.set("x-raw-search", new URL(request.url).search);
  return NextResponse.next({ request: { headers } });
}
"""
_CONFIG = """\
export default {
  // proxy.js gets the URL as the page wrote it.
  skipProxyUrlNormalize: true,
  // Compressed, events would be held back.
  compress: false,
};
"""
_HANDLER = """\
{target}
// Of one connection only, or said anew by fetch().
const HOP = [
  "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
  "host", "expect", "content-length", "content-encoding", "accept-encoding", "x-raw-search",
];
const EMPTY = new Set([204, 205, 304]);

function kept(given) {{
  const headers = new Headers(given);
  for (const name of HOP) headers.delete(name);
  return headers;
}}

async function forward(request) {{
  const headers = kept(request.headers);
  headers.set("accept-encoding", "identity");
  const path = new URL(request.url).pathname.slice(TAKEN.length);
  const search = request.headers.get("x-raw-search") ?? new URL(request.url).search;
  const url = TARGET + path + search;
  const asked = {{ method: request.method, headers, redirect: "manual", cache: "no-store" }};
  if (!["GET", "HEAD"].includes(request.method)) asked.body = request.body;
  try {{
    const answer = await fetch(url, {{ ...asked, duplex: "half" }});
    const body = EMPTY.has(answer.status) ? null : answer.body;
    return new Response(body, {{ status: answer.status, headers: ours(answer) }});
  }} catch (error) {{
    console.error(error);
    return new Response(null, {{ status: 502 }});
  }}
}}

{location}
// Redirects and cookies of the back end become the page's own. What it says about CORS stays here:
// a star would let any site read it through your browser.
function ours(answer) {{
  const headers = kept(answer.headers);
  for (const name of [...headers.keys()]) {{
    if (name.startsWith("access-control-")) headers.delete(name);
  }}
  if (headers.has("location")) headers.set("location", ownLocation(headers.get("location")));
  headers.delete("set-cookie");
  for (const cookie of answer.headers.getSetCookie()) {{
    headers.append("set-cookie", cookie.replace(/;\\s*domain=[^;]*/i, ""));
  }}
  return headers;
}}

export {{
  forward as GET, forward as HEAD, forward as POST, forward as PUT, forward as PATCH,
  forward as DELETE, forward as OPTIONS,
}};
export const dynamic = "force-dynamic";
"""
_REWRITES = """\
export default {{
  // Compressed, events would be held back.
  compress: false,
  // The page and its API have one origin: these two rewrites are all that a page needs.
  async rewrites() {{
    return [
      {{ source: {prefix}, destination: {root} }},
      {{ source: {inside}, destination: {below} }},
    ];
  }},
}};
"""
_SERVER = """\
import { createServer } from "node:http";
import next from "next";

%s
// What rewrites leave as it is: the back end's CORS headers, its redirects, its cookies.
function serveOurs(req, res, serve) {
  const { writeHead } = res;
  res.writeHead = function (...given) {
    for (const name of this.getHeaderNames()) {
      if (name.startsWith("access-control-")) this.removeHeader(name);
    }
    const to = this.getHeader("location");
    if (to !== undefined) this.setHeader("location", ownLocation(to));
    const cookies = [this.getHeader("set-cookie") ?? []].flat();
    const own = cookies.map((cookie) => cookie.replace(/;\\s*domain=[^;]*/i, ""));
    if (own.length) this.setHeader("set-cookie", own);
    return writeHead.apply(this, given);
  };
  if (isOurs(req.headers.host)) serve(req, res);
  else res.writeHead(403).end();
}

const app = next({ dev: process.env.NODE_ENV !== "production", hostname: HOST, port: PORT });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((req, res) => serveOurs(req, res, handle));
// Next.js listens to upgrades itself, from the first request on.
guardUpgrades(server);
server.listen(PORT, HOST);
"""
_OWN = (OWN_HOST, OWN_LOCATION, MAY_OPEN, GUARD_UPGRADES)


def _prefix(options: Options) -> str:
    if options.prefix == "/":
        raise ExportError(
            "prefix-everything",
            Text("Next.js has pages of its own, and can't proxy every path"),
            Text("name the API's path, as --prefix /api"),
        )
    return options.prefix


def _head(options: Options, place: str) -> str:
    return _HEAD.format(upstream=options.upstream, place=place)


def handler(policy: Policy, options: Options) -> Export:
    """Write a route handler and proxy.js, whole files either way. The policy is the back end's."""
    del policy
    prefix = _prefix(options)
    name = f"app{prefix}/[[...path]]/route.js"
    route = _HANDLER.format(target=target(options), location=OWN_LOCATION)
    notice = Notice(
        "no-websockets", Text("route handlers take no WebSockets: next-rewrites proxies them")
    )
    return Export(
        (
            File("next.config.mjs", _head(options, "next.config.mjs") + _CONFIG, "js"),
            File("proxy.js", _head(options, "proxy.js, beside app/") + _CHECK % OWN_HOST, "js"),
            File(name, _head(options, name) + route, "js"),
        ),
        install=("npm install next@16 react react-dom",),
        start=(f"npx next dev -H {options.listen.host} -p {options.listen.port}",),
        warnings=(notice,),
    )


def rewrites(policy: Policy, options: Options) -> Export:
    """Write the rewrites and a server around Next.js. The policy is the back end's."""
    del policy
    prefix = _prefix(options)
    path = options.upstream.path if options.upstream else ""
    behind = f"{options.upstream}{'' if options.strip else prefix}"
    config = _REWRITES.format(
        prefix=quoted(prefix),
        root=quoted(behind + "/" * (options.strip and not path)),
        inside=quoted(f"{prefix}/:path*"),
        below=quoted(f"{behind}/:path*"),
    )
    listen = options.listen
    constants = f"const HOST = {quoted(listen.host)};\nconst PORT = {listen.port};\n"
    notice = Notice(
        "url-rewritten",
        Text(
            "Next.js's rewrites write the query anew, + as %20 and y as y=, and take capitals in "
            "the prefix: the route handler of next passes URLs on as they came"
        ),
    )
    return Export(
        (
            File("next.config.mjs", _head(options, "next.config.mjs") + config, "js"),
            File(
                "server.mjs",
                _head(options, "server.mjs, in place of next dev")
                + _SERVER % "\n".join([target(options) + constants, *_OWN]),
                "js",
            ),
        ),
        install=("npm install next@16 react react-dom",),
        start=("node server.mjs",),
        warnings=(notice,),
    )
