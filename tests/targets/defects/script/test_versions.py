"""Development servers of a version that the project's package.json asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.syntax import Syntax
from tests.targets.defects.script.test_dev_proxy import FLAT, KEPT, OLDER, TOLD, source

SERVER, PROXY = "webpack-dev-server", "http-proxy-middleware"
WEBPACK = "module.exports = {\n  devServer: {\n%s  },\n};\n"
CRA = "%s\nmodule.exports = function (app) {\n  app.use(serveOurs);\n  %s\n};\n"


def found(name: str, text: str, **packages: int) -> str:
    told = replace(source(name, text), packages=packages)
    return " ".join(sorted({each.code for each in examine(told)}))


def mended(name: str, text: str, **packages: int) -> str:
    told = replace(source(name, text), packages=packages)
    once = mend(told, examine, unsafe=True).source
    assert mend(once, examine, unsafe=True).source.text == once.text
    assert not Syntax(once).root.has_error
    return once.text


@pytest.mark.parametrize(
    ("line", "code", "since"),
    [
        ("contentBase: './dist',", "CORS289", 4),
        ("overlay: true,", "CORS289", 4),
        ("proxy: { '/a/': { ...told } },", "CORS260", 5),
    ],
)
def test_what_a_version_takes_is_right_there(line: str, code: str, since: int) -> None:
    text = WEBPACK % f"    {line}\n"
    assert found("webpack.config.js", text) == code
    assert found("webpack.config.js", text, **{SERVER: since}) == code
    assert found("webpack.config.js", text, **{SERVER: since - 1}) == ""


def test_an_object_stays_one_where_it_is_right() -> None:
    text = WEBPACK % "    proxy: {\n      '/a/': 'http://x',\n    },\n"
    after = mended("webpack.config.js", text, **{SERVER: 4})
    assert "proxy: {\n      '/a/': {\n        target: 'http://x'," in after
    assert "setupMiddlewares: (middlewares) => [" in after


def test_a_key_that_has_no_end_becomes_an_expression_in_a_list() -> None:
    text = WEBPACK % "    proxy: {\n      '/a': { ...told },\n    },\n"
    after = mended("webpack.config.js", text, **{SERVER: 3})
    assert r"{ context: (path) => /^\/a(?:[/?]|$)/.test(path), ...told }," in after


@pytest.mark.parametrize(("major", "member"), [(1, "setup"), (2, "before"), (3, "before")])
def test_an_older_server_is_given_its_own_hook(major: int, member: str) -> None:
    text = WEBPACK % f"    proxy: {{\n      '/a/': {{ target: 'http://x', {KEPT} }},\n    }},\n"
    after = mended("webpack.config.js", text, **{SERVER: major})
    assert f"    {member}: (app) => {{\n      // What the back end says" in after
    assert "setupMiddlewares" not in after


@pytest.mark.parametrize("own", ["before(app) {", "before: app => {", "before: function (app) {"])
def test_a_hook_that_is_there_is_added_to(own: str) -> None:
    proxy = f"    proxy: {{ '/a/': {{ target: 'http://x', {KEPT} }} }},\n"
    text = WEBPACK % f"{proxy}    {own}\n      app.get('/b', b);\n    }},\n"
    after = mended("webpack.config.js", text, **{SERVER: 3})
    assert f"{own}\n      app.use((req, res, next) => {{\n" in after
    assert after.count("before") == 1


def test_the_whole_module_is_a_function_of_version_0() -> None:
    text = CRA % (OLDER, "app.use(proxy('/a', { target: 'http://x' }));")
    assert found("src/setupProxy.js", text, **{PROXY: 0}) == "CORS290"
    assert found("src/setupProxy.js", text, **{PROXY: 2}) == "CORS290 CORS296"
    assert found("src/setupProxy.js", text, **{PROXY: 3}) == "CORS264 CORS290 CORS296"


@pytest.mark.parametrize(
    ("used", "after"),
    [
        ("app.use(a('/a/*', %s));", "app.use('/a', a(%s));"),
        ("app.use(a(['/a', '/b/**'], %s));", "app.use(['/a', '/b'], a(%s));"),
        ("app.use(a(PATH, %s));", "app.use(PATH, a(%s));"),
        ("app.use(['/a', '/b'], a(%s));", "app.use(['/a', '/b'], a(%s));"),
    ],
)
def test_paths_of_any_form_are_mounted(used: str, after: str) -> None:
    head = "const { createProxyMiddleware: a } = require('http-proxy-middleware');\n"
    head += "const PATH = '/a';"
    text = CRA % (head, used % "{ target: 'http://x' }")
    options = f"{{ target: 'http://x', {TOLD}, {KEPT} }}"
    other = f"{{ target: 'http://x', {KEPT}, {TOLD} }}"
    whole = mended("src/setupProxy.js", text)
    assert after % options in whole or after % other in whole
    assert found("src/setupProxy.js", text, **{PROXY: 2}) == "CORS290"


@pytest.mark.parametrize("called", ["proxy.createProxyMiddleware", "createProxyMiddleware"])
def test_version_3_takes_the_path_among_the_options(called: str) -> None:
    made = f"{called}('/a/*', {{ target: 'http://x', {KEPT} }})"
    text = CRA % ("", f"app.use({made}, log);")
    after = mended("src/setupProxy.js", text, **{PROXY: 3})
    assert f"{called}({{ target: 'http://x', {KEPT}, pathFilter: '/a/*' }}), log" in after
    unknown = CRA % ("", f"app.use({called}('/a', options));")
    assert mended("src/setupProxy.js", unknown, **{PROXY: 3}) == unknown


@pytest.mark.parametrize(
    ("major", "told"),
    [
        (2, "onProxyReqWs: guardSocket"),
        (3, "on: { proxyReqWs: guardSocket }"),
    ],
)
def test_a_version_that_is_known_is_told_once(major: int, told: str) -> None:
    made = f"createProxyMiddleware({{ target: 'http://x', ws: true, {KEPT}"
    text = CRA % ("", f"app.use({made} }}));")
    assert f"{made}, {told} }})" in mended("src/setupProxy.js", text, **{PROXY: major})


def test_other_functions_are_called_proxy_too() -> None:
    assert found("calendar.js", "view.on(proxy(this, 'render'));\n") == ""


ENTRY = f"'/a/': {{ target: 'http://x', {KEPT}%s }}"
HEARD = f"configure: (%s) => proxy.on('proxyRes', {FLAT})"
TYPED = "proxy: import('vite').HttpProxy.Server"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("server: { cors: false, proxy: dev ? { %s } : undefined }", "proxy"),
        ("server: { cors: false, proxy: dev && { %s } }", "proxy"),
        ("server: { cors: false, proxy: { ...(dev ? { %s } : {}) } }", "proxy"),
    ],
)
def test_what_is_proxied_on_a_condition_is_seen(text: str, given: str) -> None:
    before = f"export default defineConfig({{ {text} }});\n" % ENTRY % ""
    after = f"export default defineConfig({{ {text} }});\n" % ENTRY % f", {HEARD % given}"
    assert mended("vite.config.ts", before) == after


def test_a_shared_object_without_a_type_says_what_it_is_given() -> None:
    text = "const shared = { %s };\n"
    text += "export default { server: { cors: false, proxy: { ...shared } } };\n"
    after = mended("vite.config.ts", text % ENTRY % "")
    assert after == text % ENTRY % f", {HEARD % TYPED}"
    assert mended("vite.config.js", text % ENTRY % "") == text % ENTRY % f", {HEARD % 'proxy'}"
    typed = text.replace("shared =", "shared: Record<string, ProxyOptions> =", 1)
    assert mended("vite.config.ts", typed % ENTRY % "") == typed % ENTRY % f", {HEARD % 'proxy'}"


def test_a_key_without_quotes_is_a_path_too() -> None:
    assert (
        found("vite.config.js", "f({ server: { cors: false, proxy: { api: { ...b } } } });\n") == ""
    )


def test_what_names_itself_ends() -> None:
    assert found("vite.config.js", "var a = a || a; var b = { server: { proxy: a } };\n") == ""


def test_what_is_put_in_later_is_seen() -> None:
    text = "config.server.proxy = { %s };\nexport default config;\n"
    assert mended("vite.config.ts", text % ENTRY % "") == text % ENTRY % f", {HEARD % 'proxy'}"
    assert found("vite.config.ts", "config.proxy = { '/a': 'http://x' };\n") == ""
