"""A fix for Vite's development server, which takes the options of the `cors` package.

Since 5.4.12 and 6.0.9 it lets only pages on loopback in; `cors: true` would let every site read the
sources (GHSA-vg6x-rcgg-rjx6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer
from corsac.targets.express.fix import options

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"


def snippet(remedy: Remedy) -> str:
    """Write what goes into the argument of `defineConfig`."""
    return f"""\
// In vite.config.js, inside defineConfig({{ }}).
server: {{
  cors: {{
{options(Answer.of(remedy), "    ")}
  }},
}},"""
