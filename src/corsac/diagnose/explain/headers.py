"""Headers explained from core's tables and the engines' profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.profiles import PROFILES
from corsac.core import cors_headers as names
from corsac.core.cors_headers import (
    FORBIDDEN_RESPONSE_NAMES,
    REQUEST,
    RESPONSE,
    SAFELISTED_RESPONSE_NAMES,
    CorsHeader,
    Sender,
)
from corsac.core.fields import normalize_value
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.origin import parse_origin
from corsac.core.request_headers import (
    FORBIDDEN,
    METHOD_OVERRIDES,
    SAFELISTED_TYPES,
    VALUE_LIMIT,
    is_forbidden,
    is_safelisted,
)
from corsac.diagnose.explain.explanation import Block, Explanation, fact, heading, items, paragraph
from corsac.diagnose.explain.header_lore import FORMS, MISTAKES, STAGES
from corsac.diagnose.forced import why_unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.browser.profile import Profile

CORS_HEADERS: Final = {header.name.lower(): header for header in (*REQUEST, *RESPONSE)}
"""The nine, by name in lower case."""

_SAFELISTED: Final = {
    "accept": Text("any value without the bytes {bytes} and without control characters"),
    "accept-language": Text("letters, digits, blanks and * , - . ; = alone"),
    "content-language": Text("letters, digits, blanks and * , - . ; = alone"),
    "content-type": Text("one of {types}, with any parameters"),
    "range": Text("one range that has a start: bytes=0-99 or bytes=100-"),
}
_OTHERS: Final = {
    "authorization": (
        Text("set by script it is an ordinary header that needs a preflight; it is no credential"),
        Text("Access-Control-Allow-Origin: * may stand beside it, if there are no cookies"),
        Text("list it by name in Access-Control-Allow-Headers: by the standard * leaves it out"),
        Text("the preflight itself never carries it: OPTIONS must be answered without a login"),
        Text("a redirect to another origin takes it away"),
    ),
    "cookie": (
        Text("script can't set it: credentials 'include' or withCredentials sends the jar's"),
        Text("a preflight never has one"),
        Text("across sites it needs SameSite=None; Secure; within one site it does not"),
        Text("browsers may block third-party cookies whatever CORS says"),
    ),
    "set-cookie": (
        Text("script can never read it, whatever is exposed"),
        Text("it is stored even where the CORS check fails, if credentials were included"),
    ),
    "vary": (
        Text("Vary: Origin on every answer whose headers depend on the Origin, also without one"),
        Text("a fixed Access-Control-Allow-Origin needs no Vary"),
    ),
}


def header_names() -> tuple[str, ...]:
    """Give the names of headers that have an explanation of their own."""
    own = (*CORS_HEADERS, *_SAFELISTED, *_OTHERS, *sorted(FORBIDDEN), *sorted(METHOD_OVERRIDES))
    return tuple(dict.fromkeys(own))


def explain_header(name: str, value: str | None = None) -> Explanation:
    """Explain a header, and a value of it where there is one.

    Args:
        name: In any case; a token.
        value: As it would be sent; None for the header as such.
    """
    low = name.lower()
    known = CORS_HEADERS.get(low)
    blocks = _cors(known) if known else _request(low)
    title = known.name if known else name.title() if name.islower() else name
    judged = () if value is None else tuple(_judged(low, normalize_value(value)))
    between = (heading("The header itself"),) if judged else ()
    return Explanation(Text.of("{name}", name=title), (*judged, *between, *blocks))


def _cors(header: CorsHeader) -> tuple[Block, ...]:
    sender = Text("the browser") if header.sender is Sender.BROWSER else Text("the server")
    wildcard = Text("for everything, but only in requests without credentials")
    return (
        fact("sent by", sender),
        fact("on", STAGES[header.stage]),
        fact("holds", FORMS[header.form]),
        *((fact("* stands", wildcard),) if header.wildcard else ()),
        fact("twice", _twice(header)),
        fact("standard", Text.of("{clause}", clause=header.clause)),
        *_engines(header),
        heading("Often wrong"),
        *items(MISTAKES[header.name]),
    )


def _twice(header: CorsHeader) -> Text:
    if header.form.is_list:
        return Text("two lines are read as one list")
    return Text("two lines are one wrong value")


def _engines(header: CorsHeader) -> Iterator[Block]:
    tell = _ENGINES.get(header.name)
    if tell is None:
        return
    yield heading("In each engine")
    for profile in PROFILES.values():
        yield fact("{engine}", tell(profile), engine=profile.label)


def _max_age(profile: Profile) -> Text:
    cap = profile.max_age_cap
    unreadable = profile.max_age(["ten"])
    values = {"default": f"{profile.max_age([]):g}", "unreadable": f"{unreadable:g}"}
    if cap == float("inf"):
        return Text.of(
            "no cap; absent means {default} s, an unreadable value {unreadable} s", **values
        )
    return Text.of(
        "at most {cap} s; absent means {default} s, an unreadable value {unreadable} s",
        cap=f"{cap:g}",
        **values,
    )


def _allow_headers(profile: Profile) -> Text:
    if profile.wildcard_covers_authorization:
        return Text("* covers Authorization too, against the standard")
    return Text("* does not cover Authorization")


def _expose(profile: Profile) -> Text:
    if profile.exposed(["*, not a name"]):
        return Text("a malformed name spoils the list, but for a * before it")
    return Text("one malformed name spoils the whole list")


def _origin(profile: Profile) -> Text:
    if profile.origin_always:
        listed = ", ".join(sorted(profile.origin_always))
        return Text.of("sent to the page's own server too by: {apis}", apis=listed)
    return Text("sent across origins, and with every method but GET and HEAD")


_ENGINES: dict[str, Callable[[Profile], Text]] = {
    names.MAX_AGE: _max_age,
    names.ALLOW_HEADERS: _allow_headers,
    names.EXPOSE_HEADERS: _expose,
    names.ORIGIN: _origin,
}


def _request(low: str) -> tuple[Block, ...]:
    """Explain a header that is none of CORS's own."""
    blocks: list[Block] = []
    if low in _SAFELISTED:
        what = Text.of(
            _SAFELISTED[low].template,
            bytes='" ( ) : < > ? @ [ \\ ] { }',
            types=", ".join(sorted(SAFELISTED_TYPES)),
        )
        limit = Text.of("{limit} bytes each, 1024 together", limit=VALUE_LIMIT)
        blocks += [
            fact("as a request header", Text("safelisted: needs no preflight, with such a value")),
            fact("such a value is", what),
            fact("at most", limit),
            fact("standard", Text("fetch#cors-safelisted-request-header")),
        ]
    elif is_forbidden(low, "TRACE"):
        what = Text("script can't set it; trying has no effect, and forces no preflight")
        blocks += [
            fact("as a request header", what),
            fact("standard", Text("fetch#forbidden-request-header")),
        ]
    else:
        what = Text("not safelisted: it needs a preflight whose answer lists it")
        lists = Text.of("Access-Control-Allow-Headers: {name}", name=low.title())
        blocks += [fact("as a request header", what), fact("the server answers", lists)]
    blocks.append(fact("as a response header", _readable(low)))
    blocks += items(_OTHERS.get(low, ()))
    return tuple(blocks)


