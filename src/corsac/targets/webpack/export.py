"""webpack-dev-server in front of a back end: the page and the API have one origin.

Its proxy is a list since version 5, which refuses the older object and does not start; version 4
takes both. Since version 6 it is made of http-proxy-middleware 4, which listens under `on`. A
`context` that is a text takes `/apiary` for `/api`: hence a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import quoted
from corsac.targets.export import Export, File
from corsac.targets.javascript import development_proxy, events, is_proxied

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_HEAD = """\
// webpack-dev-server: a development proxy to {upstream}. For development only.
// Written by corsac export.
"""
_PROXY = """\
const proxy = [
  {{
    context: (path) => {match}.test(path),
    target: TARGET,
    changeOrigin: true,
    ws: true,
    // Cookies of the back end become the page's own.
    cookieDomainRewrite: "",
{rewrite}    {events},
  }},
];
"""
#: Made of http-proxy-middleware 2.
_OLD = ("4", "5")
_CONFIG = """\

module.exports = {{
  mode: "development",
  devServer: {{ host: {host}, port: {port}, proxy }},
}};
"""


def write(policy: Policy, options: Options) -> Export:
    """Write a webpack.config.js, or the parts that go into one. The policy is the back end's."""
    del policy
    rewrite = ""
    if options.stripped:
        rewrite = f'    pathRewrite: {{ "^{options.prefix}(?=[/?]|$)": "" }},\n'
    proxy = _PROXY.format(
        match=is_proxied(options), rewrite=rewrite, events=events(older=options.version in _OLD)
    )
    text = _HEAD.format(upstream=options.upstream)
    if not options.full:
        text += "// In webpack.config.js; its devServer: { proxy }.\n"
    text += development_proxy(options) + proxy
    if options.full:
        text += _CONFIG.format(host=quoted(options.listen.host), port=options.listen.port)
    name = "webpack.config.js" if options.full else "webpack-proxy.js"
    return Export(
        (File(name, text, "js"),),
        install=(
            f"npm install --save-dev webpack webpack-cli webpack-dev-server@{options.version}",
        ),
        start=("npx webpack serve",),
    )
