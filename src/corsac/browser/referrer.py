"""Referer and what a referrer policy leaves of it (referrer-policy#determine-requests-referrer)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.origin import is_trustworthy

if TYPE_CHECKING:
    from corsac.browser.state import Request

#: What an empty policy means (referrer-policy#default-referrer-policy).
DEFAULT_POLICY = "strict-origin-when-cross-origin"

POLICIES = frozenset(
    {
        "no-referrer",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    }
)

_FULL_CROSS_ORIGIN = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
_DOWNGRADE_HIDES = frozenset(
    {"no-referrer-when-downgrade", "strict-origin", "strict-origin-when-cross-origin"}
)
_ORIGIN_ONLY = frozenset({"origin", "strict-origin"})


def policy_of(request: Request) -> str:
    """Give the policy in force, the default for an empty one."""
    return request.referrer_policy or DEFAULT_POLICY


def downgrades(request: Request) -> bool:
    """Tell whether a trustworthy page asks an untrustworthy URL."""
    return is_trustworthy(request.client.origin) and not is_trustworthy(request.url_origin)


def referer(request: Request) -> str | None:
    """Give the Referer header's value; None for none."""
    policy = policy_of(request)
    source = request.client.url
    if policy == "no-referrer" or source.scheme not in {"http", "https"}:
        return None
    if request.client.kind in {"sandbox-srcdoc", "data"}:
        return None
    same = request.url_origin == request.client.origin and request.tainting == "basic"
    if policy in _DOWNGRADE_HIDES and downgrades(request):
        return None
    if same:
        return _origin_of(request) if policy in _ORIGIN_ONLY else source.without_fragment
    if policy == "same-origin":
        return None
    return source.without_fragment if policy in _FULL_CROSS_ORIGIN else _origin_of(request)


def _origin_of(request: Request) -> str:
    """Give the referrer cut down to its origin, with the slash of a URL."""
    url = request.client.url
    return f"{url.scheme}://{url.authority}/"
