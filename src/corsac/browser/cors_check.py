"""The CORS check: may this response be read by that origin? (fetch#concept-cors-check)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.profile import Profile
    from corsac.browser.recorder import Recorder
    from corsac.core.headers import Headers
    from corsac.core.url import ParseUrl

ALLOW_ORIGIN = "access-control-allow-origin"
ALLOW_CREDENTIALS = "access-control-allow-credentials"

#: A failure: why, and the header's value as the check saw it.
Failed = tuple[Reason, str]


def cors_check(
    headers: Headers, origin: str, *, include: bool, recorder: Recorder, parse: ParseUrl
) -> Failed | None:
    """Run the CORS check.

    Args:
        headers: The response's.
        origin: The request origin as serialised, `null` when tainted.
        include: Whether the request's credentials mode is `include`.
        recorder: Takes the steps.
        parse: Tells an origin that differs from a value that is none: both fail, and engines name
            them differently.

    Returns:
        None if it passes.
    """
    allowed = headers.get(ALLOW_ORIGIN)
    if allowed is None:
        recorder.failed("fetch#cors-check.2", "allow-origin-missing", ("origin", origin))
        return Reason.ALLOW_ORIGIN_MISSING, ""
    if allowed == "*" and not include:
        recorder.passed("fetch#cors-check.3", "wildcard-without-credentials")
        return None
    facts = (("origin", origin), ("allow-origin", allowed))
    if allowed != origin:
        reason = _mismatch(allowed, parse)
        recorder.failed("fetch#cors-check.4", reason.value, *facts)
        return reason, allowed
    if not include:
        recorder.passed("fetch#cors-check.5", "origin-matches", *facts)
        return None
    credentials = headers.get(ALLOW_CREDENTIALS)
    shown = ("allow-credentials", credentials or "")
    if credentials == "true":
        recorder.passed("fetch#cors-check.7", "credentials-allowed", *facts, shown)
        return None
    recorder.failed("fetch#cors-check.8", "allow-credentials", *facts, shown)
    return Reason.ALLOW_CREDENTIALS, credentials or ""


def spelt_lines(headers: Headers) -> int:
    """Count the lines of Access-Control-Allow-Origin, in exactly that spelling."""
    return sum(name == ALLOW_ORIGIN.title() for name, _ in headers)


def counted_lines(profile: Profile, headers: Headers) -> Headers:
    """Give the header lines as an engine's CORS check sees them."""
    if not profile.counts_allow_origin or spelt_lines(headers) > 1:
        return headers
    return profile.lines(headers)


def demands_credentials(load: Load, *, redirect: bool = False) -> bool:
    """Tell whether a response must allow credentials to be read.

    The standard goes by the credentials mode (fetch#cors-check.3); an engine may judge redirects
    by whether the first hop carried any.
    """
    request = load.request
    if request.credentials == "include":
        return True
    return redirect and load.profile.redirects_keep_credentials and request.first_credentialed


def _mismatch(allowed: str, parse: ParseUrl) -> Reason:
    """Say in which way a value of Allow-Origin is not the origin that asked."""
    if allowed == "*":
        return Reason.ALLOW_ORIGIN_WILDCARD
    if "," in allowed or " " in allowed:
        return Reason.ALLOW_ORIGIN_MULTIPLE
    if allowed == "null":
        return Reason.ALLOW_ORIGIN_MISMATCH
    url = parse(allowed.encode("latin-1", "replace").decode("utf-8", "replace"))
    return Reason.ALLOW_ORIGIN_INVALID if url is None else Reason.ALLOW_ORIGIN_MISMATCH
