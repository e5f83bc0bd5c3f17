"""A Python file that was parsed: its imports, the names in it, and where things stand."""

from __future__ import annotations

import ast
import warnings

from corsac.core.findings import Span


class Module:
    """A file that was parsed.

    Attributes:
        file: Its name.
        tree: Its syntax tree.
        imports: What each imported name stands for: `cors` → `flask_cors.CORS`.
    """

    __slots__ = ("_lines", "file", "imports", "tree")

    def __init__(self, text: str, file: str) -> None:
        """Parse a file.

        Args:
            text: Its text.
            file: Its name, for places.

        Raises:
            SourceError: It is no Python.
        """
        self.file = file
        self.imports: dict[str, str] = {}
        self._lines = text.splitlines()
        self.tree = _parsed(text)
        for node in ast.walk(self.tree):
            self._import(node)

    def _import(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=names):
                for each in names:
                    whole = each.name if each.asname else each.name.partition(".")[0]
                    self.imports[each.asname or whole] = whole
            case ast.ImportFrom(module=module, names=names, level=level):
                for each in names:
                    start = "." * level + (module or "")
                    self.imports[each.asname or each.name] = f"{start}.{each.name}"
            case _:
                pass

    def imports_from(self, *packages: str) -> bool:
        """Tell whether one of some packages is imported."""
        roots = {whole.partition(".")[0] for whole in self.imports.values()}
        return not roots.isdisjoint(packages)

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Give a node's place, in characters."""
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(
            self.file,
            node.lineno,
            self._column(node.lineno, node.col_offset),
            end_line,
            self._column(end_line, end),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return len(text.encode()[:offset].decode("utf-8", "ignore")) + 1

    def name(self, node: ast.expr) -> str:
        """Give the whole name of what an expression names; empty where it names nothing."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self.imports.get(node.id, node.id), *parts])


def _parsed(text: str) -> ast.Module:
    # The catalogue of defects reads settings too: it is imported where it is needed alone.
    from corsac.targets.defects.source import SourceError  # noqa: PLC0415 -- as above

    try:
        with warnings.catch_warnings():
            # Escapes that Python takes with a warning are the file's own matter.
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        line, column = error.lineno or 1, max(error.offset or 1, 1)
        raise SourceError(f"this is no Python: {error.msg}", line, column) from None
    except (ValueError, RecursionError, MemoryError):
        raise SourceError("this is no Python that can be read") from None
