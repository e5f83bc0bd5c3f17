"""A file to be examined: its text, what it is written in, and the places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What fixes that write new files want to know of the folder: which of these are in it.
NEIGHBOURS: Final = (
    *("src/setupProxy.js", "src/setupProxy.ts", "app", "src/app", "pages", "src/pages"),
    *(f"{folder}{name}.{end}" for folder in ("", "src/") for name in ("middleware", "proxy")
      for end in ("js", "ts", "mjs")),
)  # fmt: skip
_PATTERN: Final = re.compile(r"[*{]")


class Kind(StrEnum):
    """What a file is written in: its name is what `--as` takes."""

    NGINX = "nginx"
    APACHE = "apache"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TSX = "tsx"
    MARKUP = "html"
    GO = "go"
    PYTHON = "python"
    PACKAGE = "package.json"
    SHELL = "shell"
    POLICY = "corsac.toml"


class SourceError(ValueError):
    """A file that can't be read as what it is: the message says why, at a line and column."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        """Note the reason and the place, counted from 1."""
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


class MissingParserError(RuntimeError):
    """The parser of a language is not installed: it comes with an extra of the package."""


@dataclass(frozen=True)
class Source:
    """One file. `origins` are those that the user says are allowed, for fixes that need them.

    They may be patterns as a policy has them: `https://*.example.com`.

    `includes` are the files that an nginx configuration includes, by what stands behind `include`.
    `methods` are those that the user's policy allows, where one was named. `beside` are those of
    NEIGHBOURS that are in its folder, `made` the new files that fixes have written, by name.
    `packages` are the major versions of packages that its project is known to ask for.
    """

    name: str
    text: str
    kind: Kind
    origins: tuple[str, ...] = ()
    includes: Mapping[str, tuple[Source, ...]] = field(
        default_factory=dict[str, "tuple[Source, ...]"]
    )
    beside: frozenset[str] = frozenset()
    methods: tuple[str, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict[str, str])
    packages: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def exact_origins(self) -> tuple[str, ...]:
        """The allowed origins, where all of them are written out; none where one is a pattern."""
        patterns = any(_PATTERN.search(each) for each in self.origins)
        return () if patterns else self.origins

    def older(self, package: str, major: int) -> bool:
        """Whether the project is known to have a version of a package before this major."""
        return self.packages.get(package, major) < major

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of a character, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Give the character at a line and a column."""
        return self._starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Give a line's text, without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """Give the place of some characters; the end is exclusive."""
        return Span(self.name, *self.place(start), *self.place(end))

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Replace some characters."""
        return Edit(self.span(start, end), text)

    def indent(self, offset: int) -> str:
        """Give the blanks at the head of a character's line."""
        text = self.line(self.place(offset)[0])
        return text[: len(text) - len(text.lstrip())]

    def new_file(self, name: str, text: str) -> Edit:
        """Write a file that is not there yet, by its name from this one's folder."""
        folder = self.name[: max(self.name.rfind("/"), self.name.rfind("\\")) + 1]
        return Edit(Span(folder + name, 1, 1, 1, 1), text)

    def before(self, offset: int, *lines: str, joint: str = " ") -> Edit:
        """Put lines before the one that starts with this character, indented as it is.

        `joint` comes behind each where something stands before them on that line.
        """
        line, column = self.place(offset)
        head = self.line(line)[: column - 1]
        if head.strip():
            return self.edit(offset, offset, "".join(f"{each}{joint}" for each in lines))
        start = offset - len(head)
        return self.edit(start, start, "".join(f"{head}{each}{self.newline}" for each in lines))

    def after(self, start: int, end: int, *lines: str, comment: str = "#") -> Edit:
        """Put lines behind what stands at [start, end), indented as it is, and its comment."""
        line, column = self.place(end)
        rest = self.line(line)[column - 1 :]
        if rest.strip() and not rest.strip().startswith(comment):
            return self.edit(end, end, "".join(f" {each}" for each in lines))
        end += len(rest)
        indent = self.indent(start)
        return self.edit(end, end, "".join(f"{self.newline}{indent}{each}" for each in lines))

    def without(self, start: int, end: int) -> Edit:
        """Take something out: with its line where it stands there alone."""
        line, column = self.place(start)
        last, beyond = self.place(end)
        head, rest = self.line(line)[: column - 1], self.line(last)[beyond - 1 :]
        if head.strip():
            return self.edit(start - (len(head) - len(head.rstrip())), end, "")
        if rest.strip():
            return self.edit(start, end + len(rest) - len(rest.lstrip()), "")
        stop = self._starts[last] if last < len(self._starts) else len(self.text)
        return self.edit(start - len(head), stop, "")


_SUFFIXES: Final = {
    "js": Kind.JAVASCRIPT,
    "mjs": Kind.JAVASCRIPT,
    "cjs": Kind.JAVASCRIPT,
    "jsx": Kind.JAVASCRIPT,
    "ts": Kind.TYPESCRIPT,
    "mts": Kind.TYPESCRIPT,
    "cts": Kind.TYPESCRIPT,
    "tsx": Kind.TSX,
    "html": Kind.MARKUP,
    "htm": Kind.MARKUP,
    "vue": Kind.MARKUP,
    "svelte": Kind.MARKUP,
    "go": Kind.GO,
    "py": Kind.PYTHON,
    "sh": Kind.SHELL,
    "nginx": Kind.NGINX,
}
_NAMES: Final = {
    "nginx.conf": Kind.NGINX,
    "httpd.conf": Kind.APACHE,
    "apache2.conf": Kind.APACHE,
    ".htaccess": Kind.APACHE,
    "package.json": Kind.PACKAGE,
    "cypress.json": Kind.PACKAGE,
    **{f"proxy{joint}{end}.json": Kind.PACKAGE for joint in ".-" for end in ("conf", "config")},
    "Makefile": Kind.SHELL,
    "corsac.toml": Kind.POLICY,
    "pyproject.toml": Kind.POLICY,
}
_OTHERS: Final = frozenset(
    "json md txt rst css scss lock yml yaml toml xml map svg java rb php c h rs kt cs".split()
)
_APACHE: Final = re.compile(
    r"^[ \t]*(?:</?(?:VirtualHost|Location|LocationMatch|Directory|IfModule|Files|FilesMatch|Proxy|"
    r"If)\b|(?:Header|RequestHeader|RewriteEngine|RewriteRule|RewriteCond|ProxyPass|SetEnvIf|"
    r"LoadModule|Options|AllowOverride|ServerName)[ \t][^;\n]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_NGINX: Final = re.compile(
    r"^[ \t]*(?:(?:server|http|events)[ \t]*\{|(?:upstream|location|map)[ \t]+[^;\n]*\{|"
    r"if[ \t]*\([^;\n]*\)[ \t]*\{|"
    r"(?:add_header|(?:proxy|fastcgi|uwsgi|grpc)_\w+)[ \t][^\n]*;)",
    re.MULTILINE,
)


def kind_of(name: str, text: str) -> Kind | None:
    """Tell what a file is written in, by its name, or else by what stands in it.

    Returns:
        None where it is nothing that defects are known of.
    """
    last = re.split(r"[/\\]", name)[-1]
    if last in _NAMES:
        return _NAMES[last]
    suffix = last.rpartition(".")[2].lower() if "." in last.lstrip(".") else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    # sites-available/api.example.com: what follows the dot is no suffix of a language.
    if suffix in _OTHERS:
        return None
    if _APACHE.search(text):
        return Kind.APACHE
    return Kind.NGINX if _NGINX.search(text) else None
