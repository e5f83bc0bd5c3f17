"""CORS by each framework's package: a cause becomes the options that are wrong that way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.redgreen.by_hand import DJANGO, EXPRESS, FASTAPI, FLASK, GO, Hand, NotHere
from tests.redgreen.causes import ANYBODY, ECHO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.redgreen.causes import Cause

_ONE_OWNER: Final = "the package sets each header once, on every answer, as its options say"
_ABSENT: Final = "the same as without the package: see the column by hand"
_ORIGIN: Final = "Access-Control-Allow-Origin"
_CREDENTIALS: Final = "Access-Control-Allow-Credentials"


@dataclass(frozen=True, slots=True)
class Package:
    """How a package takes its options: each one's code, empty where it has no such option.

    Args:
        hand: The language, for what refuses OPTIONS.
        shape: The call; the options stand in it one a line.
        origin: One origin that is written out: a slot for it.
        pattern: A regular expression of origins.
        anybody: Every origin.
        methods: The methods of a list.
        headers: The headers of a list.
        credentials: That cookies may come.
        reasons: Causes that it does not have, by name.
    """

    hand: Hand
    shape: str
    origin: Callable[[str], str]
    pattern: Callable[[str], str]
    anybody: str
    methods: Callable[[str], str]
    headers: Callable[[str], str]
    credentials: str
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])

    def wrong(self, cause: Cause) -> str | NotHere:
        """Write the call."""
        reason = self.reasons.get(cause.name) or _impossible(cause)
        if reason:
            return NotHere(reason)
        told, listed = dict(cause.actual), dict(cause.preflight)
        allowed = told[_ORIGIN]
        options = [
            self.anybody
            if cause.pattern == ANYBODY
            else self.pattern(cause.pattern)
            if allowed == ECHO
            else self.origin(allowed)
        ]
        options += [self.credentials] * (_CREDENTIALS in told)
        options += [self.methods(listed["Access-Control-Allow-Methods"])]
        options += [self.headers(listed["Access-Control-Allow-Headers"])]
        return self.shape.replace("%OPTIONS%", "\n".join(options))

    def handler(self, cause: Cause) -> str:
        """Write nothing: the package is around the handlers."""
        del cause
        return ""

    def refuse(self, cause: Cause) -> str:
        """Write what refuses OPTIONS."""
        return self.hand.refuse(cause)


def _impossible(cause: Cause) -> str:
    """Say why no package answers so; empty where one can."""
    if cause.refused != 204 or cause.silent:
        return _ABSENT
    if cause.warm:
        return "the package sends Vary"
    told, listed = dict(cause.actual), dict(cause.preflight)
    single = len(told) == len(cause.actual) and told.get(_CREDENTIALS, "true") == "true"
    agree = not cause.put or (_CREDENTIALS in told) == (_CREDENTIALS in listed)
    whole = _ORIGIN in told and _ORIGIN in listed and not cause.handler
    return "" if single and agree and whole else _ONE_OWNER


def lines_of(
    shape: str, methods: str, headers: str, left: str = "[", right: str = "]"
) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Give what writes the lists of methods and of headers."""

    def line(name: str) -> Callable[[str], str]:
        """Give what writes one list."""
        return lambda values: shape.format(name, _list(values, left, right))

    return line(methods), line(headers)


def _list(values: str, left: str, right: str) -> str:
    return left + ", ".join(f'"{each.strip()}"' for each in values.split(",")) + right


ECHOES: Final = "it answers with the origin that asks: see the row of any origin echoed"
_LOWERS: Final = "it compares in lower case"
CAPITALS: Final = {"methods in small letters": "it writes methods in capitals"}
SAFE: Final = {"Content-Type not listed": "it lists what is safelisted for some values"}
ANY_HEADER: Final = "it reads `*` as any header, and names those that are asked for"
STARTS: Final = "it matches from an origin's start"
STARS: Final = ("`*` for headers, with credentials", "`*` for Authorization, with credentials")
CORS: Final = Package(
    EXPRESS,
    'const cors = require("cors");\n\napp.use(cors({\n%OPTIONS%\n}));',
    '  origin: "{}",'.format,
    lambda pattern: "  origin: /" + pattern.replace("/", "\\/") + "/,",
    "  origin: true,",
    *lines_of("  {}: {},", "methods", "allowedHeaders"),
    "  credentials: true,",
)
FLASK_CORS: Final = Package(
    FLASK,
    "from flask_cors import CORS\n\nCORS(\n    app,\n%OPTIONS%\n)",
    '    origins=["{}"],'.format,
    '    origins=r"{}",'.format,
    '    origins=r".*",',
    *lines_of("    {}={},", "methods", "allow_headers"),
    "    supports_credentials=True,",
    reasons={
        **CAPITALS,
        "`*` with credentials": ECHOES,
        "the origin in capitals": _LOWERS,
        "a pattern, sent as it is": "it reads a `*` as a regular expression's",
        "a pattern open at its start": STARTS,
        **dict.fromkeys(STARS, ANY_HEADER),
    },
)
DJANGO_CORS: Final = Package(
    DJANGO,
    """\
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]
%OPTIONS%""",
    lambda origin: (
        "CORS_ALLOW_ALL_ORIGINS = True" if origin == "*" else f'CORS_ALLOWED_ORIGINS = ["{origin}"]'
    ),
    'CORS_ALLOWED_ORIGIN_REGEXES = [r"{}"]'.format,
    "CORS_ALLOW_ALL_ORIGINS = True",
    *lines_of("{} = {}", "CORS_ALLOW_METHODS", "CORS_ALLOW_HEADERS"),
    "CORS_ALLOW_CREDENTIALS = True",
    reasons={
        "`*` with credentials": ECHOES,
        "a slash behind the origin": "it reads scheme, host and port alone",
        "a pattern open at its start": STARTS,
    },
)
STARLETTE: Final = Package(
    FASTAPI,
    """\
from starlette.middleware.cors import CORSMiddleware

app.add_middleware(
    CORSMiddleware,
%OPTIONS%
)""",
    '    allow_origins=["{}"],'.format,
    '    allow_origin_regex=r"{}",'.format,
    '    allow_origin_regex=r".*",',
    *lines_of("    {}={},", "allow_methods", "allow_headers"),
    "    allow_credentials=True,",
    reasons={
        **SAFE,
        "`*` with credentials": ECHOES,
        "`*` for methods, with credentials": "it reads `*` as the methods that it names",
        "a pattern open at its start": STARTS,
        "a pattern open at its end": "it matches the whole of an origin",
        **dict.fromkeys(STARS, ANY_HEADER),
    },
)
RS_CORS: Final = Package(
    GO,
    """\
func withHeaders(next http.Handler) http.Handler {
	return rscors.New(rscors.Options{
%OPTIONS%
	}).Handler(next)
}""",
    '\t\tAllowedOrigins: []string{{"{}"}},'.format,
    "\t\tAllowOriginFunc: regexp.MustCompile(`{}`).MatchString,".format,
    "\t\tAllowOriginFunc: func(string) bool { return true },",
    *lines_of("\t\t{}: {},", "AllowedMethods", "AllowedHeaders", "[]string{", "}"),
    "\t\tAllowCredentials: true,",
    reasons={
        **CAPITALS,
        "the origin in capitals": _LOWERS,
        **dict.fromkeys(STARS, ANY_HEADER),
    },
)
