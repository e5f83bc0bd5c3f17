"""Where JavaScript configures CORS with a package: which calls, and what they do by default."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.script.calls import calls, key_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.source import Source
    from corsac.targets.defects.syntax import Syntax

_DIRECT: Final = frozenset({"cors", "kcors", "koaCors", "expressCors"})
_METHODS: Final = re.compile(r"\w+\.enableCors")
_REGISTER: Final = re.compile(r"\w+\.register")
_KOA: Final = re.compile(r"""["']@koa/cors["']""")


@dataclass(frozen=True, slots=True)
class CorsOptions:
    """The options that a package gets; None for a bare call. `call` is the whole call."""

    call: Node
    node: Node | None
    reflects_by_default: bool

    @property
    def sends_star_by_default(self) -> bool:
        """Whether it allows every origin where none is named; Socket.IO then allows none."""
        return not self.reflects_by_default and self.call.type != "pair"


def listed_origins(source: Source) -> str:
    """Write the origins that the user named as a list; patterns as expressions."""
    parts = [
        f"/{list_of((each,)).replace('/', chr(92) + '/')}/"
        if "*" in each or "{" in each
        else json.dumps(each)
        for each in source.origins
    ]
    return f"[{', '.join(parts)}]"


def cors_options(tree: Syntax) -> Iterator[CorsOptions]:
    """Give the options of express's cors, @koa/cors, @fastify/cors, Hono, NestJS, Socket.IO."""
    for pair in tree.nodes("pair"):
        value = pair.child_by_field_name("value")
        if key_of(tree, pair) == "cors" and value is not None and value.type == "object":
            yield CorsOptions(pair, value, reflects_by_default=False)
    koa = _KOA.search(tree.source.text) is not None
    for call in calls(tree):
        given = list(call.arguments)
        if _REGISTER.fullmatch(call.name):
            if not given or "cors" not in tree.text(given[0]).lower():
                continue
            given = given[1:]
        elif call.name not in _DIRECT and not _METHODS.fullmatch(call.name):
            continue
        node = resolved(tree, given[0]) if given else None
        yield CorsOptions(call.node, node if node and node.type == "object" else None, koa)
