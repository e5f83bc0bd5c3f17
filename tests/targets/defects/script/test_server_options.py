"""Forms of CORS in servers' code that one example on a page can't show."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

EXPRESS = "const express = require('express');\n"
LISTED = "(o, cb) => cb(null, allowed.includes(o))"
BELOW = r"/^https:\/\/(?:[a-z0-9-]+\.)*a\.example$/.test(origin)"


def mended(text: str, *origins: str) -> str:
    return mend(Source("a.ts", text, Kind.TYPESCRIPT, origins), examine, unsafe=True).source.text


@pytest.mark.parametrize(
    ("pasted", "better"),
    [
        ("origin.indexOf('a.example') !== -1", BELOW),
        ("origin.indexOf('a.example') === -1", f"!{BELOW}"),
        ("origin.indexOf('https://a.example') === 0", "origin === 'https://a.example'"),
        ("origin.indexOf('a.example')", "origin.indexOf('a.example')"),
        (
            "origin.match(/a\\.example$/)",
            "origin.match(/^https?:\\/\\/(?:[a-z0-9-]+\\.)*a\\.example$/)",
        ),
        ("ORIGINS.some((x) => origin.startsWith(x))", "ORIGINS.includes(origin)"),
        ("ORIGINS.some((x) => x.includes(origin))", "ORIGINS.includes(origin)"),
        ("others.some((x) => f(x))", "others.some((x) => f(x))"),
        ("process.env.ALLOWED.includes(origin)", "process.env.ALLOWED.split(',').includes(origin)"),
        ("/a/.exec(origin)", "/a/.exec(origin)"),
        ("origin.startsWith('http://localhost:')", "origin.startsWith('http://localhost:')"),
    ],
)
def test_an_origin_is_compared_whole(pasted: str, better: str) -> None:
    assert mended(f"const f = (origin) => {pasted};\n") == f"const f = (origin) => {better};\n"


APART = "app.options(/a/, cors());\napp.use(cors({ origin: 'https://a', credentials: true }));\n"


@pytest.mark.parametrize(
    ("pasted", "better"),
    [
        (
            f"export const options = {{ origin: {LISTED}, credentials: true }};\n",
            "export const options = { origin: allowed, credentials: true };\n",
        ),
        (
            (
                "export const options = { origin(o, cb) { cb(null, l.indexOf(o) > -1) }, "
                "credentials: true };\n"
            ),
            "export const options = { origin: l, credentials: true };\n",
        ),
        (
            f"app.enableCors({{ origin: {LISTED} }});\n",
            (
                "app.use((_req: unknown, res: { vary(name: string): void }, next: () => void) => {\n"  # noqa: E501 - one line as it is written
                f"  res.vary('Origin');\n  next();\n}});\napp.enableCors({{ origin: {LISTED} }});\n"
            ),
        ),
        (
            "f(cors({ ...base, credentials: true }));\n",
            "f(cors({ ...base, credentials: true }));\n",
        ),
        (
            APART,
            APART,
        ),
        (
            f"{EXPRESS}app.use('/api', api);\napp.use(cors());\n",
            f"{EXPRESS}app.use(cors());\napp.use('/api', api);\n",
        ),
        (
            f"{EXPRESS}app.use(verifyToken);\napp.use(cors());\n",
            f"{EXPRESS}app.use(cors());\napp.use(verifyToken);\n",
        ),
    ],
)
def test_options_are_mended_in_each_form(pasted: str, better: str) -> None:
    assert mended(pasted) == better


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "import cors from 'hono/cors';\ncors({ origin: (o) => o, credentials: true });\n",
            (
                "origin: (origin) => (/^https:\\/\\/(?:[a-z0-9-]+\\.)+a\\.example$/.test(origin) "
                "? origin : null)"
            ),
        ),
        (
            "import cors from '@koa/cors';\ncors({ credentials: true });\n",
            (
                "origin: (ctx) => (/^https:\\/\\/(?:[a-z0-9-]+\\.)+a\\.example$/"
                ".test(ctx.get('Origin')) ? ctx.get('Origin') : '')"
            ),
        ),
    ],
)
def test_patterns_are_asked_by_functions_where_a_package_takes_no_expression(
    text: str, better: str
) -> None:
    assert better in mended(text, "https://*.a.example")


def test_a_set_is_spread_into_a_list() -> None:
    text = "const ok = new Set(['https://a']);\ncors({ origin: true, credentials: true });\n"
    assert "origin: [...ok]" in mended(text)
