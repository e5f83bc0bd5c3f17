"""Policies of every shape, requests near them, and what the policy itself says to each.

The policy's decision is the measure: an export that answers otherwise is wrong, unless one of its
warnings says so beforehand.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corsac.core.cors_headers import EXPOSE_HEADERS, MAX_AGE
from corsac.core.fields import token_list
from corsac.core.headers import Headers
from corsac.policy import Policy, PolicyError
from corsac.policy.decide import Decision, Kind, Request, decide
from corsac.policy.grant import Refused
from corsac.targets.reading import READ_METHODS
from tests.exchanges.loader import Sent
from tests.targets.corpus import send
from tests.targets.strict import SAFELISTED, cors, members

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from tests.targets.corpus import Answer

_SITE: Final = "https://app.example"
_SIXTY: Final = [f"https://tenant-{number}.shop.example" for number in range(60)]
_THIRTY: Final = [f"X-Own-{number}" for number in range(30)]
_MANY: Final = sorted(READ_METHODS - {"CONNECT", "TRACE"})

#: What is asked for; the second and third have policies of their own where any has.
PATHS: Final = ("/told/", "/told/public/", "/told/b/")

#: What projects have in their policies, odd as it may be.
SHAPES: Final[dict[str, dict[str, Any]]] = {
    "one origin": {"allow_origins": [_SITE]},
    "one origin with cookies": {"allow_origins": [_SITE], "allow_credentials": True},
    "sixty origins": {"allow_origins": _SIXTY, "allow_credentials": True, "max_age": 60},
    "subdomains": {
        "allow_origins": ["https://*.app.example", "https://*.a-b.example:8443"],
        "allow_credentials": True,
    },
    "any port": {"allow_origins": ["https://app.example:*", "http://localhost:*"]},
    "loopback": {
        "allow_origins": ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"],
        "allow_credentials": True,
        "allow_headers": ["Content-Type"],
    },
    "previews": {
        "allow_origins": ["https://pr-{digits}-app.example.com", "https://{slug}.preview.example"],
        "allow_methods": ["GET", "PUT"],
    },
    "null": {"allow_origins": ["null", _SITE], "dangerously_allow_null_origin": True},
    "everybody": {
        "allow_origins": "*",
        "allow_methods": ["GET", "PUT"],
        "allow_headers": ["X-Key"],
        "expose_headers": ["X-Total-Count"],
        "max_age": 600,
    },
    "everybody, everything": {
        "allow_origins": "*",
        "allow_methods": "*",
        "allow_headers": "*",
        "expose_headers": "*",
    },
    "everything from everybody with a name": {
        "allow_origins": [_SITE],
        "allow_methods": "*",
        "allow_headers": "*",
    },
    "everything with cookies": {
        "allow_origins": [_SITE],
        "allow_methods": "*",
        "allow_headers": "*",
        "expose_headers": ["X-Total-Count", "ETag"],
        "allow_credentials": True,
        "max_age": 7200,
    },
    "apps": {
        "allow_origins": [
            "capacitor://localhost",
            "ionic://localhost",
            "tauri://localhost",
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "moz-extension://01234567-89ab-cdef-0123-456789abcdef",
        ],
        "allow_credentials": True,
        "allow_headers": ["Authorization"],
    },
    "addresses": {
        "allow_origins": ["http://192.0.2.7:8080", "http://[2001:db8::1]:3000", "http://[::1]"],
        "dangerously_allow_insecure_origins": True,
    },
    "names in other scripts": {
        "allow_origins": ["https://xn--bcher-kva.example", "https://*.xn--fiqs8s.example"],
        "allow_credentials": True,
    },
    "no max-age, many headers": {"allow_origins": [_SITE], "allow_headers": _THIRTY},
    "max-age nought": {"allow_origins": [_SITE], "max_age": 0, "allow_methods": ["PUT"]},
    "many methods": {"allow_origins": [_SITE], "allow_methods": _MANY, "max_age": 86400},
    "a method of its own": {
        "allow_origins": [_SITE],
        "allow_methods": ["FROB", "frob-it", "PATCH"],
    },
    "exposed": {
        "allow_origins": [_SITE, "https://b.example"],
        "expose_headers": ["ETag", "Link", "X-Total-Count"],
        "allow_credentials": True,
    },
    "other statuses": {
        "allow_origins": [_SITE],
        "allow_methods": ["PUT"],
        "preflight_status": 200,
        "refused_preflight_status": 204,
    },
    "routes": {
        "allow_origins": [_SITE],
        "allow_credentials": True,
        "routes": {
            PATHS[1]: Policy(allow_origins="*", allow_methods=["GET"]),
            PATHS[2]: Policy(allow_origins=["https://b.example"], allow_headers=["X-B"]),
        },
    },
    "names that syntaxes expand": {"allow_origins": [_SITE], "allow_headers": ["X$Y", "X`Z"]},
    "companions": {
        "allow_origins": [_SITE, "https://b.example"],
        "timing_allow_origins": [_SITE],
        "cross_origin_resource_policy": "cross-origin",
    },
}

_LABELS: Final = ("a", "app", "x-1", "7", "cafe", "xn--bcher-kva", "a_b")
_DOMAINS: Final = ("foo.example", "bar.example", "barfoo.example", "a.foo.example", "shop.co.uk")
_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]", "a.localhost")
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")
_NAMES: Final = ("Content-Type", "Authorization", "X-Token", "x-b", "If-Match", "X_Under", "DNT")
_EXPOSED: Final = ("X-Total-Count", "ETag", "Link")


def drawn(seed: int) -> Policy:
    """Draw a policy that constructs: the same one for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - it is to be the same again
    while True:
        fields: dict[str, Any] = {
            "allow_origins": _origins(chance),
            "allow_methods": _some(chance, _METHODS),
            "allow_headers": _some(chance, _NAMES),
            "expose_headers": _some(chance, _EXPOSED),
            "allow_credentials": chance.random() < 0.5,
            "max_age": chance.choice([None, 0, 5, 600, 86400]),
            "preflight_status": chance.choice([200, 204]),
            "refused_preflight_status": chance.choice([200, 204, 403]),
            "dangerously_allow_insecure_origins": True,
            "dangerously_allow_null_origin": True,
        }
        try:
            return Policy(**fields)
        except PolicyError:
            continue