def _readable(low: str) -> Text:
    if low in FORBIDDEN_RESPONSE_NAMES:
        return Text("script can never read it")
    if low in SAFELISTED_RESPONSE_NAMES:
        return Text("script can always read it")
    return Text.of(
        "script can read it if Access-Control-Expose-Headers lists {name}", name=low.title()
    )


def _judged(low: str, value: str) -> Iterator[Block]:
    """Say what becomes of a value."""
    if low == names.MAX_AGE.lower():
        for profile in PROFILES.values():
            seconds = min(profile.max_age([value]), profile.max_age_cap)
            remembered = Text.of("remembers the preflight for {seconds} s", seconds=f"{seconds:g}")
            yield fact("{engine}", remembered, engine=profile.label)
    elif low == names.ALLOW_ORIGIN.lower():
        yield paragraph(_origin_value(value))
    elif low == names.ALLOW_CREDENTIALS.lower():
        good = Text("this value allows credentials")
        bad = Text.of("{value} is not true, byte by byte: credentials are not allowed", value=value)
        yield paragraph(good if value == "true" else bad)
    elif low not in CORS_HEADERS and not is_forbidden(low, value):
        yield from judged_request(low, value)


def judged_request(low: str, value: str) -> Iterator[Block]:
    """Say of a request header's value whether it needs a preflight, in every engine."""
    line = Headers(((low, value),))
    needs = {p.label: not is_safelisted(low, value, p.safelist) for p in PROFILES.values()}
    if not any(needs.values()):
        yield paragraph(Text("this value needs no preflight, in any engine"))
    elif all(needs.values()):
        yield paragraph(why_unsafe(low, line))
    else:
        for label, needed in needs.items():
            answer = Text("needs a preflight") if needed else Text("needs no preflight")
            yield fact("{engine}", answer, engine=label)


def _origin_value(value: str) -> Text:
    if value == "*":
        return Text("* lets every origin read answers to requests without credentials")
    if value == "null":
        return Text("null lets in every sandboxed frame there is: anybody can make one")
    if "," in value or " " in value.strip():
        return Text("several values: every engine refuses this; the server has to choose one")
    if parse_origin(value) is None:
        return Text.of("no browser sends {value} as its Origin: this never matches", value=value)
    return Text.of("this lets pages of {value} read the answer, and no others", value=value)
