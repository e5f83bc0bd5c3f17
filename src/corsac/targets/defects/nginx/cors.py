"""What an nginx configuration says about CORS: whose origin it takes, where, for which requests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import parse_pattern
from corsac.targets.defects.nginx.places import FILES, in_http
from corsac.targets.defects.nginx.tree import SENDERS, bare
from corsac.targets.defects.origin_pattern import matches_anything
from corsac.targets.defects.values import is_filled_in
from corsac.targets.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level, Word

ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
ALLOW_METHODS: Final = "access-control-allow-methods"
ALLOW_HEADERS: Final = "access-control-allow-headers"
MAX_AGE: Final = "access-control-max-age"
EXPOSE_HEADERS: Final = "access-control-expose-headers"
PREFLIGHT: Final = (
    ALLOW_METHODS,
    ALLOW_HEADERS,
    MAX_AGE,
)
CORS: Final = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, *PREFLIGHT, EXPOSE_HEADERS)
#: What sends a request on to somebody else, and the prefix of its settings.
PASSES: Final = {
    "proxy_pass": "proxy",
    "fastcgi_pass": "fastcgi",
    "uwsgi_pass": "uwsgi",
    "scgi_pass": "scgi",
    "grpc_pass": "grpc",
}
_ORIGIN: Final = "$http_origin"
_METHOD: Final = "$request_method"
#: What is set of a preflight's own headers: whose origin is in it, is known before.
_PREFLIGHT: Final = "$cors_preflight"
_VARIABLE: Final = re.compile(r"\$\{\w+\}|\$\w+")
_ONE: Final = re.compile(r"\*|null|[a-z][a-z0-9+.-]*://[a-z0-9.\[\]:-]+", re.DOTALL)
#: What nginx knows by itself, and no Origin decides.
_BUILT_IN: Final = re.compile(
    r"\$(?:sent_http_|upstream_|scheme|host|server_|request_|remote_|uri|args|arg_|cookie_|ssl_|"
    r"content_|document_|proxy_|http_(?!origin))"
)
#: Names that variables of allowed origins have. One in capitals alone is filled in before nginx
#: reads the file, as by envsubst, and is the same for everyone.
_ABOUT: Final = re.compile(r"\$(?=.*[a-z]).*(?i:origin|cors|allow)")
#: What is known only once something has answered.
_ANSWERED: Final = re.compile(r"\$(?:sent_http_|upstream_)")


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


def written(header: Directive, text: str) -> str:
    """Write a value as a header's line needs it: in quotes of its own, or in those around it."""
    return f'"{text}"' if header.name == "add_header" else text


def is_variable(text: str) -> bool:
    """Whether a value is one variable and nothing else."""
    return re.fullmatch(r"\$\w+", bare(text)) is not None


def is_one_origin(text: str) -> bool:
    """Whether a value can be an origin: one that is written out, or what is filled in."""
    return _ONE.fullmatch(text) is not None or is_filled_in(text)


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
    names = [
        each.variable
        for each in asked
        if "!" not in each.operator and (each.value is None or each.value.text)
    ]
    return any(_chosen_by(config, name) for name in names)


def _chosen_by(config: Config, name: str) -> bool:
    """Whether a variable is set where the origin was chosen, or made by a map that chooses."""
    known, asked = config.remembered, ("chooses", name)
    if asked not in known:
        known[asked] = any(chooses(where) for where, _ in config.sets(name)) or any(
            map(_map_chooses, config.maps_to(name))
        )
    return known[asked]


def is_preflight(level: Level) -> bool:
    """Whether a level answers preflights by itself: an if, or what an if hands them to."""
    if not answers(level):
        return False
    own = any(each.is_about(*PREFLIGHT) for each in level.lines)
    if level.name == "location" and level.directive is not None:
        return own and level.directive.arguments[:1] != () and "@" in level.directive.arguments[0]
    return level.name == "if" and (own or asks_method(level) or is_allowed_preflight(level))


def asks_method(level: Level) -> bool:
    """Whether a level is an if on the method OPTIONS."""
    if level.name != "if" or level.directive is None:
        return False
    asked = condition(level.directive)
    text = asked.value.text if asked.value else ""
    positive = asked.operator in {"=", "~", "~*"}
    return asked.variable == "$request_method" and "OPTIONS" in text and positive


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
    """Give the ifs that answer preflights and would inherit a level's headers.

    For an if that sends headers itself, they are the ifs beside it.
    """
    if level.name == "if" and level.parents:
        level = level.parents[-1]
    return [x for x in config.inside(level) if is_preflight(x) and inherits(x, level)]


