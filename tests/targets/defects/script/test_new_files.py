"""Fixes that write a file beside the one that they mend: Create React App's, Next.js's."""

from __future__ import annotations

from dataclasses import replace

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax

PACKAGE = Source(
    "web/package.json",
    '{\n  "proxy": "http://localhost:5000/",\n  "dependencies": { "react-scripts": "5" }\n}\n',
    Kind.PACKAGE,
)
LAST = PACKAGE.text.replace('  "proxy": "http://localhost:5000/",\n', "").replace(
    "}\n}", '},\n  "proxy": "http://localhost:5000"\n}'
)
WITHOUT = '{\n  "dependencies": { "react-scripts": "5" }\n}\n'
NEXT = """\
export default {
  rewrites: async () => [
    { source: '/api/:path*', destination: 'http://localhost:5000/v1/:path*' },
    { source: '/auth/:rest*', destination: 'http://127.0.0.1:6000/auth/:rest*' },
  ],
};
"""


def mended(source: Source) -> Source:
    once = mend(source, examine, unsafe=True).source
    again = mend(replace(once, made={}), examine, unsafe=True)
    assert again.source.text == once.text
    assert again.source.made == {}
    return once


def test_the_proxy_field_becomes_a_file_that_has_no_defect() -> None:
    made = mended(PACKAGE)
    assert made.text == WITHOUT
    ((name, text),) = made.made.items()
    assert name == "web/src/setupProxy.js"
    assert "target: 'http://localhost:5000'," in text
    assert examine(Source(name, text, Kind.JAVASCRIPT)) == ()


def test_a_last_member_goes_with_the_comma_before_it() -> None:
    assert mended(replace(PACKAGE, text=LAST)).text == WITHOUT


def test_a_file_that_is_there_is_left() -> None:
    made = mended(replace(PACKAGE, beside=frozenset({"src/setupProxy.js"})))
    assert (made.text, made.made) == (WITHOUT, {})


def test_rewrites_become_route_handlers() -> None:
    made = mended(Source("next.config.mjs", NEXT, Kind.JAVASCRIPT))
    assert made.text == (
        "export default {\n  skipProxyUrlNormalize: true,\n  rewrites: async () => [\n  ],\n};\n"
    )
    route = "[[...path]]/route.js"
    assert sorted(made.made) == [f"app/api/{route}", f"app/auth/{route}", "proxy.js"]
    first, second = made.made[f"app/api/{route}"], made.made[f"app/auth/{route}"]
    assert 'const TARGET = "http://localhost:5000/v1";' in first
    assert 'const TAKEN = "/api";' in first
    assert 'const TAKEN = "";' in second
    for name, text in made.made.items():
        assert not Syntax(Source(name, text, Kind.JAVASCRIPT)).root.has_error


def test_they_are_where_the_pages_are_and_beside_a_middleware_not_at_all() -> None:
    source = Source("next.config.mjs", NEXT, Kind.JAVASCRIPT, beside=frozenset({"src/app"}))
    assert "src/proxy.js" in mended(source).made
    taken = replace(source, beside=frozenset({"middleware.ts"}))
    assert mended(taken).text == NEXT


def test_what_is_no_plain_rewrite_is_left_to_people() -> None:
    for old, new in (("/:path*'", "/:other*'"), ("/api/:path*'", "/api'"), ("rewrites", "others")):
        text = NEXT.replace(old, new, 1)
        made = mended(Source("next.config.mjs", text, Kind.JAVASCRIPT))
        assert "/api" in made.text
    moved = NEXT.replace("source:", "permanent: true, source:")
    assert examine(Source("next.config.mjs", moved, Kind.JAVASCRIPT)) == ()
    assert examine(Source("routes.mjs", NEXT.replace("rewrites", "x"), Kind.JAVASCRIPT)) == ()
