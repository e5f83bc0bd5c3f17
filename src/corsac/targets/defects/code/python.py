"""Reads the facts of Python, from its syntax tree."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.facts import Facts, If, Listed, Place, Setting
from corsac.targets.defects.source import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.source import Source

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_SETTERS: Final = frozenset(
    "add set setdefault append set_header add_header append_header send_header extend".split()
)
_CORS: Final = "access-control-"
#: How `Vary: Origin` is said beside `response.headers`, by what the file is written for.
_HEADERS: Final = (
    (r"\b(?:fastapi|starlette)\b", '{on}.add_vary_header("Origin")'),
    (r"\b(?:flask|quart|werkzeug)\b", '{response}.vary.add("Origin")'),
    (r"\bdjango\b", 'patch_vary_headers({response}, ["Origin"])'),
    (r"\baiohttp\b", '{on}.add("Vary", "Origin")'),
    (r"", '{on}["Vary"] = "Origin"'),
)
_ORIGIN: Final = re.compile(r"https?://\S+|null")


class Python:
    """A Python file's syntax tree, with places in characters."""

    def __init__(self, source: Source) -> None:
        """Parse a file.

        Raises:
            SourceError: It is no Python.
        """
        self.source = source
        try:
            self.tree = ast.parse(source.text)
        except SyntaxError as error:
            reason = f"not Python that can be read: {error.msg}"
            raise SourceError(reason, error.lineno or 1, error.offset or 1) from error
        except (ValueError, RecursionError, MemoryError) as error:
            raise SourceError("not Python that can be read") from error

    @cached_property
    def says_vary(self) -> str:
        """How the file's framework says `Vary: Origin` on a response's headers."""
        return next(text for mark, text in _HEADERS if re.search(mark, self.source.text))

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """Give the characters of a node; `ast` counts bytes in a line."""
        start = self.offset(node.lineno, node.col_offset)
        return Place(start, self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0))

    def offset(self, line: int, column: int) -> int:
        """Give the character at a line and a byte of it, as `ast` counts."""
        text = self.source.line(line)
        characters = len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))
        return self.source.offset(line, characters + 1)

    def head(self, node: ast.stmt) -> int:
        """Give the character where a statement starts, with the comments that stand right above."""
        line = node.lineno
        blanks = self.source.line(line)[: node.col_offset]
        while line > 1 and self.source.line(line - 1).startswith(f"{blanks}#"):
            line -= 1
        return self.source.offset(line, len(blanks) + 1)

    def behind_imports(self, before: int) -> int:
        """Give the character where another import can go: behind the last one before a place.

        Args:
            before: The place; where there is none before it, the last one of the file counts.
        """
        found = [x for x in self.tree.body if isinstance(x, ast.Import | ast.ImportFrom)]
        last = [x for x in found if self.place(x).end < before][-1:] or found[-1:]
        if not last:
            return 0
        line = last[0].end_lineno or last[0].lineno
        return self.source.offset(line, len(self.source.line(line)) + 1)

    def text(self, place: Place) -> str:
        """Give the text of a place."""
        return self.source.text[place.start : place.end]


def read(python: Python) -> Facts:
    """Read what a file sets by hand."""
    whole = Place(0, len(python.source.text))
    settings: list[Setting] = []
    ifs: list[If] = []
    _walk(python, python.tree.body, (whole, ()), settings, ifs)
    loops = tuple(
        python.place(x) for x in ast.walk(python.tree) if isinstance(x, ast.For | ast.AsyncFor)
    )
    lists = tuple(_lists(python))
    return Facts(python.source, tuple(settings), tuple(ifs), lists, "#", loops)


def _walk(
    python: Python,
    body: list[ast.stmt],
    around: tuple[Place, tuple[If, ...]],
    settings: list[Setting],
    ifs: list[If],
) -> None:
    function, outer = around
    for each in body:
        if isinstance(each, _FUNCTIONS):
            _walk(python, each.body, (python.place(each), ()), settings, ifs)
        elif isinstance(each, ast.If):
            made = If(
                python.place(each),
                python.text(python.place(each.test)),
                python.place(each.test),
                python.place(each.body[-1]),
                function,
            )
            ifs.append(made)
            _walk(python, each.body, (function, (*outer, made)), settings, ifs)
            _walk(python, each.orelse, around, settings, ifs)
        else:
            alone = "pass" if len(body) == 1 else ""
            settings += _settings(python, each, function, outer, alone)
            settings += _members(python, each, function, outer)
            for name in ("body", "orelse", "finalbody"):
                _walk(python, getattr(each, name, []), around, settings, ifs)
            for handler in getattr(each, "handlers", []):
                _walk(python, handler.body, around, settings, ifs)


