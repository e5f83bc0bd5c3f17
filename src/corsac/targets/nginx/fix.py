"""A fix for nginx, as a web server or as a reverse proxy.

`add_header` is inherited only where a level has none of its own, leaves errors out without
`always`, and sends nothing where its value is empty. A map's plain strings ignore case, origins
don't: hence an anchored regular expression. `return` in an `if` is safe, and comes before
authentication.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "nginx"


def _map(source: str, target: str, pattern: str, value: str) -> list[str]:
    return [f"map {source} {target} {{", '    default "";', f"    {pattern} {value};", "}"]


def _maps(answer: Answer) -> list[str]:
    lines = ["# In http { }, outside server { }."]
    origin = re.escape(answer.origin) if answer.varies else ".+"
    lines += ["# One line for each origin that may read this."] if answer.varies else []
    lines += _map("$http_origin", "$cors_origin", f'"~^{origin}$"', "$http_origin")
    if answer.credentials:
        lines += _map("$cors_origin", "$cors_credentials", '"~."', "true")
    if answer.preflight:
        source = '"$request_method:$http_access_control_request_method:$cors_origin"'
        lines += _map(source, "$cors_preflight", '"~^OPTIONS:[^:]+:."', "1")
    return lines


def _preflight(answer: Answer) -> list[str]:
    lines = [*answer.lines(), *answer.preflight_lines()]
    headers = [f'    add_header {name} "{value}";' for name, value in lines]
    headers[0] = headers[0].replace(f'"{answer.origin}"', _origin(answer))
    return ["if ($cors_preflight) {", *headers, "    return 204;", "}"]


def _origin(answer: Answer) -> str:
    return "$cors_origin" if answer.varies else '"*"'


def snippet(remedy: Remedy) -> str:
    """Write what goes into `http` and into the `location`."""
    answer = Answer.of(remedy)
    hidden = ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"]
    lines = [] if not (answer.varies or answer.preflight) else [*_maps(answer), ""]
    lines += [
        "# In the location { } that answers, in place of its Access-Control lines. A location",
        "# with an add_header of its own inherits none: repeat them there.",
    ]
    lines += _preflight(answer) if answer.preflight else []
    lines += [f"proxy_hide_header {name};" for name in hidden]
    lines.append(f"add_header Access-Control-Allow-Origin {_origin(answer)} always;")
    if answer.credentials:
        lines.append("add_header Access-Control-Allow-Credentials $cors_credentials always;")
    if answer.varies:
        lines.append("add_header Vary Origin always;")
    return "\n".join(lines)
