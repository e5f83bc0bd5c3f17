"""What an Apache configuration says about CORS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config, Directive, Header, Word

ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
PREFLIGHT: Final = (
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
)
_SENDS: Final = frozenset({"set", "setifempty", "add", "append", "merge"})


def origins(config: Config) -> tuple[Header, ...]:
    """Give the lines that send Allow-Origin."""
    return sent(config, ALLOW_ORIGIN)


def sent(config: Config, *names: str) -> tuple[Header, ...]:
    """Give the lines that send one of these headers, with a value."""
    return tuple(
        each
        for each in config.headers
        if each.name in names and each.action.text.lower() in _SENDS and each.value is not None
    )


def credentials(config: Config, origin: Header) -> tuple[Header, ...]:
    """Give the lines beside an Allow-Origin that allow credentials."""
    found = config.beside(origin, ALLOW_CREDENTIALS)
    return tuple(each for each in found if each.value and each.value.text.lower() == "true")


def varies(origin: Header) -> bool:
    """Whether what is sent depends on the request."""
    text = origin.value.text if origin.value else ""
    return "%{" in text or any(
        word.text.lower().startswith("env=") or "origin" in word.text.lower()
        for word in origin.rest
    )


def is_proxy(config: Config) -> bool:
    """Whether the file passes requests on."""
    if config.named("proxypass", "proxypassmatch"):
        return True
    flags = [line.words[-1].text for line in config.named("rewriterule")]
    handlers = [line.words[-1].text for line in config.named("sethandler")]
    return any(re.search(r"\[(?:.*,)?P\b", flag) for flag in flags) or any(
        each.startswith("proxy:") for each in handlers
    )


def patterns(config: Config) -> Iterator[tuple[Directive, Word]]:
    """Give the expressions that choose an origin into a variable, with SetEnvIf."""
    for line in config.named("setenvif", "setenvifnocase"):
        if len(line.words) > 2 and line.words[1].text.lower() == "origin":  # noqa: PLR2004 - its shape
            yield line, line.words[2]


def preflight_rules(config: Config) -> Iterator[tuple[tuple[Directive, ...], Directive]]:
    """Give the RewriteRules that answer OPTIONS with a success, with their conditions."""
    conditions: list[Directive] = []
    for line in config.directives:
        if line.name == "rewritecond":
            conditions.append(line)
        elif line.name == "rewriterule":
            asks = any(
                "REQUEST_METHOD" in x.words[1].text.upper() and "OPTIONS" in x.words[2].text.upper()
                for x in conditions
                if len(x.words) > 2  # noqa: PLR2004 - its shape
            )
            if asks and re.search(r"\[(?:.*,)?R=2\d\d\b", line.words[-1].text):
                yield tuple(conditions), line
            conditions = []
        else:
            conditions = []
