"""The Cookie header, and what Set-Cookie leaves behind (fetch#cookie-header)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.cookie_site import CookieContext
from corsac.browser.cookies import CookieJar
from corsac.browser.request import Api

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.profile import Profile
    from corsac.browser.settings import Settings
    from corsac.core.messages import WireResponse


def make_jar(profile: Profile, settings: Settings) -> CookieJar:
    """Make an engine's cookie jar, with what it does where third-party cookies are blocked."""
    rules = profile.cookies
    if settings.block_third_party_cookies:
        rules = replace(rules, third_party=profile.third_party_blocked)
    return CookieJar(rules)


def cookie_header(load: Load) -> str | None:
    """Give the Cookie header's value; None for none (fetch#append-a-request-cookie-header)."""
    request = load.request
    selection = load.cookies.select(request.url, _context(load), load.now)
    if load.recorder.tracing:
        for withheld in selection.withheld:
            reasons = ",".join(withheld.reasons)
            load.recorder.note(
                "fetch#append-a-request-cookie-header",
                "cookie-withheld",
                ("cookie", withheld.cookie.name),
                ("because", reasons),
            )
        names = ",".join(cookie.name for cookie in selection.sent)
        load.recorder.note("fetch#append-a-request-cookie-header", "cookies", ("sent", names))
    return selection.header


def keep_cookies(load: Load, answer: WireResponse) -> None:
    """Store Set-Cookie, whatever the CORS check will say (fetch#parse-and-store-set-cookie)."""
    for line in answer.headers.all("set-cookie"):
        refusal = load.cookies.store(line, load.request.url, _context(load), load.now)
        pair = line.partition(";")[0]
        # Without a "=" the pair is all value (rfc6265bis#section-5.7), which no trace may show.
        name = pair.partition("=")[0].strip() if "=" in pair else ""
        clause = "fetch#parse-and-store-response-set-cookie-headers"
        if refusal is None:
            load.recorder.passed(clause, "cookie-stored", ("cookie", name))
        else:
            load.recorder.failed(
                clause, "cookie-refused", ("cookie", name), ("because", refusal.value)
            )


def _context(load: Load) -> CookieContext:
    """Say how near the request is to the site that it goes to."""
    request = load.request
    return CookieContext(
        origin=request.client.origin,
        top_level=request.client.top,
        cross_site_ancestor=request.client.cross_site_ancestor,
        cross_site_redirect=request.cross_site_redirect,
        from_data=request.client.kind == "data" or request.api is Api.BEACON,
    )
