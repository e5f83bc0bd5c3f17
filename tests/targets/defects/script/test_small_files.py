"""Front ends and configurations in small: one line each, before and after `--fix`."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of


def mended(name: str, text: str, *, methods: tuple[str, ...] = ()) -> str:
    kind = kind_of(name, text)
    assert kind is not None
    once = mend(Source(name, text, kind, methods=methods), examine, unsafe=True).source
    assert mend(once, examine, unsafe=True).source.text == once.text
    return once.text


PROXY = "{ ...shared, target: 'http://x' }"
#: File, text, and the text mended; None where people have to look.
FILES = (
    # Options that no tool has, and that this one has under another name.
    (
        "vite.config.js",
        f"export default {{ proxy: {{ '/a/': {PROXY} }} }};",
        f"export default {{ server: {{\n  cors: false,\n  proxy: {{ '/a/': {PROXY} }},\n}} }};",
    ),
    ("vite.config.js", f"export default {{ server: {{}}, proxy: {{ '/a/': {PROXY} }} }};", None),
    ("vite.config.js", f"exports.one = {{ proxy: {{ '/a/': {PROXY} }} }};", None),
    (
        "vite.config.js",
        f"module.exports = {{ server: {{ proxies: {{ '/a/': {PROXY} }} }} }};",
        f"module.exports = {{ server: {{ cors: false, proxy: {{ '/a/': {PROXY} }} }} }};",
    ),
    (
        "vite.config.js",
        "f({ server: { cors: false, proxy: { '/a/': { ...s, target: t, pathRewrite: made } } } });",
        None,
    ),
    ("webpack.config.js", "f({ devServer: { proxy: [{ ...s, target: t, own: 1 }] } });", None),
    ("vite.config.js", "f({ server: true, preview: { proxy: { '/a/': 'ws://x' } } });", None),
    ("src/setupProxy.js", "const proxy = made; module.exports = options;", None),
    ("x.js", "import proxy from 'http-proxy'; // not http-proxy-middleware\nproxy();", None),
    (
        "webpack.config.js",
        "f({ devServer: { proxy: { /* one */ '/a/': { ...s } } } });",
        "f({ devServer: { proxy: [ /* one */ { context: ['/a/'], ...s } ] } });",
    ),
    (
        "webpack.config.js",
        "f({ devServer: { proxy: [{ ...s, target: 'x', own: 1, rewrite: y }] } });",
        None,
    ),
    ("webpack.config.js", "f({ devServer: { proxy: { [path]: 'http://x' } } });", None),
    ("webpack.config.js", "f({ devServer: { proxies: [], proxy: [] } });", None),
    (
        "src/proxy.conf.json",
        '{"/api": {"target": "http://x.example", "changeorigin": true, "pathreWrite": {}}}',
        '{"/api": {"target": "http://x.example", "changeOrigin": true, "pathRewrite": {}}}',
    ),
    (
        "vue.config.js",
        "f({ devServer: { proxy: { '^/a/': { ...s, target, pathRewirte: p } } } });",
        "f({ devServer: { proxy: { '^/a/': { ...s, target, pathRewrite: p } } } });",
    ),
    ("proxy.conf.json", '{"/a": {"target": "http://localhost", "headers": {"Auth": "x"}}}', None),
    ("package.json", '{"proxy": {"changeorigin": true}}', None),
    (
        "proxy.conf.js",
        "module.exports = [{ context: ['/a'], target: 'http://localhost', changeorigin: true }];",
        "module.exports = [{ context: ['/a'], target: 'http://localhost', changeOrigin: true }];",
    ),
    # Those of version 3.
    (
        "webpack.config.js",
        "f({ devServer: { before: (app) => { app.use(log); } } });",
        ("f({ devServer: { setupMiddlewares: (middlewares, { app }) => "
        "{ app.use(log); return middlewares; } } });"),
    ),
    (
        "webpack.config.js",
        "f({ devServer: { before: server => {} } });",
        ("f({ devServer: { setupMiddlewares: (middlewares, { app: server }) => "
        "{return middlewares; } } });"),
    ),
    ("webpack.config.js", "f({ devServer: { before: made } });", None),
    ("webpack.config.js", "f({ devServer: { client: made, overlay: true } });", None),
    # A star for all that is served.
    (
        "vite.config.js",
        "export default { server: { headers: { 'Access-Control-Allow-Origin': '*' }, port: 1 } };",
        "export default { server: { port: 1 } };",
    ),
    (
        "vite.config.js",
        "export default { server: { headers: { 'access-control-allow-origin': '*', A: 'b' } } };",
        "export default { server: { headers: { A: 'b' } } };",
    ),
    (
        "vite.config.js",
        "export default { server: { headers: { 'Access-Control-Allow-Origin': 'http://a' } } };",
        None,
    ),
    # What pages send.
    (
        "page.js",
        "new HttpHeaders({ 'Access-Control-Allow-Origin': '*', A: 'b' });",
        "new HttpHeaders({ A: 'b' });",
    ),
    ("page.js", "const HttpHeaders = 'Access-Control-Allow-Origin'; new HttpHeaders();", None),
    ("page.js", "fetch('/a', { headers: new Headers({ 'access-control-max-age': '1' }) });",
     "fetch('/a', { headers: new Headers({ }) });"),
    ("page.js", "fetch('/a', { headers: new Headers() }); // cors", None),
    ("page.js", "const a = new Headers(); a.set('cors', '1'); fetch('/', { headers: a });", None),
    ("page.js", "fetch(`${'http://localhost:1/a'}?q=1`);", "fetch(`${'/a'}?q=1`);"),
    ("page.js", "fetch(`${}http://localhost:1/a`);", None),
    ("page.js", "fetch('http://localhost:8080/https://x.example/');", None),
    # Proxies of others.
    (
        "page.js",
        "fetch('https://corsproxy.io/?' + url);",
        "fetch('' + url);",
    ),
    ("page.js", "fetch('https://corsproxy.io/?' + encodeURIComponent(url));", "fetch(url);"),
    # The browser's security.
    ("run.js", "run('--disable-web-security', other);", None),
    ("run.js", "run(args('--disable-web-security'));", None),
    ("run.js", "const flag = '--disable-web-security=1';", None),
    ("run.js", "say('chrome --disable-web-security x');", "say('chrome x');"),
    ("run.sh", "FLAGS=--disable-web-security\n", None),
    ("run.sh", "cypress run --config chromeWebSecurity=false\n", None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), FILES)
def test_it_is_mended_where_a_tool_can(name: str, before: str, after: str | None) -> None:
    assert mended(name, before) == (after or before)


HANDLER = """\
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
%s  next();
});
"""


@pytest.mark.parametrize(
    "inside",
    [
        # It turns away what is no preflight, or what is: either way they are apart already.
        (
            "  if (req.method !== 'OPTIONS') return next();\n"
            "  res.header('Access-Control-Max-Age', '1');\n"
        ),
        # In two places, on one line, over several: people look.
        (
            "  if (a) { res.header('Access-Control-Max-Age', '1'); }\n"
            "  res.header('Access-Control-Allow-Headers', 'a');\n"
            "  if (req.headers['access-control-request-method']) { res.end(); }\n"
        ),
        (
            "  a(); res.header('Access-Control-Max-Age', '1');\n"
            "  if (req.headers['access-control-request-method']) { res.end(); }\n"
        ),
    ],
)
def test_headers_of_preflights_stay_where_moving_them_takes_a_look(inside: str) -> None:
    assert mended("app.js", HANDLER % inside) == HANDLER % inside


def test_methods_of_the_policy_are_listed_in_every_language() -> None:
    told = ("GET", "PUT", "PATCH")
    for name, text in (
        ("app.js", "set('Access-Control-Allow-Methods', 'GET, PUT%s');"),
        (
            "app.py",
            'A = {"access-control-allow-methods": "PUT%s", "access-control-max-age": 1}\n',
        ),
        ("main.go", 'package a\n\nvar a = f("access-control-allow-methods", `PUT%s`)\n'),
    ):
        assert mended(name, text % "", methods=told) == text % ", PATCH"
        assert mended(name, text % "") == text % ""


FLASK = """\
from flask import Flask, request
from flask_cors import CORS

