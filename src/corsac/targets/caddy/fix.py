"""A fix for Caddy, as a web server or as a reverse proxy.

`header` sets before a backend adds, so that both would be sent: what the backend sends is dropped
in its `reverse_proxy`. Deferred headers would replace it too, but are lost on Caddy's own errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_CREDENTIALS, ALLOW_ORIGIN
from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "caddyfile"


def _block(lines: list[str]) -> list[str]:
    return ["\t" + line for line in lines]


def _preflight(answer: Answer, origin: list[str]) -> list[str]:
    lines = [f'header {n} "{v}"' for n, v in (*answer.lines(), *answer.preflight_lines())]
    asks = ["method OPTIONS", *origin, "header Access-Control-Request-Method *"]
    return [
        "@preflight {",
        *_block(asks),
        "}",
        "handle @preflight {",
        *_block([*lines, "respond 204"]),
        "}",
    ]


def snippet(remedy: Remedy) -> str:
    """Write what goes into the site's block."""
    answer = Answer.of(remedy)
    origin = [f"header Origin {answer.origin}"] if answer.varies else []
    matcher = "@cors " if answer.varies else ""
    lines = ["# In the site's block, in place of its Access-Control lines."]
    lines += _preflight(answer, origin or ["header Origin *"]) if answer.preflight else []
    lines += [f"@cors {each}" for each in origin]
    own = [(name, value) for name, value in answer.lines() if name != "Vary"]
    lines += [f'header {matcher}{name} "{value}"' for name, value in own]
    lines += ["header +Vary Origin"] if answer.varies else []
    lines += ["", "# In the block of its reverse_proxy, if it has one."]
    lines += [f"header_down -{name}" for name in (ALLOW_ORIGIN, ALLOW_CREDENTIALS)]
    return "\n".join(lines)
