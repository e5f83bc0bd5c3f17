"""What an nginx configuration says about CORS: whose origin it takes, where, for which requests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import parse_pattern
from corsac.targets.defects.origin_pattern import matches_anything
from corsac.targets.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level, Word

ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
PREFLIGHT: Final = (
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
)
CORS: Final = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, *PREFLIGHT, "access-control-expose-headers")
#: What sends a request on to somebody else, and the prefix of its settings.
PASSES: Final = {
    "proxy_pass": "proxy",
    "fastcgi_pass": "fastcgi",
    "uwsgi_pass": "uwsgi",
    "scgi_pass": "scgi",
    "grpc_pass": "grpc",
}
_ORIGIN: Final = "$http_origin"
_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Condition:
    """What stands in an if's brackets: `($http_origin ~* "…")`. A bare variable has no operator."""

    variable: str
    operator: str = ""
    value: Word | None = None

    @property
    def chooses(self) -> bool:
        """Whether it lets through some origins and not every one."""
        if self.variable != _ORIGIN or self.value is None:
            return False
        if self.operator == "=":
            return bool(self.value.text)
        return self.operator in {"~", "~*"} and not matches_anything(self.value.text)


def condition(directive: Directive) -> Condition:
    """Read an if's condition."""
    words = [word for word in directive.words[1:] if word.quoted or word.text not in {"(", ")"}]
    parts: list[Word] = []
    for at, word in enumerate(words):
        if word.quoted:
            parts.append(word)
            continue
        text = word.text.removeprefix("(") if at == 0 else word.text
        start = word.end - len(text)
        last = at == len(words) - 1 and directive.words[-1] is word and text.endswith(")")
        text = text[:-1] if last else text
        parts.append(type(word)(text, start, start + len(text)))
    match parts:
        case [variable, operator, value, *_]:
            return Condition(bare(variable.text), operator.text, value)
        case [variable, *_]:
            return Condition(bare(variable.text))
        case _:
            return Condition("")


def bare(text: str) -> str:
    """Write `${name}` as `$name`."""
    match = re.fullmatch(r"\$\{(\w+)\}", text)
    return f"${match[1]}" if match else text


def is_variable(text: str) -> bool:
    """Whether a value is one variable and nothing else."""
    return re.fullmatch(r"\$\w+", bare(text)) is not None


def value(header: Directive) -> Word:
    """Give the value of an add_header."""
    return header.words[2]


def chooses(level: Level, config: Config | None = None) -> bool:
    """Whether requests come here only with origins that were chosen.

    With the whole configuration, an if on a variable counts too that such a place has set.
    """
    asked = [
        condition(each.directive)
        for each in level.chain
        if each.directive is not None and each.name == "if"
    ]
    if any(each.chooses for each in asked):
        return True
    if config is None:
        return False
    names = [each.variable for each in asked if each.variable.startswith("$cors") or each.value]
    return any(chooses(where) for name in names for where, _ in definitions(config, name))


def is_preflight(level: Level) -> bool:
    """Whether a level is the if that answers preflights: it returns a success."""
    if level.name != "if" or level.directive is None:
        return False
    asked = condition(level.directive)
    text = asked.value.text if asked.value else ""
    about = asked.variable == "$request_method" and "OPTIONS" in text and asked.operator != "!="
    return (about or is_allowed_preflight(level)) and answers(level)


def answers(level: Level) -> bool:
    """Whether a level answers with a success by itself."""
    return any(each.arguments[:1] and each.arguments[0][:1] == "2" for each in level.own("return"))


def is_allowed_preflight(level: Level) -> bool:
    """Whether a level is an if on a variable made of the preflight's own headers."""
    if level.name != "if" or level.directive is None:
        return False
    asked = condition(level.directive)
    return "preflight" in asked.variable or (
        asked.value is not None and asked.value.text.startswith("^OPTIONS:")
    )


def preflight_blocks(config: Config, level: Level) -> list[Level]:
    """Give the ifs right inside a level that answer preflights."""
    return [
        each
        for each in config.levels
        if each.parents and each.parents[-1] is level and is_preflight(each)
    ]


def definitions(config: Config, name: str) -> Iterator[tuple[Level, Directive]]:
    """Give the places where a variable is set."""
    for level, each in config.directives("set"):
        if len(each.arguments) == 2 and bare(each.arguments[0]) == name:  # noqa: PLR2004 - its shape
            yield level, each


def reflects(config: Config, level: Level, text: str, depth: int = 0) -> bool:
    """Whether a value, used at a level, is every origin that asks."""
    name = bare(text)
    if name == _ORIGIN:
        return not chooses(level, config)
    if not is_variable(name) or depth > _DEEP:
        return False
    for where, each in definitions(config, name):
        if reflects(config, where, each.arguments[1], depth + 1):
            return True
    return any(bare(each.arguments[1]) == name and _map_reflects(each) for each in config.maps)


def _map_reflects(block: Directive) -> bool:
    if bare(block.arguments[0]) != _ORIGIN:
        return False
    for entry in block.block or ():
        given = entry.arguments[0] if entry.arguments else ""
        key = entry.name
        every = key == "default" or (
            key.startswith("~") and matches_anything(key.lstrip("~").lstrip("*"))
        )
        if every and bare(given) == _ORIGIN:
            return True
    return False


def varies(level: Level, header: Directive) -> bool:
    """Whether what an Allow-Origin says depends on who asks."""
    return "$" in value(header).text or chooses(level)


def with_credentials(level: Level) -> tuple[Directive, ...]:
    """Give the lines that allow credentials here."""
    return tuple(
        each
        for each in level.headers(ALLOW_CREDENTIALS)
        if value(each).text == "true" or is_variable(value(each).text)
    )


def inserted_at_top(level: Level, *lines: str) -> Edit:
    """Put lines before the first header or if of a level."""
    told = [each for each in level.body if each.name in {"add_header", "if"}]
    first = (told or level.body)[0]
    return first.source.before(first.start, *lines)


def list_of(origins: tuple[str, ...]) -> str:
    """Write origins as an expression; `*.` stands for any labels."""
    parts = [_expression(each) for each in origins]
    return f"^{parts[0]}$" if len(parts) == 1 else f"^(?:{'|'.join(parts)})$"


def _expression(origin: str) -> str:
    pattern = parse_pattern(origin)
    if pattern is not None and (pattern.placeholder or pattern.any_port):
        return expression(pattern)
    return re.escape(origin).replace(r"\*\.", r"(?:[a-z0-9-]+\.)+").replace(r"\-", "-")


def chosen(origins: tuple[str, ...]) -> tuple[str, ...]:
    """Write how `$cors_origin` is the asking origin where that is one of these."""
    return (
        'set $cors_origin "";',
        f'if ($http_origin ~ "{list_of(origins)}") {{',
        "    set $cors_origin $http_origin;",
        "}",
    )
