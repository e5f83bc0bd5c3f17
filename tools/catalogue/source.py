"""The source as syntax trees: which name means what, and where each thing is called."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tools.catalogue.parts import ROOT

if TYPE_CHECKING:
    import pathlib

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: How a part of an expression is reached: positions, `EACH` and `AT`.
Path = tuple[int, ...]
#: Any element, as a loop has it: of a table, its keys.
EACH: Final = -1
#: Any element, as an index has it: of a table, its values.
AT: Final = -2


@dataclass(slots=True)
class Scope:
    """A module or a function: what its names are bound to, as (expression, path) pairs.

    The path leads from the expression to the name's part of it: positions in what is unpacked,
    `EACH` where a loop runs over it.
    """

    module: Module
    function: Function | None = None
    outer: Scope | None = None
    method: bool = False
    bindings: dict[str, list[tuple[ast.expr, Path]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def parameters(self) -> list[str]:
        """The function's parameters, without a method's own object."""
        return [] if self.function is None else parameters(self.function, method=self.method)


@dataclass(slots=True)
class Module:
    """A module: its functions and classes by name, and what its imports mean."""

    name: str
    file: str
    tree: ast.Module
    imports: dict[str, str] = field(default_factory=dict[str, str])
    functions: dict[str, Scope] = field(default_factory=dict[str, Scope])
    classes: dict[str, ast.ClassDef] = field(default_factory=dict[str, ast.ClassDef])
    scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self.scope = Scope(self)


@dataclass(frozen=True, slots=True)
class Called:
    """A call, and where it stands."""

    node: ast.Call
    scope: Scope


@dataclass(slots=True)
class Source:
    """All modules of a package, and all calls by what is called."""

    modules: dict[str, Module]
    calls: dict[str, list[Called]] = field(default_factory=lambda: defaultdict(list))
    #: Classes by the name of one of their text fields.
    fields: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: Classes by the name of a field that holds a `Text`.
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def function(self, key: str) -> list[Scope]:
        """Find functions: `module.name`, `module.Class.name`, or `*.name` for any class's."""
        if key.startswith("*."):
            end = key[1:]
            return [
                scope
                for module in self.modules.values()
                for name, scope in module.functions.items()
                if f".{name}".endswith(end) and "." in name
            ]
        found: list[Scope] = []
        for module in self.modules.values():
            if key.startswith(f"{module.name}."):
                scope = module.functions.get(key[len(module.name) + 1 :])
                found += [scope] if scope else []
        return found

    def class_of(self, key: str) -> tuple[Module, ast.ClassDef] | None:
        """Find a class by `module.name`."""
        name, _, last = key.rpartition(".")
        module = self.modules.get(name)
        return (module, module.classes[last]) if module and last in module.classes else None


def parameters(function: Function, *, method: bool) -> list[str]:
    """Name a function's parameters in order; keyword-only ones last."""
    given = function.args
    names = [each.arg for each in (*given.posonlyargs, *given.args)]
    return (names[1:] if method else names) + [each.arg for each in given.kwonlyargs]


def constructor(node: ast.ClassDef) -> list[str]:
    """Name the parameters that make an instance: those of `__init__`, else the fields."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return parameters(each, method=True)
    return [name for name, _ in fields(node)]


def fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    """Give a class's fields with their annotations."""
    return [
        (each.target.id, ast.unparse(each.annotation))
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def read(folder: pathlib.Path) -> Source:
    """Read a package."""
    modules: dict[str, Module] = {}
    for path in sorted(folder.rglob("*.py")):
        if "_generated" in path.as_posix():
            continue
        parts = path.relative_to(folder.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        file = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        modules[name] = Module(name, file, ast.parse(path.read_text("utf-8")))
    source = Source(modules)
    for module in modules.values():
        _Reader(module, source).visit(module.tree)
    for module in modules.values():
        for name, node in module.classes.items():
            for each, annotation in fields(node):
                if annotation in {"str", "str | None"}:
                    source.fields[each].append(f"{module.name}.{name}")
                elif annotation.startswith("Text"):
                    source.texts[each].append(f"{module.name}.{name}")
    return source


class _Reader(ast.NodeVisitor):
    """Notes what a module binds and calls."""

    def __init__(self, module: Module, source: Source) -> None:
        self._module = module
        self._source = source
        self._scope = module.scope
        self._class: list[str] = []

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for each in node.names:
            self._module.imports[each.asname or each.name] = f"{node.module}.{each.name}"

    def visit_Import(self, node: ast.Import) -> None:
        for each in node.names:
            self._module.imports[each.asname or each.name] = each.name

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._module.classes[node.name] = node
        self._class.append(node.name)
        self.generic_visit(node)
        self._class.pop()

    def visit_FunctionDef(self, node: Function) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        static = any(ast.unparse(each) == "staticmethod" for each in node.decorator_list)
        outer = self._scope
        method = bool(self._class) and outer.function is None and not static
        self._scope = Scope(self._module, node, outer, method)
        inside = self._class if outer.function is None else []
        self._module.functions[".".join([*inside[-1:], node.name])] = self._scope
        inner: list[ast.AST | None] = [*node.args.defaults, *node.args.kw_defaults, *node.body]
        for each in filter(None, inner):
            self.visit(each)
        self._scope = outer

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._bind(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self._loop(node.target, node.iter)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._loop(node.target, node.iter)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        for key in self._own(node.func) or called(node.func, self._scope):
            self._source.calls[key].append(Called(node, self._scope))
        self.generic_visit(node)

    def _own(self, func: ast.expr) -> list[str]:
        """Name the method that an object calls of itself, where its class defines it."""
        match func:
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if self._class:
                inside = self._module.classes[self._class[-1]].body
                if any(isinstance(each, Function) and each.name == name for each in inside):
                    return [f"{self._module.name}.{self._class[-1]}.{name}"]
            case _:
                pass
        return []

    def _loop(self, target: ast.expr, iterated: ast.expr) -> None:
        """Bind what a loop runs over; `enumerate` counts, and is looked through."""
        if isinstance(iterated, ast.Call) and ast.unparse(iterated.func) == "enumerate":
            if isinstance(target, ast.Tuple):
                self._loop(target.elts[1], iterated.args[0])
            return
        self._bind(target, iterated, (EACH,))

    def _bind(self, target: ast.expr, value: ast.expr, path: Path = ()) -> None:
        if isinstance(target, ast.Name):
            self._scope.bindings[target.id].append((value, path))
        elif isinstance(target, ast.Tuple | ast.List):
            for number, each in enumerate(target.elts):
                self._bind(each, value, (*path, number))
        elif isinstance(target, ast.Starred):
            self._bind(target.value, value, (*path[:-1], EACH))


def called(func: ast.expr, scope: Scope) -> list[str]:
    """Name what a call calls: the function's key, and `*.name` for a method of whatever."""
    if isinstance(func, ast.Name):
        return [meaning(func.id, scope.module)]
    if isinstance(func, ast.Attribute):
        any_class = f"*.{func.attr}"
        if isinstance(func.value, ast.Name):
            return [f"{meaning(func.value.id, scope.module)}.{func.attr}", any_class]
        return [any_class]
    return []


def meaning(name: str, module: Module) -> str:
    """Give what a name at the top of a module stands for."""
    return module.imports.get(name, f"{module.name}.{name}")
