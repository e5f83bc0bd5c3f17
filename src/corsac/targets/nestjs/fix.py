"""A fix for NestJS: its `enableCors` takes the options of its platform's package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer
from corsac.targets.express.fix import options

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `NestFactory.create`."""
    return f"""\
// Right after NestFactory.create(AppModule), before app.use() and in place of other CORS code.
app.enableCors({{
{options(Answer.of(remedy))}
}});"""
