"""Which texts reach a person: every string that can flow into a `Text` or a label.

From the places where a `Text` is made, the template is followed back: through names, tables,
conditions and calls, to where it is written. A template that can't be followed is trouble, and
whoever wrote it writes it so that it can be: a translation that is never looked up helps nobody.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tools.catalogue.parts import Message
from tools.catalogue.source import AT, EACH, called, constructor, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.catalogue.source import Module, Path, Scope, Source

_HOLE: Final = re.compile(r"\{[^{}]*\}")
#: A name that is bound to a part of itself leads ever deeper.
_DEEPEST: Final = 6
_CLAUSE: Final = re.compile(r"[a-z0-9-]+#\S+")

#: Where flows end: what is called, and the parameter that takes the template.
SINKS: Final = (
    ("corsac.core.findings.Text", "template"),
    ("corsac.core.findings.Text.of", "template"),
    ("*.label", "template"),
    ("corsac.core.findings.Rule", "title"),
)
#: Calls that give back what they are given.
_THROUGH: Final = frozenset(
    "dict filter frozenset iter list next reversed set sorted tuple zip".split()
)
#: Methods of tables and texts that give what is in them.
_INSIDE: Final = frozenset("get items pop values removeprefix removesuffix".split())


@dataclass(frozen=True, slots=True)
class Trouble:
    """A template that can't be followed to where it is written."""

    file: str
    line: int
    expression: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: can't be followed: {self.expression}"


