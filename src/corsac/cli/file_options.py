"""The options for the answering system's own files: `check` and `verify` have the same."""

from __future__ import annotations

from typing import Final

from corsac.cli.options import Option

_FILES: Final = "The files of what answers"

FILE_OPTIONS: Final = (
    Option(
        ["--files"],
        section=_FILES,
        multiple=True,
        metavar="PATH",
        help="A file of the answering system, or a folder: findings point at its lines; may be "
        "repeated.",
    ),
    Option(
        ["--via"],
        section=_FILES,
        multiple=True,
        metavar="LAYERS",
        help="What answers, from the browser inwards: nginx,django; edge=site.conf,app=app.py; or "
        "an address of its own, asked too: app=http://127.0.0.1:8000.",
    ),
    Option(
        ["--fix"],
        section=_FILES,
        is_flag=True,
        help="Mend, in place, the lines that made a finding; the change is shown first.",
    ),
    Option(
        ["--diff"],
        section=_FILES,
        is_flag=True,
        help="Print what --fix would change, and change nothing.",
    ),
    Option(
        ["--unsafe-fixes"],
        section=_FILES,
        is_flag=True,
        help="Mend also what needs a look: it may change what works, or lets somebody in.",
    ),
)
