"""A fix for Fastify, by hand: a plugin would load after the hooks that stand below it.

So `@fastify/cors` comes too late where `addHook` adds authentication. The hook runs for unknown
routes too, and errors keep its headers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, listed, quoted

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"

_ASKED = 'request.method === "OPTIONS" && request.headers["access-control-request-method"]'


def _set(indent: str, name: str, value: str) -> str:
    return f"{indent}reply.header({quoted(name)}, {value});"


def _headers(answer: Answer, indent: str) -> list[str]:
    values = {"Access-Control-Allow-Origin": "request.headers.origin"} if answer.varies else {}
    own = [(name, value) for name, value in answer.lines() if name != "Vary"]
    lines = [_set(indent, name, values.get(name, quoted(value))) for name, value in own]
    if answer.preflight:
        lines.append(f"{indent}if ({_ASKED}) {{")
        lines += [_set(indent + "  ", name, quoted(v)) for name, v in answer.preflight_lines()]
        lines += [f"{indent}  return reply.code(204).send();", f"{indent}}}"]
    return lines


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `const app = fastify()`."""
    answer = Answer.of(remedy)
    lines = ["// Right after const app = fastify(), before every other hook, plugin and route, in"]
    lines += ["// place of other CORS code."]
    lines += [f"const ORIGINS = {listed((answer.origin,))};"] if answer.varies else []
    lines.append('app.addHook("onRequest", (request, reply, done) => {')
    if answer.varies:
        lines += ['  reply.header("Vary", "Origin");']
        lines += ["  if (ORIGINS.includes(request.headers.origin)) {"]
        lines += [*_headers(answer, "    "), "  }"]
    else:
        lines += _headers(answer, "  ")
    return "\n".join([*lines, "  done();", "});"])