def inherits(level: Level, outer: Level) -> bool:
    """Whether nothing between a level and one around it ends the inheritance of headers."""
    if outer not in level.parents:
        return False
    between = level.parents[level.parents.index(outer) + 1 :]
    return not any(each.own("add_header") for each in between)


def actual_of(config: Config, block: Level) -> Level | None:
    """Give the level that answers what a preflight asked for: around the block, or beside it."""
    around = next(
        (x for x in block.chain[1:] if any(y.is_about(ALLOW_ORIGIN) for y in x.lines)), None
    )
    if around is not None or not block.parents:
        return around
    beside = [
        each
        for each in config.inside(block.parents[-1])
        if each is not block
        and not is_preflight(each)
        and any(line.is_about(ALLOW_ORIGIN) for line in each.lines)
    ]
    # One location for several places can stand for none of them.
    return beside[0] if len(beside) == 1 or (beside and block.name == "if") else None


def is_asset(level: Level, header: Directive) -> bool:
    """Whether a header opens fonts and pictures to everyone: nobody reads such an error."""
    place = next((each for each in level.chain if each.name == "location"), None)
    if place is None or place.directive is None or value(header).text != "*":
        return False
    return FILES.search(place.directive.words[-1].text) is not None


def allows_credentials(config: Config) -> bool:
    """Whether a file allows credentials anywhere."""
    return any(x.is_about(ALLOW_CREDENTIALS) for level in config.levels for x in level.lines)


def allows(config: Config, header: Directive) -> bool:
    """Whether a value is there by itself, or by who asks; not by what is answered."""
    return not any(map(_ANSWERED.match, _made_of(config, value(header).text)))


def depends(config: Config, text: str) -> bool:
    """Whether a value is another one for another Origin.

    What is set in no file that is here is taken to be where its name is about origins.
    """
    known, asked = config.remembered, ("depends", text)
    if asked not in known:
        known[asked] = _depends(config, text)
    return known[asked]


def _depends(config: Config, text: str) -> bool:
    waiting, seen = _names(text), set[str]()
    while waiting:
        name = waiting.pop()
        if name == _ORIGIN:
            return True
        if name in seen or _BUILT_IN.match(name):
            continue
        seen.add(name)
        sets, maps = config.sets(name), config.maps_to(name)
        if not sets and not maps and (name in config.by_address or not _ABOUT.search(name)):
            continue
        if (not sets and not maps) or any(chooses(where, config) for where, _ in sets):
            return True
        waiting += [more for _, each in sets for more in _names(each.arguments[1])]
        waiting += [more for each in maps for more in _names(each.arguments[0])]
        waiting += [more for _, word in given(config, name) for more in _names(word.text)]
    return False


def asks_method_by(config: Config, text: str) -> bool:
    """Whether a value is another one, or none, for another method."""
    return _METHOD in _made_of(config, text)


def _made_of(config: Config, text: str) -> Iterator[str]:
    """Give the variables that a value is made of, and those that decide what is."""
    waiting, seen = _names(text), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        for where, each in config.sets(name):
            around = [x.directive for x in where.chain if x.name == "if"]
            waiting += [condition(x).variable for x in around if x is not None]
            waiting += _names(each.arguments[1])
        waiting += [more for each in config.maps_to(name) for more in _names(each.arguments[0])]
        waiting += [more for _, word in given(config, name) for more in _names(word.text)]


def _names(text: str) -> list[str]:
    return [bare(each) for each in dict.fromkeys(_VARIABLE.findall(text))]


def reflects(config: Config, level: Level, text: str) -> bool:
    """Whether a value, used at a level, is every origin that asks."""
    name = bare(text)
    if name == _ORIGIN:
        return not chooses(level, config)
    known, asked = config.remembered, ("reflects", name)
    if asked not in known:
        known[asked] = next(reflections(config, text), None) is not None
    return known[asked]


