"""Development proxies of every tool: what is found in small files, and how they are mended."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.script.dev_proxy import entries
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.defects.syntax import Syntax

HIDE = """(res) => {
  for (const name in res.headers) {
    if (name.startsWith('access-control-')) delete res.headers[name];
  }
}"""
FLAT = " ".join(line.strip() for line in HIDE.splitlines())
RULES = {"CORS263", "CORS264", "CORS290", "CORS291", "CORS292", "CORS293", "CORS296"}


def source(name: str, text: str) -> Source:
    kind = kind_of(name, text)
    assert kind is not None
    return Source(name, text, kind)


def codes(name: str, text: str) -> str:
    return " ".join(sorted({x.code for x in examine(source(name, text))} & RULES))


def mended(name: str, text: str) -> str:
    once = mend(source(name, text), examine, unsafe=True).source
    assert mend(once, examine, unsafe=True).source.text == once.text
    assert not Syntax(once).root.has_error
    return once.text


#: What is proxied in a way that shows nothing wrong, or too little to tell.
QUIET = (
    ("vite.config.js", "export default { server: { cors: false, proxy } };"),
    ("vite.config.js", "export default { server: { ...shared, proxy: { '/a/': { ...b } } } };"),
    ("vite.config.js", "export default { server: { proxy: { '/a/': make() } } };"),
    ("vite.config.js", "export default { proxy: { '/a': 'http://x' } };"),
    ("vite.config.js", "export default { server: { proxy: [] } };"),
    ("webpack.config.js", "module.exports = { devServer: { proxy: [one, { ...two }] } };"),
    ("rollup.config.js", "export default { server: { proxy: { '/a': 'http://x' } } };"),
    ("src/setupProxy.js", "module.exports = (app) => app.use(serveOurs, proxy(made));"),
)


@pytest.mark.parametrize(("name", "text"), QUIET)
def test_what_cannot_be_seen_is_not_blamed(name: str, text: str) -> None:
    assert codes(name, text) == ""


VITE = "export default { server: { cors: false, proxy: { %s } } };\n"
KEPT = "autoRewrite: true, cookieDomainRewrite: ''"
#: Entries of Vite on one line: before, after.
ONE_LINE = (
    (
        "'/a/': { target: 'http://x' }",
        (
            f"'/a/': {{ target: 'http://x', {KEPT}, "
            f"configure: (proxy) => proxy.on('proxyRes', {FLAT}) }}"
        ),
    ),
    (
        (
            "'/a/': { target: 'http://x', hostRewrite: 'y', cookieDomainRewrite: '', "
            "configure: (server) => server.on('error', log) }"
        ),
        (
            "'/a/': { target: 'http://x', hostRewrite: 'y', cookieDomainRewrite: '', "
            f"configure: (server) => server.on('error', log).on('proxyRes', {HIDE}) }}"
        ),
    ),
    (
        f"'/a/': {{ target: 'http://x', {KEPT}, configure(server) {{ log(server) }} }}",
        (
            f"'/a/': {{ target: 'http://x', {KEPT}, "
            f"configure(server) {{ server.on('proxyRes', {FLAT}); log(server) }} }}"
        ),
    ),
    (
        f"'/a/': {{ target: 'http://x', {KEPT}, configure: (server) => {{}} }}",
        (
            f"'/a/': {{ target: 'http://x', {KEPT}, "
            f"configure: (server) => {{ server.on('proxyRes', {FLAT}); }} }}"
        ),
    ),
    ("'/a.b': { ...c }", "'^/a\\\\.b(?:[/?]|$)': { ...c }"),
    ("'ws/': { target: 'ws://x', configure: made }", None),
    (f"'/a/': {{ target: 'http://x', {KEPT}, configure: made }}", None),
    (f"'/a/': {{ target: 'http://x', {KEPT}, configure: () => made() }}", None),
    (f"'/a/': {{ target: 'http://x', {KEPT}, configure: (x) => made(x) }}", None),
)


@pytest.mark.parametrize(("before", "after"), ONE_LINE)
def test_an_entry_of_vite_is_mended_in_its_line(before: str, after: str | None) -> None:
    assert mended("vite.config.js", VITE % before) == VITE % (after or before)


def test_a_target_alone_becomes_options_and_a_handler_of_the_file_is_looked_at() -> None:
    text = """\
