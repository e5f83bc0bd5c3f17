"""A fix for Apache httpd, as a web server or as a reverse proxy.

`Header always` and `Header onsuccess` fill two tables, both of which are sent: what a backend sent
is in the second and must be unset there, or the header stands twice. A rewrite in the virtual host
comes before authentication, one in .htaccess after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "apache"


def _set(name: str, value: str, *conditions: str) -> list[str]:
    """Send a header; what the application says of it would be sent beside it."""
    line = f'Header always set {name} "{value}"'
    asked = f' "expr={" && ".join(conditions)}"' if conditions else ""
    return [f"Header onsuccess unset {name}", line + asked]


def _preflight(origin: list[str]) -> list[str]:
    condition = [f"RewriteCond %{{HTTP:Origin}} ={value}" for value in origin]
    return [
        "RewriteEngine On",
        "RewriteCond %{REQUEST_METHOD} =OPTIONS",
        *(condition or ["RewriteCond %{HTTP:Origin} ."]),
        "RewriteCond %{HTTP:Access-Control-Request-Method} .",
        "RewriteRule ^ - [R=204,L]",
    ]


def snippet(remedy: Remedy) -> str:
    """Write what goes into the `<VirtualHost>`."""
    answer = Answer.of(remedy)
    asks = [f"%{{HTTP:Origin}} == '{answer.origin}'"] if answer.varies else []
    preflight = [
        *asks,
        "%{REQUEST_METHOD} == 'OPTIONS'",
        "-n %{HTTP:Access-Control-Request-Method}",
    ]
    lines = [
        "# Once: a2enmod headers rewrite",
        "# In <VirtualHost>, outside <Location>, in place of its Access-Control lines.",
    ]
    if answer.preflight:
        lines += _preflight([answer.origin] if answer.varies else [])
        for name, value in answer.preflight_lines():
            lines += _set(name, value, *preflight)
    for name, value in answer.lines():
        if name == "Vary":
            lines.append("Header always merge Vary Origin")
        else:
            lines += _set(name, value, *asks)
    return "\n".join(lines)