@dataclass(slots=True)
class Flow:
    """What was found."""

    source: Source
    messages: dict[Message, None] = field(default_factory=dict[Message, None])
    troubles: dict[Trouble, None] = field(default_factory=dict[Trouble, None])
    _done: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    _todo: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    _places: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    _seen: set[tuple[int, Path]] = field(default_factory=set)

    def run(self, sinks: Iterable[tuple[str, str]] = SINKS) -> Flow:
        """Follow everything that flows into these."""
        self._todo += sinks
        while self._todo:
            sink = self._todo.pop()
            if sink not in self._done:
                self._done.add(sink)
                self._into(*sink)
        return self

    def _into(self, key: str, parameter: str) -> None:
        place = self._place(key, parameter)
        for call in self.source.calls.get(key, ()):
            node = call.node
            found = [each.value for each in node.keywords if each.arg == parameter]
            if not found and place is not None and len(node.args) > place:
                before = node.args[: place + 1]
                if any(isinstance(each, ast.Starred) for each in before):
                    self._trouble(node, call.scope)
                    continue
                found = [before[-1]]
            for each in found:
                self._follow(each, call.scope)

    def _place(self, key: str, parameter: str) -> int | None:
        """Find at which position a parameter is given."""
        if (key, parameter) in self._places:
            return self._places[key, parameter]
        made = self.source.class_of(key)
        if made is not None:
            names = constructor(made[1])
        else:
            names = next(
                (each.parameters for each in self.source.function(key)
                 if parameter in each.parameters),
                ["template"],
            )  # fmt: skip
        return names.index(parameter) if parameter in names else None

    def _follow(self, node: ast.expr, scope: Scope, path: Path = ()) -> None:  # noqa: C901, PLR0912 - one case for each kind of expression
        if (id(node), path) in self._seen or len(path) > _DEEPEST:
            return
        self._seen.add((id(node), path))
        match node:
            case ast.Constant(value=str(text)):
                self._say(text, scope.module, node.lineno)
            case ast.Constant():
                pass
            case ast.Name(id=name):
                self._name(name, node, scope, path)
            case ast.Attribute():
                self._attribute(node, scope, path)
            case ast.Subscript(value=value, slice=ast.Constant(value=int(number))):
                self._follow(value, scope, (number, *path))
            case ast.Subscript(value=value):
                self._follow(value, scope, (AT, *path))
            case ast.Dict(keys=keys, values=values):
                chosen = [key for key in keys if key] if path[:1] == (EACH,) else values
                self._all(chosen, scope, path[1:])
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                self._parts(parts, scope, path)
            case ast.Starred(value=value):
                self._follow(value, scope, (EACH, *path))
            case ast.NamedExpr(value=value):
                self._follow(value, scope, path)
            case ast.IfExp(body=first, orelse=second):
                self._all([first, second], scope, path)
            case ast.BoolOp(values=values):
                self._all(values, scope, path)
            case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.DictComp(value=inner):
                self._follow(inner, scope, path[1:])
            case ast.Call():
                self._call(node, scope, path)
            case _:
                self._trouble(node, scope)

    def _all(self, nodes: Iterable[ast.expr], scope: Scope, path: Path) -> None:
        for each in nodes:
            self._follow(each, scope, path)

    def _parts(self, parts: list[ast.expr], scope: Scope, path: Path) -> None:
        """Follow the part of a tuple that the path names, else all parts."""
        number = path[0] if path else EACH
        chosen = parts if number < 0 or number >= len(parts) else [parts[number]]
        self._all(chosen, scope, path[1:])

    def _name(self, name: str, node: ast.expr, scope: Scope, path: Path) -> None:
        at: Scope | None = scope
        while at is not None:
            if at.function is not None and name in at.parameters:
                self._parameter(name, at)
                return
            if name in at.bindings:
                for value, inner in at.bindings[name]:
                    self._follow(value, at, (*inner, *path))
                return
            at = at.outer
        self._elsewhere(meaning(name, scope.module), node, scope, path)

    def _parameter(self, name: str, scope: Scope) -> None:
        """Let what callers give for a parameter flow on."""
        function = scope.function
        assert function is not None  # noqa: S101 - it has parameters
        module = scope.module
        key = next(each for each, at in module.functions.items() if at is scope)
        if key.endswith(".__init__"):
            self._todo.append((f"{module.name}.{key.removesuffix('.__init__')}", name))
        self._todo.append((f"{module.name}.{key}", name))
        if "." in key and not key.endswith(".__init__"):
            self._todo.append((f"*.{function.name}", name))
            self._places[f"*.{function.name}", name] = scope.parameters.index(name)
        given = function.args
        plain = [*given.posonlyargs, *given.args]
        pairs = [
            *zip(plain[len(plain) - len(given.defaults) :], given.defaults, strict=True),
            *zip(given.kwonlyargs, given.kw_defaults, strict=True),
        ]
        for argument, default in pairs:
            if argument.arg == name and default is not None:
                self._follow(default, module.scope)

    def _attribute(self, node: ast.Attribute, scope: Scope, path: Path) -> None:
        if isinstance(node.value, ast.Name):
            module = self.source.modules.get(meaning(node.value.id, scope.module))
            if module is not None:
                self._elsewhere(f"{module.name}.{node.attr}", node, scope, path)
                return
        if node.attr in {"template", "value", "name"}:
            return  # of a Text, which was followed itself; of an enum, which is no sentence
        classes = self.source.fields.get(node.attr, [])
        texts = self.source.texts.get(node.attr, [])
        if any(self._is_near(key, scope.module) for key in texts) or (texts and not classes):
            return  # a Text as well
        package = ".".join(scope.module.name.split(".")[:2]) + "."
        near = [key for key in classes if self._is_near(key, scope.module)]
        inside = [key for key in classes if key.startswith(package)]
        for key in near or inside or classes:
            self._todo.append((key, node.attr))
        if not classes:
            self._trouble(node, scope)

    def _is_near(self, key: str, module: Module) -> bool:
        return key in module.imports.values() or key.rpartition(".")[0] == module.name

    def _elsewhere(self, key: str, node: ast.expr, scope: Scope, path: Path) -> None:
        """Follow a name at the top of some module."""
        home, _, name = key.rpartition(".")
        module = self.source.modules.get(home)
        if module is None or (name not in module.scope.bindings and name not in module.imports):
            if module is None or name not in module.functions:
                self._trouble(node, scope)
            return
        if name in module.scope.bindings:
            for value, inner in module.scope.bindings[name]:
                self._follow(value, module.scope, (*inner, *path))
        else:
            self._elsewhere(module.imports[name], node, scope, path)

    def _call(self, node: ast.Call, scope: Scope, path: Path) -> None:
        keys = called(node.func, scope)
        name = keys[-1].rpartition(".")[2] if keys else ""
        if isinstance(node.func, ast.Name) and name in _THROUGH:
            self._through(name, node, scope, path)
        elif isinstance(node.func, ast.Attribute) and name in _INSIDE:
            self._inside(name, node.func.value, scope, path)
            self._all(node.args[1:], scope, path)
        elif any(key.startswith("corsac.core.findings.Text") for key in keys):
            pass  # a Text: it is followed where it is made
        else:
            self._returned(keys, node, scope, path)

    def _through(self, name: str, node: ast.Call, scope: Scope, path: Path) -> None:
        if name == "next":
            self._follow(node.args[0], scope, (EACH, *path))
            self._all(node.args[1:], scope, path)
        elif name == "zip" and len(path) > 1:
            self._follow(node.args[path[1]], scope, (EACH, *path[2:]))
        else:
            self._all(node.args[-1:], scope, path)

    def _inside(self, name: str, table: ast.expr, scope: Scope, path: Path) -> None:
        match name:
            case "get" | "pop":
                self._follow(table, scope, (AT, *path))
            case "values":
                self._follow(table, scope, (AT, *path[1:]))
            case "items":
                self._follow(table, scope, (EACH if path[1:2] == (0,) else AT, *path[2:]))
            case _:
                self._follow(table, scope, path)

    def _returned(self, keys: list[str], node: ast.Call, scope: Scope, path: Path) -> None:
        found = [self.source.function(key) for key in keys]
        functions = next(filter(None, found), None)
        if functions is None:
            if not any(map(self.source.class_of, keys)):
                self._trouble(node, scope)
            return
        for each in functions:
            assert each.function is not None  # noqa: S101 - that is what was looked for
            for inside in ast.walk(each.function):
                if isinstance(inside, ast.Return) and inside.value is not None:
                    self._follow(inside.value, each, path)

    def _say(self, text: str, module: Module, line: int) -> None:
        words = _HOLE.sub("", text)
        if any(char.isalpha() for char in words) and not _CLAUSE.fullmatch(text):
            self.messages[Message(text, module.file, line=line)] = None

    def _trouble(self, node: ast.AST, scope: Scope) -> None:
        line = getattr(node, "lineno", 0)
        self.troubles[Trouble(scope.module.file, line, ast.unparse(node)[:100])] = None
