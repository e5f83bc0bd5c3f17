"""What pages ask for, in the forms in which applications have it: before and after `--fix`."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.defects.syntax import Syntax

CODES = {"CORS280", "CORS281", "CORS282", "CORS284", "CORS295"}


def source(name: str, text: str) -> Source:
    kind = kind_of(name, text)
    assert kind is not None
    return Source(name, text, kind)


def found(name: str, text: str) -> str:
    return " ".join(each.code for each in examine(source(name, text)))


def mended(name: str, text: str) -> str:
    once = mend(source(name, text), examine, unsafe=True).source
    assert mend(once, examine, unsafe=True).source.text == once.text
    assert not Syntax(once).root.has_error
    return once.text


ALLOW = "'Access-Control-Allow-Origin'"
ANGULAR = "import { Injectable } from '@angular/core';\n"
#: Headers that a request gets, and the same without those of an answer.
REQUESTS = (
    (f"const h = new HttpHeaders().set({ALLOW}, '*');", "const h = new HttpHeaders();"),
    (
        f"const h = new HttpHeaders().append({ALLOW}, '*').set('Accept', 'a');",
        "const h = new HttpHeaders().set('Accept', 'a');",
    ),
    (
        f"{ANGULAR}const h = new Headers();\nh.set({ALLOW}, o);\n",
        f"{ANGULAR}const h = new Headers();\n",
    ),
    (
        f"axios\n  .get(u, {{ headers: {{ {ALLOW}: '*', a }} }});",
        "axios\n  .get(u, { headers: { a } });",
    ),
    (
        f"const o = {{ headers: {{ {ALLOW}: '*', a }} }};\nthis.httpClient.get(u, o);",
        "const o = { headers: { a } };\nthis.httpClient.get(u, o);",
    ),
    (
        f"fetchBaseQuery({{ headers: {{ {ALLOW}: '*', a }} }});",
        "fetchBaseQuery({ headers: { a } });",
    ),
    (f"$http({{ headers: {{ {ALLOW}: '*', a }} }});", "$http({ headers: { a } });"),
)


@pytest.mark.parametrize(("text", "after"), REQUESTS)
def test_a_request_keeps_its_own_headers_alone(text: str, after: str) -> None:
    assert found("a.ts", text) == "CORS281"
    assert mended("a.ts", text) == after


@pytest.mark.parametrize(
    "text",
    [
        f"const h = new Headers();\nh.set({ALLOW}, o);\nexport {{ h }};",
        f"{ANGULAR}const h = new HttpHeaders().get({ALLOW});",
        f"{ANGULAR}const h = new HttpHeaders().set; // {ALLOW}",
        f"{ANGULAR}const h = new HttpHeaders().set('Accept', {ALLOW});",
        f"{ANGULAR}const h = new Headers();\nconst i = h.set({ALLOW}, o);",
        f"route.fulfill({{ headers: {{ {ALLOW}: '*', 'Access-Control-Allow-Methods': 'PUT' }} }});",
        f"expect(headers).toEqual({{ {ALLOW}: 'https://a.example' }});",
        "fetch(u, { headers: made() });",
    ],
)
def test_what_is_no_request_or_says_nothing_wrong_is_left(text: str) -> None:
    assert "CORS281" not in found("a.ts", text)
    assert "CORS298" not in found("a.ts", text)


def test_a_page_keeps_headers_for_requests_alone() -> None:
    page = "<script>\nexport default { data: () => ({ o: { headers: { %s } } }) };\n</script>\n"
    assert mended("a.vue", page % f"{ALLOW}: '*', a: 1") == page % "a: 1"
    told = "<script>\nexport default { data() { return { headers: { %s } }; } };\n</script>\n"
    assert mended("a.vue", told % f"{ALLOW}: '*', a: 1") == told % "a: 1"
    answered = f"<script>\nrespond({{ headers: {{ {ALLOW}: '*' }} }});\n</script>\n"
    assert "CORS281" not in found("a.vue", answered)
    shared = "<script>\nconst o = Object.freeze({ headers: { %s } });\n</script>\n"
    assert mended("a.vue", shared % f"{ALLOW}: '*', a: 1") == shared % "a: 1"


@pytest.mark.parametrize(
    "text",
    [
        "await fetch(u, { method: 'POST', mode: 'no-cors' });",
        "fetch(u, { mode: 'no-cors' });",
        "void fetch(u, { mode: 'no-cors' });",
        "fetch(u, { mode: 'no-cors' }).then(() => done()).catch((e) => log(e));",
        "fetch(u, { mode: 'no-cors' }).finally(stop);",
        "fetch(u, { mode: 'no-cors', headers: { 'Content-Type': 'text/plain;charset=utf-8' } });",
    ],
)
def test_an_answer_that_nobody_reads_may_be_opaque(text: str) -> None:
    assert found("a.js", text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "const r = await fetch(u, { mode: 'no-cors', a });",
        "fetch(u, { mode: 'no-cors', a }).then((r) => r.json());",
        "fetch(u, { mode: 'no-cors', a }).then(read);",
        "fetch(u, { mode: 'no-cors', a }).then();",
        "fetch(u, { mode: 'no-cors', a }).json;",
        "fetch(u, { mode: 'no-cors', a }).json();",
        "const o = { mode: 'no-cors', a };",
        "fetch(u, { mode: 'no-cors', method: 'PUT' });",
        "fetch(u, { mode: 'no-cors', method: 'POST', headers });",
        "fetch(u, { mode: 'no-cors', headers: { 'Content-Type': 'application/json' } });",
        "const f = () => fetch(u, { mode: 'no-cors', a });",
        "fetch(new Request(u, { mode: 'no-cors', a }));",
    ],
)
def test_an_answer_that_may_be_read_may_not(text: str) -> None:
    assert mended("a.js", text) == text.replace("mode: 'no-cors', ", "")


OPEN = "https://corsproxy.io/?"
PROXIES = (
    (f"p = `{OPEN}${{encodeURIComponent(url)}}`;", "p = url;"),
    (f"p = '{OPEN}' + encodeURIComponent(url);", "p = url;"),
    (f"p = '{OPEN}url=' + encodeURI(`${{a}}/b`);", "p = `${a}/b`;"),
    (f"p = '{OPEN}' + url;", "p = '' + url;"),
    # Somebody has to look: an answer inside of another, one of several ways, more than one part.
    ("p = `https://api.allorigins.win/get?url=${encodeURIComponent(url)}`;", None),
    (f"p = [(u) => `{OPEN}${{encodeURIComponent(u)}}`];", None),
    (f"p = '{OPEN}' + encodeURIComponent(url) + '&a';", None),
    (f"p = `{OPEN}${{encodeURIComponent(url)}}&a`;", None),
    (f"p = '{OPEN}' + encodeURIComponent(a, b);", None),
    (f"p = '{OPEN}'; q = p + encodeURIComponent(a);", None),
)


@pytest.mark.parametrize(("text", "after"), PROXIES)
def test_what_a_public_proxy_was_to_ask_is_asked(text: str, after: str | None) -> None:
    assert found("a.js", text) == "CORS282"
    assert mended("a.js", text) == (text if after is None else after)


HERE = "http://localhost:5000"
ADDRESSES = (
    (f"axios\n  .post('{HERE}/a');", "axios\n  .post('/a');"),
    (f"const s = io('{HERE}');", "const s = io('/');"),
    (f"const s = io('{HERE}/chat', {{ a }});", "const s = io('/chat', { a });"),
    (f"new EventSource('{HERE}/a');", "new EventSource('/a');"),
    (f"axios.defaults.baseURL = '{HERE}';", "axios.defaults.baseURL = '';"),
    (f"const o = {{ url: '{HERE}/a' }};\naxios(o);", "const o = { url: '/a' };\naxios(o);"),
    # A path alone is no address for what else is made of it.
    (f"const A = '{HERE}';\nfetch(A + '/a');\nconst s = io(A);", None),
    (f"const A = '{HERE}';\nfetch(new URL('/b', A));\nfetch(`${{A}}/a`);", None),
)


@pytest.mark.parametrize(("text", "after"), ADDRESSES)
def test_a_page_asks_by_the_path(text: str, after: str | None) -> None:
    assert found("a.js", text) == "CORS284"
    assert mended("a.js", text) == (text if after is None else after)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.js", f"const axios = require('axios');\naxios.get('{HERE}/a');"),
        ("a.js", f"#!/usr/bin/env node\nfetch('{HERE}/a');"),
        ("a.js", f"import fs from 'fs';\nfetch('{HERE}/a');"),
        ("a.ts", f"'use server';\nfetch('{HERE}/a');"),
        ("test-a.js", f"fetch('{HERE}/a');"),
        ("pages/api/a.ts", f"fetch('{HERE}/a');"),
        ("src/app/a/route.ts", f"fetch('{HERE}/a');"),
        ("src/app/a/page.tsx", f"fetch('{HERE}/a');"),
        ("pages/a.jsx", f"export async function getStaticProps() {{ fetch('{HERE}/a'); }}"),
        ("pages/a.jsx", f"export const getServerSideProps = async () => fetch('{HERE}/a');"),
    ],
)
def test_what_runs_in_a_server_or_a_script_needs_the_address(name: str, text: str) -> None:
    assert found(name, text) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.js", f"window.axios = require('axios');\naxios.get('{HERE}/a');"),
        ("src/app/a/page.tsx", f"'use client';\nfetch('{HERE}/a');"),
        ("pages/a.jsx", f"const load = () => fetch('{HERE}/a');"),
    ],
)
def test_what_runs_in_a_page_does_not(name: str, text: str) -> None:
    assert found(name, text) == "CORS284"


REWRITES = "module.exports = { rewrites: () => [{ source: '/api/:path*', destination: %s }] };"


@pytest.mark.parametrize("sign", ["||", "??"])
def test_a_setting_with_this_machine_behind_it_leads_there_in_development(sign: str) -> None:
    text = REWRITES % f"`${{process.env.API {sign} '{HERE}'}}/api/:path*`"
    assert found("next.config.js", text) == "CORS295"
    assert mended("next.config.js", text) == text


def test_a_constant_is_where_a_rewrite_leads() -> None:
    text = f"const API = '{HERE}/';\n" + REWRITES % "`${API}/api/:path*`"
    assert "rewrites: () => [] }" in mended("next.config.js", text)


@pytest.mark.parametrize(
    "to",
    [
        "`${process.env.API}/api/:path*`",
        "`http://${HOST}/api/:path*`",
        "`${SCHEME}${HOST}/api/:path*`",
        "`${process.env.API || 'https://api.example'}/:path*`",
    ],
)
def test_a_rewrite_to_what_is_not_known_is_not_blamed(to: str) -> None:
    assert found("next.config.js", REWRITES % to) == ""


EJECTED = """\
module.exports = function (proxy, allowedHost) {
  return {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': '*',
    },
    proxy,
  };
};
"""


def test_the_server_of_an_ejected_react_app_is_one() -> None:
    name = "config/webpackDevServer.config.js"
    assert found(name, EJECTED) == "CORS262"
    assert "Access-Control" not in mended(name, EJECTED)


@pytest.mark.parametrize("line", ["cors: true, // any", "cors: true, /* any */", "cors: true,"])
def test_what_is_said_of_a_member_goes_with_it(line: str) -> None:
    text = "export default {\n  server: {\n%s    port: 3, // ours\n  },\n};\n"
    assert mended("vite.config.js", text % f"    {line}\n") == text % ""


def test_a_setter_over_lines_is_read() -> None:
    text = (
        "config\n  .resolve.alias\n  .set('@', at);\nf({ 'Access-Control-Allow-Origin': '*' });\n"
    )
    assert mended("a.js", text) == text
