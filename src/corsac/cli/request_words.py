"""The words of `corsac check`: a curl command may stand there as it was copied, unquoted."""

from __future__ import annotations

import shlex
from itertools import pairwise
from typing import TYPE_CHECKING

from corsac.cli.options import SectionedCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

_CURL = frozenset({"curl", "curl.exe"})
_DIAGRAM = "--diagram"


class RequestCommand(SectionedCommand):
    """A command whose URL may be a whole curl command, as a shell has cut it into words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a curl command's words together again, and give `--diagram` its value."""
        start = self._curl(args)
        if start is not None:
            args = [*args[:start], *_gathered(args[start:], self._own_options())]
        return super().parse_args(ctx, _with_diagram(args))

    def _curl(self, args: Sequence[str]) -> int | None:
        """Find where a curl command begins; the word may also be an option's value."""
        valued = {
            name
            for parameter in self.params
            for name in parameter.opts
            if not getattr(parameter, "is_flag", False) and name != _DIAGRAM
        }
        for n, (before, word) in enumerate(pairwise(["", *args])):
            if word.lower() in _CURL and before not in valued:
                return n
        return None

    def _own_options(self) -> dict[str, bool]:
        """Name the options that curl does not have, and whether a value follows each."""
        from corsac.evidence.curl import is_option

        return {
            name: not getattr(parameter, "is_flag", False) and name != _DIAGRAM
            for parameter in self.params
            for name in (*parameter.opts, *parameter.secondary_opts)
            if name.startswith("--") and not is_option(name)
        }


def _gathered(args: Sequence[str], own: dict[str, bool]) -> list[str]:
    """Tell corsac's own options from curl's; curl's become one word."""
    curl: list[str] = []
    ours: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        name, equals, _ = word.partition("=")
        if name not in own:
            curl.append(word)
            continue
        ours.append(word)
        if (own[name] and not equals and rest) or (word == _DIAGRAM and rest[:1] == ["mermaid"]):
            ours.append(rest.pop(0))
    return [*ours, "--", shlex.join(curl)]


def _with_diagram(args: Sequence[str]) -> list[str]:
    """Let `--diagram` stand alone: what follows is its value only if it is one."""
    from corsac.cli.check_options import DIAGRAMS

    words: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*words, word, *rest]
        if word == _DIAGRAM:
            word += f"={rest.pop(0) if rest[:1] and rest[0] in DIAGRAMS else DIAGRAMS[0]}"
        words.append(word)
    return words
