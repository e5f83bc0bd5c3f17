"""A fix for the API routes of Next.js: a function that stands before all of them.

What it sets takes the place of what a route says, and is on errors too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, listed, quoted

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"

_ASKED = 'request.headers.has("Access-Control-Request-Method")'
_HEAD = """\
// proxy.js beside app or pages. Before Next.js 16: middleware.js, and its function middleware.
import { NextResponse } from "next/server";
"""
_TAIL = """\
  return response;
}

export const config = { matcher: "/api/:path*" };"""


def _set(indent: str, name: str, value: str) -> str:
    return f"{indent}response.headers.set({quoted(name)}, {value});"


def _headers(answer: Answer, indent: str) -> list[str]:
    values = {"Access-Control-Allow-Origin": "origin"} if answer.varies else {}
    own = [(name, value) for name, value in answer.lines() if name != "Vary"]
    lines = [_set(indent, name, values.get(name, quoted(value))) for name, value in own]
    if answer.preflight:
        lines.append(f"{indent}if (preflight) {{")
        lines += [_set(indent + "  ", name, quoted(v)) for name, v in answer.preflight_lines()]
        lines.append(f"{indent}}}")
    return lines


def snippet(remedy: Remedy) -> str:
    """Write what goes into a file of its own."""
    answer = Answer.of(remedy)
    lines = [_HEAD]
    lines += [f"const ORIGINS = {listed((answer.origin,))};", ""] if answer.varies else []
    lines.append("export function proxy(request) {")
    passed = "NextResponse.next()"
    if answer.preflight:
        lines.append(f'  const preflight = request.method === "OPTIONS" && {_ASKED};')
        passed = f"preflight ? new NextResponse(null, {{ status: 204 }}) : {passed}"
    lines.append(f"  const response = {passed};")
    if answer.varies:
        lines += ['  response.headers.append("Vary", "Origin");']
        lines += ['  const origin = request.headers.get("Origin");']
        lines += ["  if (ORIGINS.includes(origin)) {", *_headers(answer, "    "), "  }"]
    else:
        lines += _headers(answer, "  ")
    return "\n".join([*lines, _TAIL])
