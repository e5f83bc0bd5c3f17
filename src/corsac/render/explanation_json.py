"""An explanation as JSON, as `explanation.schema.json` beside this file describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from corsac.diagnose.explain.explanation import Kind
from corsac.render import redact
from corsac.render.paragraphs import translated

if TYPE_CHECKING:
    from corsac.core.findings import Text
    from corsac.diagnose.explain.explanation import Block, Explanation
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

#: The schema's name and version: the number grows when a field changes its meaning or goes.
SCHEMA: Final = "corsac-explanation/1"


def render(explanation: Explanation, look: Look) -> str:
    """Give an explanation as one JSON document, indented, ended by a line feed."""
    say = look.catalogue
    document = {
        "schema": SCHEMA,
        "language": say.language,
        "title": _said(explanation.title, say),
        "blocks": [_block(each, say) for each in explanation.blocks],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _block(block: Block, say: Catalogue) -> dict[str, Any]:
    text = _said(block.text, say)
    if block.kind is Kind.PAGE:
        text = translated(str(block.text), say)
    elif block.kind is Kind.SNIPPET:
        text = redact.message(say.verbatim(block.text))
    made: dict[str, Any] = {"kind": block.kind.value, "text": text}
    if block.label is not None:
        made["label"] = _said(block.label, say)
    return made


def _said(text: Text, say: Catalogue) -> str:
    return redact.message(say.say(text))
