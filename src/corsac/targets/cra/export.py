"""Create React App's development server in front of a back end, by `src/setupProxy.js`.

The `proxy` field of package.json sends a star on every answer, and keeps the server from starting
without a private address. Without it, the server answers to every Host, and opens the sockets of
hot reloading for every site: so the file checks both, and takes CORS headers from all that is
served. http-proxy-middleware 3 strips the path that it is
mounted on: hence a filter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.export import Export, File, Notice
from corsac.targets.javascript import GUARD_UPGRADES, development_proxy, events, is_proxied

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
// Create React App: a development proxy to {upstream}. For development only.
// src/setupProxy.js: react-scripts loads it by that name. Written by corsac export.
// Take the proxy field out of package.json: it lets any site read the back end.
const {{ createProxyMiddleware }} = require("http-proxy-middleware");

"""
_SERVED = """\
// react-scripts puts a star on everything; pages of other origins need none of it.
let guarded;
function serveOurs(req, res, next) {{
  // And a way to any site for the sockets of hot reloading.
  if (guarded !== req.socket.server) guardUpgrades((guarded = req.socket.server));
  if (!isOurs(req.headers.host)) return res.status(403).end();
  const {{ writeHead }} = res;
  res.writeHead = function (...given) {{
    for (const name of this.getHeaderNames()) {{
      if (name.startsWith("access-control-")) this.removeHeader(name);
    }}
    return writeHead.apply(this, given);
  }};
  return next();
}}

module.exports = function (app) {{
  app.use(serveOurs);
  app.use(
    createProxyMiddleware({filter}
      target: TARGET,
      changeOrigin: true,
      ws: true,
      // Cookies of the back end become the page's own.
      cookieDomainRewrite: "",
{rewrite}      {events},
    }}),
  );
}};
"""


#: What is proxied, as http-proxy-middleware 2 is told of it, and as later ones are.
_FILTER = {
    True: "(path) => {match}.test(path), {{",
    False: "{{\n      pathFilter: (path) => {match}.test(path),",
}


def write(policy: Policy, options: Options) -> Export:
    """Write src/setupProxy.js, which is a whole file either way. The policy is the back end's."""
    del policy
    older = options.version == "2"
    rewrite = ""
    if options.stripped:
        rewrite = f'      pathRewrite: {{ "^{options.prefix}(?=[/?]|$)": "" }},\n'
    text = _HEAD.format(upstream=options.upstream) + development_proxy(options, GUARD_UPGRADES)
    text += _SERVED.format(
        filter=_FILTER[older].format(match=is_proxied(options)),
        rewrite=rewrite,
        events=events(older=older, sockets=False),
    )
    notice = Notice(
        "proxy-field",
        Text("take the proxy field out of package.json: it lets any site read the back end"),
    )
    return Export(
        (File("src/setupProxy.js", text, "js"),),
        install=(f"npm install --save-dev http-proxy-middleware@{options.version}",),
        start=(f"HOST={options.listen.host} PORT={options.listen.port} npx react-scripts start",),
        warnings=(notice,),
    )
