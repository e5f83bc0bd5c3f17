"""Request methods: which need no preflight, which script can't use, which are upper-cased."""

from __future__ import annotations

#: Methods that need no preflight (fetch#cors-safelisted-method).
SAFELISTED = frozenset({"GET", "HEAD", "POST"})
#: Methods that script can't use in any case of letters (fetch#forbidden-method).
FORBIDDEN = frozenset({"CONNECT", "TRACE", "TRACK"})
#: The only methods that are upper-cased; `patch` stays as it is (fetch#concept-method-normalize).
NORMALIZED = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"})


def is_safelisted(method: str) -> bool:
    """Tell whether a normalised method needs no preflight; case counts."""
    return method in SAFELISTED


def is_forbidden(method: str) -> bool:
    """Tell whether fetch() and XMLHttpRequest refuse the method, whatever its case."""
    return method.isascii() and method.upper() in FORBIDDEN


def normalize(method: str) -> str:
    """Upper-case the six methods that the standard upper-cases; keep the rest."""
    upper = method.upper()
    return upper if upper in NORMALIZED and method.isascii() else method
