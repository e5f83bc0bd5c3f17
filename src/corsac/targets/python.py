"""The parts of an export that Python programs have in common."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from corsac.targets.answer import listed
from corsac.targets.expressions import expression

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.policy.routes import Route
    from corsac.targets.answer import Answer
    from corsac.targets.export import Options

_WIDEST = 88


def origins(answer: Answer) -> list[str]:
    """Write `is_allowed(origin)`: exact origins by look-up, patterns by whole matches."""
    if not answer.varies:
        return ["def is_allowed(origin):", "    return origin is not None"]
    exact = listed(tuple(each.text for each in answer.origins if each.exact))
    written = [
        f'    re.compile(r"{expression(each)}"),' for each in answer.origins if not each.exact
    ]
    lines = [f"ORIGINS = frozenset({exact})"]
    if not written:
        return [*lines, "", "", "def is_allowed(origin):", "    return origin in ORIGINS"]
    return [
        *lines,
        "PATTERNS = [",
        *written,
        "]",
        "",
        "",
        "def is_allowed(origin):",
        "    return origin in ORIGINS or (",
        "        origin is not None and any(each.fullmatch(origin) for each in PATTERNS)",
        "    )",
    ]


def imports(answer: Answer, *lines: str) -> list[str]:
    """Write imports: `re` only where something matches, then those of packages."""
    patterns = answer.varies and any(not each.exact for each in answer.origins)
    needed = patterns or answer.echoes_method or answer.echoes_headers
    return [*(["import re", ""] if needed else []), *lines]


def constructor(policy: Policy) -> list[str]:
    """Write a policy as its constructor, one argument a line."""
    return [f"policy = {_made(policy, '')}"]


def _made(policy: Policy, indent: str) -> str:
    inner = indent + "    "
    given = {name: value for name, value in policy.given().items() if name != "routes"}
    lines = [f"{inner}{name}={_value(value)}," for name, value in given.items()]
    if policy.routes:
        lines += [f"{inner}routes=[", *(_route(each, inner + "    ") for each in policy.routes)]
        lines.append(f"{inner}],")
    return "\n".join(["Policy(", *lines, f"{indent})"])


def _route(route: Route, indent: str) -> str:
    given = [json.dumps(route.path), _made(route.policy, indent)]
    given += [f"({''.join(f'{json.dumps(each)}, ' for each in route.methods)})"] * bool(
        route.methods
    )
    return f"{indent}Route({', '.join(given)}),"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        items = [json.dumps(each) for each in cast("tuple[str, ...]", value)]
        line = f"[{', '.join(items)}]"
        if len(line) <= _WIDEST:
            return line
        return "[\n        " + ",\n        ".join(items) + ",\n    ]"
    return json.dumps(value, ensure_ascii=True) if isinstance(value, str) else repr(value)


def module(options: Options, default: str) -> str:
    """Give the module that a whole file loads, as Python writes it."""
    return (options.application or default).removesuffix(".py").replace("/", ".")
