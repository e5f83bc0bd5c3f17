"""Templates that configurations are made of: what they hold is known when they are filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.source import SourceError

if TYPE_CHECKING:
    from corsac.targets.defects.source import Source

#: Quoted strings and comments, where braces are text.
_TEXT: Final = re.compile(r"""(?m)"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^[ \t]*\#[^\n]*""")
#: What decides whether lines stand there: statements of Jinja, ERB and Go's templates.
_STATEMENT: Final = re.compile(
    r"\{%.*?%\}|<%(?!=).*?%>|"
    r"\{\{-?\s*(?:if|else|end|range|with|define|include|template|block)\b.*?\}\}",
    re.DOTALL,
)
_VALUE: Final = re.compile(r"<%=.*?%>|\{\{.*?\}\}", re.DOTALL)


def refuse_statements(source: Source) -> None:
    """Refuse a template whose statements choose among lines: no one file is meant.

    Raises:
        SourceError: It has such a statement.
    """
    _refuse(source, _STATEMENT)


def refuse_values(source: Source) -> None:
    """Refuse a template with a value that is no word before it is filled in.

    Raises:
        SourceError: There is one outside of quotes.
    """
    _refuse(source, _VALUE)


def _refuse(source: Source, tags: re.Pattern[str]) -> None:
    bare = _TEXT.sub(lambda x: re.sub(r"[^\n]", " ", x[0]), source.text)
    if match := tags.search(bare):
        line = source.text[match.start() : match.end()].split("\n")[0][:60]
        reason = f"this is a template: {line} is filled in later; lint the file that it makes"
        raise SourceError(reason, *source.place(match.start()))