def _settings(
    python: Python, statement: ast.stmt, function: Place, ifs: tuple[If, ...], alone: str
) -> Iterator[Setting]:
    """Give the header that a statement sets: `response.headers[name] = value`."""
    said = _said(statement)
    if said is None:
        return
    name, value, on, how = said
    where = python.place(value)
    whole = python.place(statement)
    yield Setting(
        name.lower(),
        _value(value),
        python.text(where),
        where,
        whole,
        whole,
        function,
        ifs,
        _vary(python, python.text(python.place(on)), how),
        left=alone,
    )


def _members(
    python: Python, statement: ast.stmt, function: Place, ifs: tuple[If, ...]
) -> Iterator[Setting]:
    """Give the headers that a statement sets by a dictionary: `headers={name: value}`."""
    if hasattr(statement, "body"):
        return
    for node in ast.walk(statement):
        pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
        for key, value in pairs:
            name = key.value if isinstance(key, ast.Constant) else None
            if key is None or not isinstance(name, str) or not name.lower().startswith(_CORS):
                continue
            where = python.place(value)
            own = Place(python.place(key).start, where.end)
            yield Setting(
                name.lower(),
                _value(value),
                python.text(where),
                where,
                own,
                own,
                function,
                ifs,
                '"Vary": "Origin",',
                member=True,
            )


def _value(node: ast.expr) -> str | None:
    """Give a header's value that is written out."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=bool(said)):
            return str(said).lower()
        case ast.Constant(value=int(number)):
            return str(number)
        case _:
            return None


def _said(statement: ast.stmt) -> tuple[str, ast.expr, ast.expr, str] | None:
    """Give the header's name, its value, what it is set on, and the method that sets it."""
    match statement:
        case ast.Assign(
            targets=[ast.Subscript(value=on, slice=ast.Constant(value=str(name)))], value=value
        ):
            return name, value, on, ""
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=on, attr=attr),
                args=[ast.Constant(value=str(name)), value, *_],
            )
        ) if attr in _SETTERS:
            return name, value, on, attr
        case _:
            return None


def _vary(python: Python, owner: str, how: str) -> str:
    """Say `Vary: Origin` beside what is there, in the way of the framework."""
    if how == "send_header":
        return f'{owner}.send_header("Vary", "Origin")'
    if how in {"set_header", "add_header", "append_header"}:
        adds = "append_header" if "falcon" in python.source.text else "add_header"
        return f'{owner}.{adds}("Vary", "Origin")'
    if not owner.endswith(".headers"):
        return _vary_of_a_name(python, owner)
    if how in {"add", "append"}:
        return f'{owner}.{how}("Vary", "Origin")'
    return python.says_vary.format(on=owner, response=owner.removesuffix(".headers"))


def _vary_of_a_name(python: Python, owner: str) -> str:
    """Say it on what has a name of its own: the headers of an answer, or Django's answer itself."""
    text = python.source.text
    if owner.lower().endswith("headers") or (
        _NOT_DJANGO.search(text) and re.search(r"\bdjango\b|\bHttpResponse\b", text) is None
    ):
        taken = re.search(rf"\b{re.escape(owner)}\s*=\s*\w+\.headers\b", text)
        add = taken is not None and re.search(r"\b(?:fastapi|starlette)\b", text)
        return f'{owner}.add_vary_header("Origin")' if add else f'{owner}["Vary"] = "Origin"'
    return f'patch_vary_headers({owner}, ["Origin"])'


#: What else answers have headers by, as Django's do.
_NOT_DJANGO: Final = re.compile(
    r"^(?:from|import) (?:fastapi|starlette|flask|quart|werkzeug|aiohttp|sanic|bottle|tornado|"
    r"falcon|litestar)\b",
    re.MULTILINE,
)
#: What is called a list of origins, where its origins come from elsewhere.
_CALLED: Final = re.compile(r"\w*(?:origins|white_?list|allow_?list|allowed)\w*", re.IGNORECASE)


def _lists(python: Python) -> Iterator[Listed]:
    """Name the constants of the file that are lists of origins."""
    for each in python.tree.body:
        match each:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if _is_list(value) or (_CALLED.fullmatch(name) and _is_split(value)):
                yield Listed(name, f"{{origin}} in {name}")
            case _:
                pass


def _is_list(value: ast.expr) -> bool:
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            texts = [x.value for x in items if isinstance(x, ast.Constant)]
            return bool(items) and all(
                isinstance(x, str) and _ORIGIN.fullmatch(x) is not None
                for x in [*texts, *[None] * (len(items) - len(texts))]
            )
        case _:
            return False


def _is_split(value: ast.expr) -> bool:
    """Whether a value is a text from elsewhere, split: `os.environ["ORIGINS"].split(",")`."""
    return any(
        isinstance(x, ast.Call) and isinstance(x.func, ast.Attribute) and x.func.attr == "split"
        for x in ast.walk(value)
    )