def reflections(config: Config, text: str) -> Iterator[tuple[Directive, Word]]:
    """Give the lines of `set` and `map` that let a value be every origin, each with its place."""
    waiting, seen = [bare(text)], {_ORIGIN}
    while waiting:
        name = waiting.pop()
        if name in seen or not is_variable(name):
            continue
        seen.add(name)
        for where, each in config.sets(name):
            if bare(each.arguments[1]) == _ORIGIN and not chooses(where, config):
                yield each, each.words[2]
            waiting.append(bare(each.arguments[1]))
        for block in config.maps_to(name):
            yield from ((entry, entry.words[1]) for entry in _every(block))


def given(config: Config, text: str) -> Iterator[tuple[Directive, Word]]:
    """Give what a variable may hold, as `set` and `map` say, each with its place."""
    name = bare(text)
    for _, each in config.sets(name):
        yield each, each.words[2]
    for block in config.maps_to(name):
        yield from ((x, x.words[1]) for x in block.block or () if len(x.words) > 1)


def _map_chooses(block: Directive) -> bool:
    given = {entry.name: entry.arguments[0] for entry in block.block or () if entry.arguments}
    return bare(block.arguments[0]) == _ORIGIN and given.get("default", "") in {"", "0"}


def _every(block: Directive) -> Iterator[Directive]:
    """Give the lines of a map that take any origin and give it back."""
    if bare(block.arguments[0]) != _ORIGIN:
        return
    for entry in block.block or ():
        given = entry.arguments[0] if entry.arguments else ""
        key = entry.name
        every = key == "default" or (
            key.startswith("~") and matches_anything(key.lstrip("~").lstrip("*"))
        )
        if every and bare(given) == _ORIGIN:
            yield entry


def may_be_star(config: Config, name: str) -> bool:
    """Whether a variable may hold `*`: who is not allowed is let in without credentials then."""
    known, asked = config.remembered, ("star", name)
    if asked not in known:
        known[asked] = any(word.text == "*" for _, word in given(config, name))
    return known[asked]


def varies(config: Config, level: Level, header: Directive) -> bool:
    """Whether what an Allow-Origin says depends on who asks."""
    return depends(config, value(header).text) or chooses(level, config)


def settled(config: Config, level: Level) -> bool:
    """Whether an Allow-Origin is as it will be: what is to be mended is copied nowhere."""
    for each in level.headers(ALLOW_ORIGIN):
        text = value(each).text
        if not is_one_origin(text):
            return False
        if config.source.origins and (text == "*" or reflects(config, level, text)):
            return not with_credentials(level)
    return True


def with_credentials(level: Level) -> tuple[Directive, ...]:
    """Give the lines that allow credentials here."""
    return tuple(
        each
        for each in level.headers(ALLOW_CREDENTIALS)
        if value(each).text == "true" or is_variable(value(each).text)
    )


def inserted_choice(level: Level, origins: tuple[str, ...]) -> Edit:
    """Write at a level how `$cors_origin` is the asking origin where that is one of these."""
    if not in_http(level):
        return inserted_at_top(level, *chosen(origins))
    entry = f'    "~{list_of(origins)}" $http_origin;'
    return inserted_at_top(level, "map $http_origin $cors_origin {", '    default "";', entry, "}")


def inserted_at_top(level: Level, *lines: str) -> Edit:
    """Put lines before the first header or if of a level."""
    # Behind a `rewrite … break` no `set` and no `if` is carried out.
    told = {*SENDERS, "if", "rewrite", "break"}
    known = tuple(x for x in level.body if x.name in told or x.arguments[:1] == (_PREFLIGHT,))
    first = next(iter(known or level.body), None)
    if first is None and level.directive:
        at = level.directive.opened
        return level.source.edit(at, at, "".join(f" {each}" for each in lines))
    return first.source.before(first.start, *lines) if first else level.source.edit(0, 0, "")


def inserted_where_known(tree: Config, level: Level, names: Iterable[str], *lines: str) -> Edit:
    """Put lines behind what sets some variables at a level; at its top where nothing does."""
    places = {
        made.start
        for name in names
        for made in (
            *tree.sets_at(level, name),
            *(x.directive for x in tree.inside(level) if x.name == "if" and tree.sets_at(x, name)),
        )
        if made is not None
    }
    last = next((each for each in reversed(level.body) if each.start in places), None)
    if last is None:
        return inserted_at_top(level, *lines)
    return last.source.after(last.start, last.end, *lines)


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
