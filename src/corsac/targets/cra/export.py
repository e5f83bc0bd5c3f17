"""Create React App's development server in front of a back end, by `src/setupProxy.js`.

The `proxy` field of package.json sends a star on every answer, and keeps the server from starting
without a private address. Without it, the server answers to every Host: so the file checks that,
and takes CORS headers from all that is served. http-proxy-middleware 3 strips the path that it is
mounted on: hence a filter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.export import Export, File, Notice
from corsac.targets.javascript import development_proxy, is_proxied

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
// Create React App: a development proxy to {upstream}. For development only.
// src/setupProxy.js: react-scripts loads it by that name. Written by corsac export.
const {{ createProxyMiddleware }} = require("http-proxy-middleware");

"""
_SERVED = """\
// Loopback, addresses, and the name that HOST gives: whoever else points a name here (DNS
// rebinding) is not served.
function isOurs(host = "") {{
  const name = host.replace(/:[0-9]+$/, "");
  return /^(?:localhost|[0-9.]+|\\[[0-9a-f:.]+\\])$/.test(name) || name === process.env.HOST;
}}

// react-scripts puts a star on everything; pages of other origins need none of it.
function serveOurs(req, res, next) {{
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
    createProxyMiddleware({{
      pathFilter: (path) => {match}.test(path),
      target: TARGET,
      changeOrigin: true,
      ws: true,
      // Redirects and cookies of the back end become the page's own.
      autoRewrite: true,
      cookieDomainRewrite: "",
{rewrite}      on: {{ proxyRes: hideCors, proxyReqWs: guardSocket }},
    }}),
  );
}};
"""


def write(policy: Policy, options: Options) -> Export:
    """Write src/setupProxy.js, which is a whole file either way. The policy is the back end's."""
    del policy
    rewrite = ""
    if options.stripped:
        rewrite = f'      pathRewrite: {{ "^{options.prefix}(?=/|$)": "" }},\n'
    text = _HEAD.format(upstream=options.upstream) + development_proxy(options)
    text += _SERVED.format(match=is_proxied(options), rewrite=rewrite)
    notice = Notice(
        "proxy-field",
        Text("take the proxy field out of package.json: it lets any site read the back end"),
    )
    return Export(
        (File("src/setupProxy.js", text, "js"),),
        install=("npm install --save-dev http-proxy-middleware@3",),
        start=(f"HOST={options.listen.host} PORT={options.listen.port} npx react-scripts start",),
        warnings=(notice,),
    )