function quiet(server) {
  server.on("proxyReqWs", (_, req) => check(req.headers.origin));
}

function other() {}

export default {
  server: {
    // ours alone
    proxy: {
      "/a/": env.API,
      "/b/": { target: "http://b", ws: true, configure: quiet, // own
      },
    },
    preview: { proxy: {} },
  },
};
"""
    after = mended("vite.config.js", text)
    assert '"/a/": {\n        target: env.API,\n        changeOrigin: true,\n' in after
    assert 'server.on("proxyRes", (res) => {\n    for' in after
    assert "    // ours alone\n    cors: false,\n    proxy: {" in after
    assert "socket.destroy" not in after


WEBPACK = """\
module.exports = {
  devServer: {
    proxy: [
      {
        context: ['/api', "/auth"],
        target: 'http://x',
        ws: true, // sockets
      },
    ],%s
  },
};
"""


def test_webpack_is_told_for_all_that_it_serves_and_for_sockets_by_both_names() -> None:
    text = WEBPACK % ""
    after = mended("webpack.config.js", text)
    assert r"context: (path) => /^(?:\/api|\/auth)(?:[/?]|$)/.test(path)," in after
    assert "ws: true, // sockets\n        autoRewrite: true,\n" in after
    assert "onProxyReqWs: guardSocket,\n        on: { proxyReqWs: guardSocket },\n" in after
    assert "function guardSocket(" in after
    assert after.count("setupMiddlewares: (middlewares) => [") == 1
    both = text.replace(
        "    ],\n", "      { context: '/b/', target: 'http://y', ws: true },\n    ],\n"
    )
    after = mended("webpack.config.js", both)
    assert after.count("onProxyReqWs: guardSocket") == 2
    assert after.count("function guardSocket(") == 1


def test_middlewares_that_are_there_are_kept() -> None:
    own = "\n    setupMiddlewares(list) {\n      return list;\n    },"
    after = mended("webpack.config.js", WEBPACK % own)
    assert "setupMiddlewares(list) {\n      list.unshift((req, res, next) => {\n" in after
    own = "\n    setupMiddlewares: made,"
    assert own in mended("webpack.config.js", WEBPACK % own)


def test_types_know_one_name_only_and_what_listens_already_is_not_doubled() -> None:
    text = WEBPACK % ""
    assert "guardSocket" not in mended("webpack.config.ts", text)
    for heard in ("on: made", "onProxyReqWs: made"):
        told = text.replace("ws: true,", f"ws: true, {heard},")
        assert "guardSocket" not in mended("webpack.config.js", told)
    told = text.replace("ws: true,", "ws: true, on: { error },")
    assert "on: { error, proxyReqWs: guardSocket }," in mended("webpack.config.js", told)


def test_vue_proxies_sockets_unless_it_is_told_not_to() -> None:
    text = "module.exports = { devServer: { proxy: { '^/a/': { target: 'http://x'%s } } } };\n"
    assert codes("vue.config.js", text % "") == "CORS263 CORS290"
    assert codes("vue.config.js", text % ", ws: false") == "CORS290"
    assert codes("craco.config.js", text % "") == "CORS290"
    after = mended("vue.config.js", text % "")
    assert f"onProxyRes: {FLAT}" in after
    assert "onProxyReqWs: (_, req, socket) => {" in after
    told = text % ", ws: false, onProxyRes: log"
    assert mended("vue.config.js", told) == told


CRA = """\
%s
module.exports = function (app) {
%s};
"""


def cra(first: str, used: str) -> str:
    after = mended("src/setupProxy.js", CRA % (first, used))
    head, _, _ = after.partition("\n// For pages")
    assert "app.use(serveOurs);" in head
    return head


NEWER = "const { createProxyMiddleware } = require('http-proxy-middleware');"
OLDER = "const proxy = require('http-proxy-middleware');"
TOLD = "pathRewrite: (path, req) => req.originalUrl || path"


def test_a_path_before_the_options_is_mounted() -> None:
    after = cra(OLDER, "  app.use(proxy('/api', { target: 'http://x' }));\n")
    assert "const { createProxyMiddleware: proxy } = require" in after
    assert f"app.use('/api', proxy({{ target: 'http://x', {KEPT}, {TOLD} }}));" in after
    rewritten = f"{{ target: 'http://x', pathRewrite: {{ '^/api': '' }}, {KEPT} }}"
    after = cra(NEWER, f"  app.use(createProxyMiddleware('/api/**', {rewritten}));\n")
    assert f"app.use('/api', createProxyMiddleware({rewritten}));" in after


@pytest.mark.parametrize(
    "used",
    [
        "app.use(createProxyMiddleware(['/a/', name], { ...x }));",
        "app.use(createProxyMiddleware('/a/*.json', { ...x }));",
        "app.use(createProxyMiddleware('/a/', { ...x, pathRewrite: made }));",
        "app.use(log, createProxyMiddleware('/a/', { ...x }));",
        "add(createProxyMiddleware('/a/', { ...x }));",
        "const made = createProxyMiddleware('/a/', { ...x });",
        "app.use(createProxyMiddleware('/a/', options));",
    ],
)
def test_what_else_stands_before_options_is_left_to_people(used: str) -> None:
    assert used in cra(NEWER, f"  {used}\n")


def test_a_filter_ends_where_its_name_ends() -> None:
    after = cra(NEWER, f"  app.use(createProxyMiddleware({{ pathFilter: '/api', {KEPT} }}));\n")
    assert r"pathFilter: (path) => /^\/api(?:[/?]|$)/.test(path)," in after


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("import proxy from 'http-proxy-middleware';", "import { createProxyMiddleware as proxy }"),
        (
            "const createProxyMiddleware = require('http-proxy-middleware');",
            "const { createProxyMiddleware } = require",
        ),
    ],
)
def test_the_whole_module_is_no_function(text: str, written: str) -> None:
    name = "proxy" if "import" in text else "createProxyMiddleware"
    assert written in mended("server.js", f"{text}\n{name}(options);\n")
    assert codes("server.js", f"{text}\n") == ""


def test_a_file_that_exports_no_block_is_left_to_people() -> None:
    text = "module.exports = (app) => app.use(proxy(made));\n"
    assert codes("src/setupProxy.js", text) == "CORS293"
    assert mended("src/setupProxy.js", text) == text
    after = mended("src/setupProxy.js", "module.exports = app => { app.use(proxyAll); };\n")
    assert after.startswith(
        "module.exports = app => { app.use(serveOurs); app.use(proxyAll); };\n\n"
    )


def test_what_mounts_already_whole_is_left() -> None:
    for used in (
        "app.use('/api', createProxyMiddleware({ target: 'http://x/api' }));",
        "app.use('/api', createProxyMiddleware(options));",
        "app.use('/api', createProxyMiddleware());",
        "app.use('/api', made);",
    ):
        assert codes("server.js", used) == ""


def test_an_empty_entry_and_shared_options_are_mended_once() -> None:
    text = "const o = {};\n" + VITE % "'/a/': o, '/b/': o"
    made = source("vite.config.js", text)
    assert len(list(entries(Syntax(made)))) == 1
    after = mended("vite.config.js", text)
    assert after.startswith(f"const o = {{ {KEPT}, configure: ")


def test_lines_end_as_the_file_has_them() -> None:
    text = WEBPACK % ""
    after = mended("webpack.config.js", text.replace("\n", "\r\n"))
    assert after.replace("\r\n", "\n") == mended("webpack.config.js", text)
    assert "\n" not in after.replace("\r\n", "")
