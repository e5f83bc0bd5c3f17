"""What an Apache configuration says about CORS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.apache.tree import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.apache.tree import Config, Directive, Header

ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
EXPOSE_HEADERS: Final = "access-control-expose-headers"
PREFLIGHT: Final = (
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
)
_GIVEN: Final = re.compile(r"%\{(\w+)\}e")
_ASKED: Final = frozenset({"%{http:origin}", "%{http_origin}"})
_SET: Final = re.compile(r"[\[,]\s*E=(\w+):([^,\]]*)")
_IF: Final = re.compile(
    r"%\{(?:HTTP:Origin|HTTP_ORIGIN|req:Origin)\}\s*=~\s*"
    r"(?:/(?P<slashed>(?:\\.|[^/\\])*)/|m(?P<mark>[#|,!@])(?P<marked>(?:(?!(?P=mark)).)*)(?P=mark))",
    re.IGNORECASE,
)
#: Files of a kind, or one of them, that no application makes.
_FILES: Final = re.compile(
    r"woff|ttf|otf|eot|svg|png|jpe?g|gif|ico|webp|avif|css|js(?!on)|mp[34]|"
    r"^(?!.*(?:php|cgi|\.p[ly])$)[\w-]+\.\w+$",
    re.IGNORECASE,
)
_FASTCGI: Final = re.compile(r"fcgi", re.IGNORECASE)
_APPLICATION: Final = re.compile(
    r"php|\.cgi|wsgi|passenger|FallbackResource|AllowOverride\s+All|jk(?:un)?mount", re.IGNORECASE
)
_SENDS: Final = frozenset({"set", "setifempty", "add", "append", "merge"})


def origins(config: Config) -> tuple[Header, ...]:
    """Give the lines that send Allow-Origin."""
    return sent(config, ALLOW_ORIGIN)


def sent(config: Config, *names: str) -> tuple[Header, ...]:
    """Give the lines that send one of these headers, with a value."""
    return tuple(each for each in config.headers if each.name in names and is_sent(each))


def is_sent(header: Header) -> bool:
    """Whether a line sends its header, and does not take it away."""
    return header.action.text.lower() in _SENDS and header.value is not None


def credentials(config: Config, origin: Header) -> tuple[Header, ...]:
    """Give the lines beside an Allow-Origin that allow credentials."""
    found = config.beside(origin, ALLOW_CREDENTIALS)
    return tuple(each for each in found if each.value and each.value.text.lower() == "true")


def varies(origin: Header) -> bool:
    """Whether what is sent depends on the request."""
    text = origin.value.text if origin.value else ""
    return (
        "%{" in text
        or any(
            word.text.lower().startswith("env=") or "origin" in word.text.lower()
            for word in origin.rest
        )
        or outermost_if(origin.line) is not None
    )


def outermost_if(line: Directive) -> Directive | None:
    """Give the outermost `<If>` on the Origin around a line: what is in it goes to some alone."""
    around = (x for x in line.sections if x.name in {"if", "elseif"})
    return next((x for x in around if "origin" in _text(x).lower()), None)


def in_options_if(header: Header) -> bool:
    """Whether a line stands in an `<If>` on the method OPTIONS: it is merged last, and wins."""
    places = header.line.places
    text = _text(places[-1]) if places and places[-1].name in {"if", "elseif"} else ""
    return "REQUEST_METHOD" in text and "OPTIONS" in text


def _text(line: Directive) -> str:
    return line.source.text[line.start : line.end]


def before(line: Directive, *lines: str) -> Edit:
    """Put lines before one, or before the `<If>` that it stands in: they are for everyone."""
    place = outermost_if(line) or line
    return line.source.before(place.start, *lines)


def variable(config: Config, origin: Header) -> str:
    """Give the variable that an Allow-Origin is sent by: `env=NAME`, or `%{NAME}e` alone.

    Empty where there is none, or another line sends it to the rest.
    """
    places = origin.line.places
    beside = config.beside(origin, ALLOW_ORIGIN)
    names = {_gate(each) for each in beside if each.value and each.line.places == places}
    return names.pop() if len(names) == 1 else ""


def _gate(header: Header) -> str:
    for word in header.rest:
        if word.text.lower().startswith("env=") and not word.text[4:].startswith("!"):
            return word.text[4:]
    match = _GIVEN.fullmatch(header.value.text) if header.value else None
    return match[1] if match and not header.rest else ""


def is_asset(header: Header) -> bool:
    """Whether a header opens fonts and pictures to everyone: nobody reads such an error."""
    files = (x for x in header.line.sections if x.name in {"files", "filesmatch"})
    open_to_all = header.value is not None and header.value.text == "*"
    return open_to_all and any(_FILES.search(x.words[-1].text) for x in files)


def is_proxy(config: Config) -> bool:
    """Whether the file passes requests on by HTTP.

    What FastCGI answers is in the table `always`, as a CGI script's is, and replaced there.
    """
    if any(not _FASTCGI.search(_text(x)) for x in config.named("proxypass", "proxypassmatch")):
        return True
    handlers = [line.words[-1].text for line in config.named("sethandler")]
    if any(x.startswith("proxy:") and not _FASTCGI.search(x) for x in handlers):
        return True
    flags = [x.words[-1].text for x in config.named("rewriterule") if not _FASTCGI.search(_text(x))]
    return any(re.search(r"\[(?:.*,)?P\b", flag) for flag in flags)


def has_application(config: Config) -> bool:
    """Whether more than files may answer, inside this server: a .htaccess is beside what does."""
    name = re.split(r"[/\\]", config.source.name)[-1]
    return name.endswith("htaccess") or _APPLICATION.search(config.source.text) is not None


def patterns(config: Config) -> Iterator[tuple[Directive, Word]]:
    """Give the expressions that choose who is allowed: of SetEnvIf, RewriteCond and `<If>`.

    One whose variable does nothing but send `*` chooses nobody.
    """
    used = {name for each in origins(config) for name in _names(each)}
    idle = {x.text[4:] for each in origins(config) for x in each.rest if _asks_variable(x)} - used
    for line in config.named("setenvif", "setenvifnocase"):
        match line.words:
            case [_, about, expression, *names] if about.text.lower() == "origin":
                if not all(word.text.partition("=")[0] in idle for word in names):
                    yield line, expression
            case _:
                pass
    for conditions, line in rules(config):
        if any(name in used for name, _ in variables(line)):
            yield from ((x, x.words[2]) for x in conditions if _asks_origin(x))
    for line in config.directives:
        if line.opens and line.name in {"if", "elseif"}:
            yield from ((line, word) for word in _matched(line))


def _names(header: Header) -> Iterator[str]:
    """Give the variables that an Allow-Origin depends on, but for one that only asks for `*`."""
    text = header.value.text if header.value else ""
    if text != "*":
        yield from _GIVEN.findall(text)
        yield from (x.text[4:] for x in header.rest if _asks_variable(x))


def _asks_variable(word: Word) -> bool:
    return word.text.lower().startswith("env=")


def _asks_origin(condition: Directive) -> bool:
    words = condition.words
    return len(words) > 2 and words[1].text.lower() in _ASKED and not words[2].text.startswith("!")  # noqa: PLR2004 - its shape


def _matched(line: Directive) -> Iterator[Word]:
    """Give the expressions that an `<If>` holds the Origin against."""
    text = line.source.text
    for match in _IF.finditer(text, line.start, line.end):
        group = "slashed" if match["slashed"] is not None else "marked"
        yield Word(match[group], match.start(group), match.end(group))


def rules(config: Config) -> Iterator[tuple[tuple[Directive, ...], Directive]]:
    """Give the RewriteRules, with their conditions."""
    conditions: list[Directive] = []
    for line in config.directives:
        if line.name == "rewritecond":
            conditions.append(line)
            continue
        if line.name == "rewriterule":
            yield tuple(conditions), line
        conditions = []


def variables(rule: Directive) -> Iterator[tuple[str, str]]:
    """Give the variables that a RewriteRule sets, with their values."""
    yield from _SET.findall(rule.words[-1].text)


def rewritten(line: Directive, word: Word, text: str) -> Iterator[Edit]:
    """Write an expression anew, in quotes but for one that stands within others.

    It matches the whole origin then, whose parts may be counted otherwise: `$1` becomes `$0`.
    """
    source = line.source
    whole = source.text[word.start - 1 : word.start].isspace()
    yield source.edit(word.start, word.end, f'"{text}"' if whole else text)
    for each in line.words[3:] if line.name.startswith("setenvif") else ():
        at = source.text.find("=$1", each.start, each.end)
        if at >= 0:
            yield source.edit(at + 1, at + 3, "$0")


def preflight_rules(config: Config) -> Iterator[tuple[tuple[Directive, ...], Directive]]:
    """Give the RewriteRules that answer OPTIONS with a success, with their conditions."""
    for conditions, line in rules(config):
        asks = any(
            "REQUEST_METHOD" in x.words[1].text.upper() and "OPTIONS" in x.words[2].text.upper()
            for x in conditions
            if len(x.words) > 2  # noqa: PLR2004 - its shape
        )
        if asks and re.search(r"\[(?:.*,)?R=2\d\d\b", line.words[-1].text):
            yield conditions, line
