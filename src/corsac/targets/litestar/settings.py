"""Settings of Litestar's `CORSConfig`.

What it does with them was read from litestar 2.25.0 and run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY, parse_pattern
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Listing, Scalar, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.core.findings import Span
    from corsac.policy.policy import Policy
    from corsac.targets.settings.program import Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("litestar", "Litestar")
#: Request headers that it allows whatever is set.
_ALWAYS: Final = ("Accept", "Accept-Language", "Content-Language", "Content-Type")
_DEFAULT_AGE: Final = 600
_KNOWN: Final = (
    "allow_origins",
    "allow_methods",
    "allow_headers",
    "allow_credentials",
    "allow_origin_regex",
    "expose_headers",
    "max_age",
)


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the arguments of a running program.

    Args:
        given: As they are given to `CORSConfig`.
    """
    draft = Draft(LIBRARY)
    policy = policy_of(draft, {name: value_of(value) for name, value in given.items()})
    return draft.reading(policy)


def read(program: Program) -> tuple[Reading, ...]:
    """Read each `CORSConfig` of a file.

    Args:
        program: The file.
    """
    found: list[Reading] = []
    for call in program.calls():
        if call.name in {"litestar.config.cors.CORSConfig", "litestar.config.CORSConfig"}:
            draft = Draft(LIBRARY, span=call.span)
            given = dict(zip(_KNOWN, call.positional, strict=False))
            policy = policy_of(draft, given | call.arguments("allow_origins"), call.span)
            found.append(draft.reading(policy))
    return tuple(found)


def policy_of(
    draft: Draft,
    given: Mapping[str, Value],
    span: Span | None = None,
) -> Policy | None:
    """Make the policy that a `CORSConfig` means.

    Args:
        draft: Takes remarks.
        given: Its arguments.
        span: Where it stands.
    """
    for name, value in given.items():
        if name not in _KNOWN:
            reason = Text.of("raises TypeError at the start: it takes no {name}", name=name)
            draft.remark(Effect.FAILS, value.span, reason=reason, mend=Text("take it out"))
    draft.credentials = draft.switch(given.get("allow_credentials"), "allow_credentials")
    _origins(draft, given.get("allow_origins", Listing((Scalar(ANY, span),))))
    expression = given.get("allow_origin_regex")
    if expression is not None and text_of(expression) is not None:
        draft.origins(expression, expressions=True)
    elif expression is not None and not isinstance(expression, Scalar):
        draft.unknown(expression, "the origins")
        draft.undecided = True
    everyone = value_of([ANY])
    draft.names("allow_methods", given.get("allow_methods", everyone), "the methods")
    draft.names("allow_headers", given.get("allow_headers", everyone), "the request headers")
    if ANY not in draft.lists.get("allow_headers", {}):
        there = {each.lower() for each in draft.lists.get("allow_headers", {})}
        for name in _ALWAYS:
            if name.lower() not in there:
                draft.add("allow_headers", name)
    draft.names("expose_headers", given.get("expose_headers", Listing()), "the exposed headers")
    draft.seconds(given.get("max_age", Scalar(_DEFAULT_AGE)))
    if ANY not in draft.lists.get("allow_origins", {}):
        draft.remark(
            Effect.VARY_MISSING, span, where=Text("to origins that are refused, or without Origin")
        )
    return draft.policy()


def _origins(draft: Draft, value: Value) -> None:
    """Take the origins: a star in one stands for any characters."""
    if text_of(value) is not None:
        draft.remark(Effect.LETTERS, value.span, text_of(value))
    for each in value.items if isinstance(value, Listing) else (value,):
        text = text_of(each)
        if text is None or text == ANY or "*" not in text:
            draft.origins(each)
            continue
        pattern = parse_pattern(text)
        if pattern is not None:
            # `https://*.example.com` and `:*` work as patterns do, for all that browsers send.
            draft.add("allow_origins", text, each.span)
            if pattern.any_port:
                reason = Text("a port was due; the policy's pattern has the default port too")
                draft.remark(Effect.WIDER, each.span, text, reason=reason, mend="")
        else:
            draft.expression(re.escape(text).replace(r"\*", ".*"), each.span)
