"""Sphinx: MyST's Markdown, furo's theme. `make docs` builds; every warning is an error."""

import re
from importlib.metadata import version as _version

from sphinx.application import Sphinx

_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)(\w?)")

project = "corsac"
author = "the corsac authors"
release = _version("corsac")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "corsac"
html_show_copyright = False
exclude_patterns = ["man"]
myst_heading_anchors = 3  # links to headings, as claims.md has them
autodoc_member_order = "bysource"
autodoc_typehints = "description"  # types in the text, not in a signature of five lines
napoleon_use_ivar = True  # attributes of a docstring beside those that autodoc finds
# Types of the standard library and of frameworks: their inventories are on the network, and a
# build needs none.
nitpick_ignore_regex = [("py:.*", r".*")]


def setup(app: Sphinx) -> None:
    """Have docstrings read: code in them stands between single backquotes, as in Markdown."""
    app.connect("autodoc-process-docstring", _as_literals, priority=400)


def _as_literals(
    _app: Sphinx, _what: str, _name: str, _subject: object, _options: object, lines: list[str]
) -> None:
    lines[:] = [_CODE.sub(_literal, line) for line in lines]


def _literal(match: re.Match[str]) -> str:
    # A literal has to end before a blank or a mark: `Route`s needs an empty one between.
    return f"``{match[1]}``" + ("\\ " if match[2] else "") + match[2]
