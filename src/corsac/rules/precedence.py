"""Which finding stands first, and which is only a consequence of another.

Rules don't know each other: each states what it needs to see. Where one fault makes another rule's
signs appear, the table below says so. It is the only place that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Severity
from corsac.rules.beside import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corsac.browser.outcome import Block, Reason
    from corsac.core.findings import Finding

_PREFLIGHT_STATUS = frozenset(
    {"preflight-needs-login", "preflight-unknown-route", "preflight-not-ok"}
)
_ERRORS = frozenset(
    {"error-without-headers", "gateway-error-without-headers", "headers-on-success-only"}
)

#: What a server without a word on CORS looks like.
_SILENCE = _PREFLIGHT_STATUS | {
    "no-cors-headers",
    "origin-not-listed",
    "preflight-without-headers",
}

#: The rule that says only that no rule knows: any other cause explains it.
LAST_RESORT = "unexplained"

#: A rule, and those whose findings at the same exchange, or behind it, it explains.
SUBSUMES: Mapping[str, frozenset[str]] = {
    # A server without CORS answers preflights as anything else: by its router, or its login.
    "no-cors-headers": _PREFLIGHT_STATUS | {"preflight-without-headers"},
    # A CORS layer that refuses an origin answers 400 or 403, or leaves it to the router.
    "origin-not-listed": _PREFLIGHT_STATUS | {"preflight-without-headers"},
    "origin-not-byte-equal": _PREFLIGHT_STATUS | {"preflight-without-headers"},
    "other-loopback-origin": _PREFLIGHT_STATUS | {"preflight-without-headers"},
    "null-origin": _PREFLIGHT_STATUS | {"preflight-without-headers"},
    # The nearer explanation of the same error.
    "gateway-error-without-headers": frozenset(
        {"error-without-headers", "headers-on-success-only"}
    ),
    "headers-on-success-only": frozenset({"error-without-headers"}),
    # The nearer explanation of the same status.
    **dict.fromkeys(
        (
            "preflight-needs-login",
            "preflight-unknown-route",
            "preflight-server-error",
            "preflight-gateway-error",
        ),
        # What refuses the preflight refuses the request in the same way.
        frozenset({"preflight-not-ok"}) | _ERRORS,
    ),
    "challenged-by-firewall": _PREFLIGHT_STATUS
    | _ERRORS
    | {
        "headers-only-on-preflight",
        "no-cors-headers",
        "preflight-gateway-error",
        "preflight-redirected",
        "preflight-server-error",
        "redirect-to-login",
        "redirect-without-headers",
    },
    # What a login page answers says nothing about the API.
    "redirect-to-login": frozenset(
        {
            "redirect-mode-error",
            "redirect-taints-origin",
            "redirect-target-without-headers",
            "redirect-without-headers",
            "wildcard-with-credentials",
        }
    ),
    "redirect-taints-origin": frozenset({"redirect-target-without-headers"}),
    # A name that browsers don't know explains all that the right one would have given.
    "header-misspelt": _SILENCE
    | {
        "allow-credentials-not-true",
        "header-not-allowed",
        "headers-only-on-preflight",
        "json-needs-preflight",
        "method-not-allowed",
    },
    # A cache's answer says nothing of what the server thinks of this origin.
    "cached-for-another-origin": _SILENCE
    | {
        "headers-only-on-preflight",
        "origin-not-byte-equal",
        "other-loopback-origin",
        "other-origin-allowed",
        "route-without-headers",
        "vary-origin-missing",
    },
    "dev-server-lists-localhost": _SILENCE,
    "dev-proxy-bypassed": _SILENCE,
    # What the platform answers in the application's place.
    **dict.fromkeys(
        (
            "api-gateway-without-headers",
            "bucket-in-another-region",
            "bucket-not-shared",
            "function-not-deployed",
        ),
        _SILENCE
        | _ERRORS
        | {
            "headers-only-on-preflight",
            "preflight-gateway-error",
            "preflight-redirected",
            "preflight-server-error",
            "redirect-target-without-headers",
            "redirect-without-headers",
            "route-without-headers",
        },
    ),
    # The nearer explanation of the same refusal.
    "websocket-origin-refused": frozenset({"websocket-refused"}),
    "preflight-block-without-headers": frozenset({"preflight-without-headers"}),
    "embedder-policy": frozenset({"resource-policy"}),
    # What the standard would block is known.
    "authorization-under-star": frozenset({LAST_RESORT}),
    # What is void hides every header.
    "expose-headers-in-vain": frozenset({"headers-not-exposed"}),
    # That an element can't use what came is the sign; the header is why.
    "nosniff": frozenset({"unusable-content"}),
}


def without_consequences(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out the findings that another one explains."""
    found = tuple(findings)
    known = tuple(f for f in found if f.rule.name != LAST_RESORT)
    kept = tuple(f for f in known if not any(_explains(g, f) for g in known))
    if any(f.rule.severity is Severity.ERROR or LAST_RESORT in _explained(f) for f in kept):
        return kept
    return (*(f for f in found if f.rule.name == LAST_RESORT), *kept)


def in_order(
    findings: Iterable[Finding], block: Block | None, claims: Mapping[str, frozenset[Reason]]
) -> tuple[Finding, ...]:
    """Sort findings: what the browser stopped at, then what it would have met next.

    Args:
        findings: In the catalogue's order, which is kept among equals.
        block: Where the browser stopped.
        claims: What each rule, by name, can be the cause of.
    """

    def place(finding: Finding) -> tuple[bool, int, int]:
        """Give a finding's place in the order."""
        index = _place(finding)
        at_block = (
            block is not None
            and block.reason in claims[finding.rule.name]
            and (finding.where is None or index == block.exchange)
        )
        return not at_block, rank(finding), index

    return tuple(sorted(findings, key=place))


def _explained(finding: Finding) -> frozenset[str]:
    return SUBSUMES.get(finding.rule.name, frozenset[str]())


def _explains(one: Finding, other: Finding) -> bool:
    return other.rule.name in _explained(one) and _place(other) >= _place(one)


def _place(finding: Finding) -> int:
    return -1 if finding.where is None else finding.where.exchange
