"""How proxies listen: a member to be added, an edit of what is there, or neither."""

from __future__ import annotations

import pytest

from corsac.targets.defects.script import listeners
from corsac.targets.defects.script.dev_proxy import entries
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax

VITE = "f({ server: { proxy: { '/a/': { target: 'http://x'%s } } } });"
VUE = "f({ devServer: { proxy: { '/a/': { target: 'http://x'%s } } } });"


def listening(name: str, text: str) -> tuple[list[str], list[str]]:
    tree = Syntax(Source(name, text, Kind.JAVASCRIPT))
    (entry,) = entries(tree)
    new, edits = listeners.listening(tree, entry, "proxyRes", "hide")
    return new, [each.text for each in edits]


@pytest.mark.parametrize(
    ("given", "added", "edited"),
    [
        ("", ["configure: (proxy) => proxy.on('proxyRes', hide)"], []),
        (", configure: (p) => p.on('error', log)", [], [".on('proxyRes', hide)"]),
        (", configure(p) { log(p); }", [], [" p.on('proxyRes', hide);"]),
        (", configure: imported", [], []),
        (", configure: (p) => log(p)", [], []),
    ],
)
def test_vite_is_told_in_configure(given: str, added: list[str], edited: list[str]) -> None:
    assert listening("vite.config.js", VITE % given) == (added, edited)


def test_older_proxies_are_told_by_a_name_that_is_free() -> None:
    assert listening("vue.config.js", VUE % "") == (["onProxyRes: hide"], [])
    assert listening("vue.config.js", VUE % ", onProxyRes: log") == ([], [])


def test_what_listens_already_is_given() -> None:
    tree = Syntax(Source("vite.config.js", VITE % ", configure: a, bypass() {}", Kind.JAVASCRIPT))
    (entry,) = entries(tree)
    assert [tree.text(each) for each in listeners.of(tree, entry)] == ["a", "bypass() {}"]
