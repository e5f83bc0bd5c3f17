"""What development servers proxy: entries of Vite, webpack, Vue CLI and http-proxy-middleware."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.script.calls import (
    alternatives,
    calls,
    key_of,
    pair_of,
    resolved,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax


class Tool(Enum):
    """Whose proxy it is, by the file's name: how it is told of answers differs."""

    VITE = re.compile(r"(?:^|[/\\])vite[\w.-]*\.[cm]?[jt]s$")
    WEBPACK = re.compile(r"(?:^|[/\\])webpack[\w.-]*\.[cm]?[jt]s$")
    VUE = re.compile(r"(?:^|[/\\])(?:vue|craco)\.config\.[cm]?[jt]s$")
    CRA = re.compile(r"(?:^|[/\\])setupProxy\.[cm]?[jt]s$")


#: Functions that make a proxy of http-proxy-middleware; they may be asked of the module.
MAKERS: Final = re.compile(r"(?:\w+\.)?(?:legacyC|c)reateProxyMiddleware")
#: What makes one is called otherwise where the file says so.
_RENAMED: Final = re.compile(
    r"createProxyMiddleware(?:\s*:\s*|\s+as\s+)(\w+)|"
    r"(?:import\s+|(?:const|let|var)\s+)(\w+)\s*(?:from\s*|=\s*require\(\s*)"
    r"['\"]http-proxy-middleware['\"]"
)
_SERVERS: Final = {
    Tool.VITE: ("server", "preview"),
    Tool.WEBPACK: ("devServer",),
    Tool.VUE: ("devServer",),
}
_OF_SERVER: Final = re.compile(r"(?:.*\.)?(server|preview|devServer)\.proxy")
_TARGETS: Final = re.compile(r"(?:process\.env|import\.meta\.env|env)\.\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is proxied.

    `key` is what says which paths, if that is written out: a string, or a list of strings. `value`
    is an object of options, or else the target alone. `server` is the object of the development
    server that it is in.
    """

    tool: Tool
    at: Node
    key: Node | None
    value: Node
    server: Node | None = None

    @property
    def options(self) -> Node | None:
        """The object of its options, where it has one."""
        return self.value if self.value.type == "object" else None

    def says(self, tree: Syntax, *names: str) -> bool:
        """Whether one of these options is there, or may be: what is spread can't be seen."""
        if self.options is None:
            return False
        spread = any(x.type == "spread_element" for x in self.options.named_children)
        named = value_of(tree, self.options, *names) or method_of(tree, self.options, *names)
        return spread or named is not None

    def target(self, tree: Syntax) -> str:
        """Give the target as it is written, without quotes."""
        node = self.value if self.options is None else value_of(tree, self.options, "target")
        return tree.text(node).strip("'\"`") if node is not None else ""

    def answers_http(self, tree: Syntax) -> bool:
        """Whether it is for more than WebSockets."""
        return re.match(r"wss?:", self.target(tree)) is None


def tool_of(tree: Syntax) -> Tool | None:
    """Tell whose configuration a file is."""
    return next((each for each in Tool if each.value.search(tree.source.name)), None)


def method_of(tree: Syntax, node: Node, *names: str) -> Node | None:
    """Give an object's member that is written as a method."""
    for each in node.named_children:
        name = each.child_by_field_name("name") if each.type == "method_definition" else None
        if name is not None and tree.text(name) in names:
            return each
    return None


def servers(tree: Syntax, tool: Tool) -> Iterator[Node]:
    """Give the objects of development servers, each once."""
    seen: set[int] = set()
    for pair in tree.nodes("pair"):
        if key_of(tree, pair) in _SERVERS.get(tool, ()):
            value = pair.child_by_field_name("value")
            node = resolved(tree, value) if value is not None else None
            if node is not None and node.type == "object" and node.id not in seen:
                seen.add(node.id)
                yield node


def entries(tree: Syntax) -> Iterator[Entry]:
    """Give what a file proxies, each entry once; what can't be seen through is left out."""
    tool = tool_of(tree)
    if tool is Tool.CRA:
        yield from _mounted(tree)
    elif tool is not None:
        seen: set[int] = set()
        found = [each for server in servers(tree, tool) for each in _of_server(tree, tool, server)]
        for each in (*found, *_assigned(tree, tool)):
            if each.value.id not in seen:
                seen.add(each.value.id)
                yield each


def _assigned(tree: Syntax, tool: Tool) -> Iterator[Entry]:
    """Give what is put into a configuration later: `config.server.proxy = { … }`."""
    for node in tree.nodes("assignment_expression"):
        left, right = (node.child_by_field_name(x) for x in ("left", "right"))
        match = _OF_SERVER.fullmatch(tree.head(left)) if left is not None else None
        if match and right is not None and match[1] in _SERVERS.get(tool, ()):
            for each in alternatives(tree, right):
                yield from _proxied(tree, tool, each, None)


def _of_server(tree: Syntax, tool: Tool, server: Node) -> Iterator[Entry]:
    proxy = value_of(tree, server, "proxy")
    for each in alternatives(tree, proxy) if proxy is not None else ():
        yield from _proxied(tree, tool, each, server)


def _proxied(tree: Syntax, tool: Tool, proxy: Node, server: Node | None) -> Iterator[Entry]:
    """Give what stands in a value of `proxy`: a list, one target, or targets by their paths."""
    if proxy.type == "array" and tool is Tool.WEBPACK:
        for each in proxy.named_children:
            if each.type == "object":
                key = pair_of(tree, each, "context")
                named = key.child_by_field_name("value") if key else None
                yield Entry(tool, named or each, named, each, server)
    elif proxy.type == "string" and tool is Tool.VUE:
        yield Entry(tool, proxy, None, proxy, server)
    elif proxy.type == "object" and (tool is not Tool.WEBPACK or takes_object(tree)):
        for pair in proxy.named_children:
            if pair.type == "spread_element" and pair.named_children:
                yield from _spread(tree, tool, pair.named_children[0], server)
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            made = resolved(tree, value) if value is not None else None
            if key is not None and made is not None and _is_entry(tree, made):
                yield Entry(tool, key, key, made, server)


def _spread(tree: Syntax, tool: Tool, node: Node, server: Node | None) -> Iterator[Entry]:
    for each in alternatives(tree, node):
        if each.type == "object":
            yield from _proxied(tree, tool, each, server)


def takes_object(tree: Syntax) -> bool:
    """Whether webpack's server is known to be one that takes its proxies as an object."""
    return tree.source.older("webpack-dev-server", 5)


def _is_entry(tree: Syntax, node: Node) -> bool:
    told = node.type in {"object", "string", "template_string"}
    return told or _TARGETS.fullmatch(tree.text(node)) is not None


def makers(tree: Syntax) -> Iterator[Call]:
    """Give the calls that make proxies of http-proxy-middleware."""
    text = tree.source.text
    renamed = {name for match in _RENAMED.finditer(text) for name in match.groups()}
    if "http-proxy-middleware" in text or tool_of(tree) is Tool.CRA:
        renamed.add("proxy")
    for call in calls(tree):
        if call.arguments and (MAKERS.fullmatch(call.name) or call.name in renamed):
            yield call


def _mounted(tree: Syntax) -> Iterator[Entry]:
    for call in makers(tree):
        options = resolved(tree, call.arguments[-1])
        if options.type == "object":
            key = value_of(tree, options, "pathFilter")
            callee = call.node.child_by_field_name("function") or call.node
            yield Entry(Tool.CRA, callee, key, options)


def paths_of(tree: Syntax, key: Node | None) -> list[str]:
    """Give the paths that a key names, a list or one alone; none where one is worked out."""
    if key is None:
        return []
    several = key.named_children if key.type == "array" else [key]
    if key.type == "property_identifier":
        return [tree.text(key)]
    found = [literal(tree, each) for each in several if each.type != "comment"]
    return [each for each in found if each is not None] if None not in found else []
