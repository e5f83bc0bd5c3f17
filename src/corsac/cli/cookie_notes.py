"""What became of the cookies that `-b` put into the jar: those that stay behind are explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.cookie import CookieReason
from corsac.core.findings import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.cli.cookie_options import Cookies
    from corsac.diagnose.report import Report

_NO_CREDENTIALS: Final = (
    "No cookie went along: the request is made without credentials; --credentials include, or "
    "--with-credentials for XMLHttpRequest, sends them."
)
_WITHHELD: Final = "The cookie {cookie} stayed behind ({because})."
_BECAUSE: Final = {
    CookieReason.SAME_SITE_DEFAULT: (
        "The cookie {cookie} stayed behind: the request comes from another site, and a cookie "
        "without SameSite counts as Lax there. SameSite=None; Secure would send it."
    ),
    CookieReason.SAME_SITE_LAX: (
        "The cookie {cookie} stayed behind: it is SameSite=Lax, and the request comes from another "
        "site."
    ),
    CookieReason.SAME_SITE_STRICT: (
        "The cookie {cookie} stayed behind: it is SameSite=Strict, and the request comes from "
        "another site."
    ),
    CookieReason.SECURE: (
        "The cookie {cookie} stayed behind: it is Secure, and the connection is not."
    ),
    CookieReason.THIRD_PARTY: (
        "The cookie {cookie} stayed behind: third-party cookies are blocked."
    ),
    CookieReason.PATH: "The cookie {cookie} stayed behind: the URL is not below its Path.",
    CookieReason.DOMAIN: "The cookie {cookie} stayed behind: the host is not in its Domain.",
}


def cookie_notes(report: Report, cookies: Iterable[Cookies]) -> tuple[Text, ...]:
    """Say of each cookie that the first engine did not send why it did not.

    The first of them may be a finding already: that is told there.

    Args:
        report: The check's.
        cookies: What `-b` gave.
    """
    given = {name for each in cookies for name, _ in each.pairs}
    steps = report.engines[0].outcome.trace
    facts = [dict(step.facts) for step in steps if step.name == "cookie-withheld"]
    withheld = {fact["cookie"]: fact["because"] for fact in facts if fact["cookie"] in given}
    considered = bool(facts) or any(step.name == "cookies" for step in steps)
    if given and not considered and report.exchanges:
        return (Text(_NO_CREDENTIALS),)
    told = {dict(each.message.values).get("cookie") for each in report.findings}
    return tuple(_note(name, why) for name, why in withheld.items() if name not in told)


def _note(cookie: str, because: str) -> Text:
    """Say why; the first of several reasons is enough."""
    reason = because.partition(",")[0]
    known = {each.value: template for each, template in _BECAUSE.items()}
    return Text.of(known.get(reason, _WITHHELD), cookie=cookie, because=reason)
