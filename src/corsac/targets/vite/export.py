"""Vite's development server in front of a back end: the page and the API have one origin.

So no CORS is needed, and none must be left: a star of the back end would let any site read it
through the developer's browser. Vite answers preflights itself unless `cors` is off, proxies
WebSockets for any site, and takes `/apiary` for `/api`; redirects and cookies keep the back end's
name unless they are rewritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import quoted
from corsac.targets.export import Export, File
from corsac.targets.javascript import development_proxy

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
// Vite: a development proxy to {upstream}. For development only. Written by corsac export.
"""
_PROXY = """\
const proxied = {{
  {context}: {{
    target: TARGET,
    changeOrigin: true,
    ws: true,
    // Cookies of the back end become the page's own.
    cookieDomainRewrite: "",
{rewrite}    configure: (server) => server.on("proxyRes", takeAnswer).on("proxyReqWs", guardSocket),
  }},
}};
"""
_CONFIG = """\
import {{ defineConfig }} from "vite";

{proxy}
export default defineConfig({{
  server: {{
    host: {host},
    port: {port},
    strictPort: true,
    // The page and the API have one origin here: nobody else needs to read either.
    cors: false,
    proxy: proxied,
  }},
}});
"""


def write(policy: Policy, options: Options) -> Export:
    """Write a vite.config.mjs, or the parts that go into one. The policy is the back end's."""
    del policy
    head = _HEAD.format(upstream=options.upstream)
    rewrite = ""
    if options.stripped:
        rewrite = f'    rewrite: (path) => path.slice({len(options.prefix)}) || "/",\n'
    context = quoted(f"^{options.prefix.rstrip('/')}(?:[/?]|$)")
    proxy = development_proxy(options) + _PROXY.format(context=context, rewrite=rewrite)
    if options.full:
        text = _CONFIG.format(
            proxy=proxy, host=quoted(options.listen.host), port=options.listen.port
        )
        file = File("vite.config.mjs", head + text, "js")
    else:
        place = "// In vite.config.js; its server: { cors: false, proxy: proxied }.\n"
        file = File("vite-proxy.mjs", head + place + proxy, "js")
    return Export((file,), install=("npm install --save-dev vite",), start=("npx vite",))