app = Flask(__name__)


@app.after_request
def vary(response):
    response.vary.add("Origin")
    return response


%s
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CORS(app)", None),
        ('CORS(app, origins="*")', None),
        ("CORS(app, **options)", None),
        ("CORS(origins=names)", "CORS(origins=names, max_age=7200, always_send=False)"),
        (
            'app.config["CORS_MAX_AGE"] = 1\nCORS(None, origins=names)',
            'app.config["CORS_MAX_AGE"] = 1\nCORS(None, origins=names, always_send=False)',
        ),
        (
            (
                "@app.before_request\ndef first():\n    return answer(OPTIONS)\n\n\n"
                "CORS(app, origins=names, max_age=1, always_send=False)"
            ),
            None,
        ),
        ("@app.before_request\ndef first():\n    return None\n\n\nlog(app)", None),
        ("@app.after_request\ndef second(answer):\n    return answer", None),
    ],
)
def test_flask_is_told_what_it_leaves_out(before: str, after: str | None) -> None:
    assert mended("app.py", FLASK % before) == FLASK % (after or before)


DJANGO = """\
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "x.CsrfViewMiddleware"]
CORS_ALLOWED_ORIGINS = ORIGINS
CORS_ALLOW_HEADERS = %s
CORS_ALLOW_CREDENTIALS = %s
"""


@pytest.mark.parametrize(
    ("headers", "held", "after"),
    [
        ('["x-a"]', "False", None),
        ("NAMES", "True", None),
        ("[]", "True", None),
        ('["x-a", *MORE]', "True", None),
        ('["X-CSRFToken"]', "True", None),
        ("('x-a',)", "True", "('x-a', 'x-csrftoken',)"),
        ('[\n    "x-a",\n]', "True", '[\n    "x-a",\n    "x-csrftoken",\n]'),
    ],
)
def test_django_lets_the_token_through(headers: str, held: str, after: str | None) -> None:
    assert mended("settings.py", DJANGO % (headers, held)) == DJANGO % (after or headers, held)