def _some(chance: random.Random, names: Iterable[str]) -> Any:  # noqa: ANN401 - a list or a star
    if chance.random() < 0.15:
        return "*"
    return [each for each in names if chance.random() < 0.5]


def _origins(chance: random.Random) -> list[str] | str:
    if chance.random() < 0.15:
        return "*"
    return [_pattern(chance) for _ in range(chance.randint(1, 9))]


def _pattern(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(["null", "capacitor://localhost", "tauri://localhost"])
    host = chance.choice(_DOMAINS)
    kind = chance.randrange(5)
    if kind == 0:
        host = chance.choice(_HOSTS)
    elif kind == 1:
        host = f"*.{host}"
    elif kind == 2:
        middle = chance.choice(["{digits}", "{hex}", "{slug}"])
        host = f"{chance.choice(['', 'pr-', '7'])}{middle}{chance.choice(['', '-x'])}.{host}"
    elif kind == 3:
        host = f"{chance.choice(_LABELS)}.{host}"
    port = chance.choice(["", "", ":8080", ":3000", ":*"])
    return f"{chance.choice(['https', 'https', 'http'])}://{host}{port}"


def near(policy: Policy) -> list[str]:
    """Give origins that the policy allows, their neighbours, and what strangers would try."""
    found = ["https://evil.example", "null", "", "NULL", "file://", _SITE, "http://localhost"]
    chosen = (
        policy.patterns if len(policy.patterns) <= 6 else policy.patterns[:2] + policy.patterns[-2:]
    )
    for pattern in chosen:
        good = pattern.example
        scheme, _, host = good.partition("://")
        other = {"https": "http", "http": "https"}.get(scheme, "https")
        bare = re.sub(r":[0-9]+$", "", host)
        found += [
            good,
            good.upper(),
            f"{good}/",
            f"{good}.evil.example",
            f"{scheme}://evil{host}",
            f"{scheme}://a.{host}",
            f"{scheme}://a.b-c.{host}",
            f"{scheme}://.{host}",
            f"{scheme}://evil.example?{host}",
            f"{scheme}://user@{host}",
            f"{scheme}://{bare}:8443",
            f"{scheme}://{bare}:080",
            f"{scheme}://{bare}:65536",
            f"{scheme}://{bare}:443",
            f"{scheme}://{bare}:80",
            f"{scheme}://{bare}.",
            f"{scheme}://{bare.replace('.', 'x', 1)}",
            f"{other}://{host}",
            f"{good}, https://evil.example",
            f"{good} https://evil.example",
        ]
        if pattern.placeholder or pattern.subdomains:
            found += [
                f"{scheme}://{bare.partition('.')[2]}",
                good.replace("0", "12"),
                good.replace("x", "a_b"),
            ]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, what the policy says to it, and whether it lists the request's method."""

    sent: Sent
    decision: Decision
    listed: bool

    @property
    def method(self) -> str:
        """What a preflight asks for; empty for another request."""
        return self.sent.headers.get("Access-Control-Request-Method") or ""

    def __str__(self) -> str:
        lines = ", ".join(f"{name}: {value[:60]!r}" for name, value in self.sent.headers)
        return f"{self.sent.method} with {lines}"


def asked(policy: Policy) -> list[Asked]:
    """Give the requests that a policy is tried with, eighty and more."""
    paths = PATHS if policy.routes else PATHS[:1]
    requests = [each for path in paths for each in _sent(policy, path)]
    return [
        Asked(
            each,
            decide(policy, Request(each.method, each.path, each.headers)),
            listed=each.method in SAFELISTED | {*policy.allow_methods},
        )
        for each in requests
    ]


def _sent(policy: Policy, path: str) -> Iterator[Sent]:
    origins = near(policy)
    allowed = [each for each in origins if policy.matcher.find(each)] or [_SITE]
    yield _asking("GET", path)
    yield _asking("OPTIONS", path, ("Origin", allowed[0]))
    yield _asking("GET", path, ("Origin", "https://evil.example"), ("Origin", allowed[0]))
    # An empty Origin, which no browser sends, is none to some where a star needs one.
    for origin in [each for each in origins if each or not policy.any_origin]:
        yield _asking("GET", path, ("Origin", origin))
    usual = ("HEAD", "POST", "PUT", "DELETE", *(("FROB",) if policy.any_method else ()))
    for method in dict.fromkeys((*usual, *_listed(policy.allow_methods))):
        yield _asking(method, path, ("Origin", allowed[0]))
    strangers = [each for each in origins if each not in allowed]
    for origin in filter(None, (*allowed[:4], *strangers[:12])):
        yield _leave(path, origin, "PUT")
    for method in (
        "GET",
        "HEAD",
        "POST",
        "put",
        "PURGE",
        "FROB",
        "NOSUCH",
        *_listed(policy.allow_methods),
    ):
        yield _leave(path, allowed[0], method)
    names = sorted({each.lower() for each in _listed(policy.allow_headers)})
    for several in (
        [],
        ["x-evil"],
        ["authorization"],
        names,
        [*names, "x-zz-evil"],
        *([each] for each in names[:4]),
    ):
        yield _leave(path, allowed[-1], "GET", ",".join(several))


def _listed(names: Iterable[str]) -> list[str]:
    return [each for each in names if each != "*"][:30]


def _asking(method: str, path: str, *lines: tuple[str, str]) -> Sent:
    return Sent(method, path, Headers.of(lines))


def _leave(path: str, origin: str, method: str, headers: str = "") -> Sent:
    lines = [("Origin", origin), ("Access-Control-Request-Method", method)]
    lines += [("Access-Control-Request-Headers", headers)] if headers else []
    return Sent("OPTIONS", path, Headers.of(lines))


#: What a warning says beforehand of some requests, and of some headers.
REQUESTS: Final[dict[str, Callable[[Asked], bool]]] = {
    "options-taken": lambda each: each.sent.method == "OPTIONS" and not each.sent.preflight,
    "star-needs-origin": lambda each: each.decision.kind is Kind.NOT_CORS,
    "unlisted-methods": lambda each: not each.sent.preflight and not each.listed,
    "method-case": lambda each: each.method != each.method.upper(),
    "unread-methods": lambda each: each.sent.method not in READ_METHODS,
}
HEADERS: Final = {
    "max-age-zero": {"Access-Control-Max-Age"},
    "preflight-status": {"status"},
    "companions": {"Timing-Allow-Origin", "Cross-Origin-Resource-Policy"},
}
_SAME: Final = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")
_COMPANIONS: Final = ("Timing-Allow-Origin", "Cross-Origin-Resource-Policy")


def differences(url: str, policy: Policy, codes: Collection[str]) -> list[str]:
    """Ask a running server everything; say where it answers otherwise than the policy.

    Args:
        url: Where it answers.
        policy: What it was configured with.
        codes: Of the warnings that its export came with.
    """
    excused = [REQUESTS[code] for code in codes if code in REQUESTS]
    silent = {name for code in codes for name in HEADERS.get(code, ())}
    found: list[str] = []
    for each in asked(policy):
        if any(excuse(each) for excuse in excused):
            continue
        answer = send(url, each.sent, {"X-Answer": '{"status": 200, "headers": []}'})
        found += [f"{each}: {what}" for name, what in judged(each, answer) if name not in silent]
    return found


def judged(each: Asked, answer: Answer) -> Iterator[tuple[str, str]]:
    """Compare an answer with what the policy says: which header, and what is wrong with it."""
    kind, wanted = each.decision.kind, Headers(each.decision.lines)
    if "Origin" in each.decision.vary and "origin" not in map(str.lower, members(answer, "Vary")):
        yield "Vary", f"Vary is {members(answer, 'Vary')}"
    if kind is Kind.PREFLIGHT_REFUSED:
        yield from _refused(each, answer)
    elif len(each.sent.headers.all("Origin")) > 1:
        # No browser sends two: what counts is that neither is let in.
        yield from _same(answer, wanted, _SAME[:1])
    elif kind is Kind.PREFLIGHT_ALLOWED:
        yield from _same(answer, wanted, (*_SAME, MAX_AGE))
        yield from _allowed(each, answer)
    else:
        yield from _same(answer, wanted, (*_SAME, *_COMPANIONS))
        yield from _read(each, answer, wanted)


def _same(answer: Answer, wanted: Headers, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if wanted.all(name) != answer.headers.all(name):
            yield name, f"{name} is {answer.headers.all(name)}, not {wanted.all(name)}"


def _read(each: Asked, answer: Answer, wanted: Headers) -> Iterator[tuple[str, str]]:
    listed = token_list(wanted.all(EXPOSE_HEADERS)) or ()
    exposed = {one.lower() for one in members(answer, EXPOSE_HEADERS)}
    if each.decision.allowed and exposed != {one.lower() for one in listed}:
        yield EXPOSE_HEADERS, f"exposed are {exposed}"
    if not each.decision.allowed and cors(answer):
        yield "", f"headers for a stranger: {cors(answer)}"


def _refused(each: Asked, answer: Answer) -> Iterator[tuple[str, str]]:
    reason = each.decision.reason
    if reason is Refused.ORIGIN and cors(answer):
        yield "", f"headers for a stranger: {cors(answer)}"
    if lets(each, answer):
        yield "", f"a browser takes it for leave, and the policy says {reason}"
    if answer.status >= 500 or 300 <= answer.status < 400:
        yield "", f"status {answer.status}"


def _allowed(each: Asked, answer: Answer) -> Iterator[tuple[str, str]]:
    if not lets(each, answer):
        lines = [line for line in answer.headers if line[0].lower().startswith("access-control")]
        yield "", f"a browser takes it for none: {answer.status}, {lines}"
    if answer.status != each.decision.status:
        yield "status", f"status {answer.status}, not {each.decision.status}"


def lets(each: Asked, answer: Answer) -> bool:
    """Whether a browser goes on after a preflight (fetch#cors-preflight-fetch.7)."""
    request = each.sent.headers
    origin = request.get("Origin") or ""
    credentials = answer.headers.all("Access-Control-Allow-Credentials") == ("true",)
    given = answer.headers.all("Access-Control-Allow-Origin")
    star = given == ("*",) and not credentials
    if not 200 <= answer.status < 300 or not (star or given == (origin,)):
        return False
    methods = set(members(answer, "Access-Control-Allow-Methods"))
    if each.method not in methods | SAFELISTED and ("*" not in methods or credentials):
        return False
    names = {one.lower() for one in members(answer, "Access-Control-Allow-Headers")}
    asks = (request.get("Access-Control-Request-Headers") or "").replace(" ", "").split(",")
    return all(
        one in names or ("*" in names and not credentials and one != "authorization")
        for one in filter(None, asks)
    )
