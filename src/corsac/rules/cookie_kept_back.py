"""The browser does not store the server's cookie, or does not send it along.

CORS lets the request through, and the user is still not logged in: a login that succeeds and is
forgotten at the next request.

## Why

Cookies have rules of their own (`rfc6265bis#section-5.7`, `rfc6265bis#section-5.8.3`). In a request
from another site a cookie without `SameSite=None; Secure` is neither stored nor sent. `localhost`
and `127.0.0.1` are two sites; so are http and https of one host; two ports of one host are not.
`Secure` needs https, `Domain` has to cover the host that sets the cookie.

## Who mends it

The server: `SameSite=None; Secure` (and `Partitioned`) for pages of other sites. Better still, page
and API under one site, `app.example.com` and `api.example.com`: Safari, Firefox and private windows
keep other sites' cookies out altogether.

## Bad

```http
https://app.example runs fetch("https://api.test/login", {"credentials": "include"})
> GET /login
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Set-Cookie: sid=1; HttpOnly; SameSite=Lax
```

## Good

```http
https://app.example.com runs fetch("https://api.example.com/login", {"credentials": "include"})
> GET /login
> Origin: https://app.example.com
< 200 OK
< Access-Control-Allow-Origin: https://app.example.com
< Access-Control-Allow-Credentials: true
< Set-Cookie: sid=1; HttpOnly; SameSite=Lax; Secure
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.cookie import CookieReason
from corsac.browser.url import parse_url
from corsac.core.findings import Confidence, Finding, Fix, Party, Rule, Severity, Text, Where
from corsac.core.host import is_loopback_host
from corsac.rules.reading.finding import brief
from corsac.rules.reading.request import host_of_origin, origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.core.trace import Step
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS108",
    cause="cookie-not-sent",
    name="cookie-kept-back",
    title="The browser does not store, or does not send, a cookie",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()

_REFUSED: Final = "cookie-refused"
_STEPS: Final = frozenset({_REFUSED, "cookie-withheld"})
_CROSS_SITE: Final = frozenset(
    {
        CookieReason.SAME_SITE_DEFAULT,
        CookieReason.SAME_SITE_LAX,
        CookieReason.SAME_SITE_STRICT,
    }
)
_WHY: Final = {
    CookieReason.SAME_SITE_DEFAULT: Text.of(
        "without SameSite it counts as Lax, and the request comes from another site"
    ),
    CookieReason.SAME_SITE_LAX: Text.of(
        "it is SameSite=Lax, and the request comes from another site"
    ),
    CookieReason.SAME_SITE_STRICT: Text.of(
        "it is SameSite=Strict, and the request comes from another site"
    ),
    CookieReason.SECURE: Text.of("it is Secure, and the connection is not"),
    CookieReason.OVERWRITES_SECURE: Text.of(
        "there is a Secure cookie of this name, which http may not replace"
    ),
    CookieReason.NONE_WITHOUT_SECURE: Text.of("SameSite=None needs Secure beside it"),
    CookieReason.PARTITIONED_WITHOUT_SECURE: Text.of("Partitioned needs Secure beside it"),
    CookieReason.DOMAIN: Text.of("its Domain does not cover the host that it is from"),
    CookieReason.PUBLIC_SUFFIX: Text.of("its Domain is a suffix that strangers share"),
    CookieReason.PREFIX: Text.of("its name's prefix promises what its attributes don't keep"),
    CookieReason.THIRD_PARTY: Text.of("third-party cookies are blocked"),
    CookieReason.PARTITION: Text.of("it is in another jar than this page's"),
    CookieReason.PATH: Text.of("the URL is not below its Path"),
    CookieReason.EXPIRED: Text.of("its time is over"),
    CookieReason.MALFORMED: Text.of("it can't be read: control characters, or too long"),
}


def find(case: Case) -> Iterator[Finding]:
    """Find the first cookie that the browser refused, or left behind."""
    steps = [step for step in case.outcome.trace if step.name in _STEPS]
    step = next((each for each in steps if _reason(each) is not CookieReason.EXPIRED), None)
    if step is None:
        return
    refused = step.name == _REFUSED
    reason = _reason(step)
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of(
            "the browser does not store the cookie {cookie}"
            if refused
            else "the cookie {cookie} does not go along",
            cookie=brief(dict(step.facts)["cookie"]) or "without a name",
        ),
        where=Where(step.exchange, "Set-Cookie") if refused and step.exchange is not None else None,
        notes=(_WHY[reason], *_near(case, reason)),
        fixes=_fixes(case, reason),
    )


def _reason(step: Step) -> CookieReason:
    """Give the first of a step's reasons."""
    return CookieReason(dict(step.facts)["because"].partition(",")[0])


def _near(case: Case, reason: CookieReason) -> Iterator[Text]:
    """Say so where two names of this machine make two sites."""
    url = parse_url(case.request.url)
    host = "" if url is None or url.host is None else url.host
    page = host_of_origin(case.origin)
    if reason in _CROSS_SITE and host != page and _both_local(host, page):
        yield Text.of(
            "{page} and {host} are two sites: use one name for both", page=page, host=host
        )


def _both_local(one: str, other: str) -> bool:
    return is_loopback_host(one) and is_loopback_host(other)


def _fixes(case: Case, reason: CookieReason) -> tuple[Fix, ...]:
    if reason not in _CROSS_SITE | {CookieReason.NONE_WITHOUT_SECURE}:
        return ()
    if origin_of(case.request.url).startswith("http://"):
        return (Fix(Text.of("serve page and API under one name, or the API over https")),)
    return (Fix(Text.of("set the cookie with `SameSite=None; Secure`")),)
