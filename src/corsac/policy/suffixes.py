"""Which domains have public suffixes below them: a pattern over one spans strangers' names."""

from __future__ import annotations

from functools import lru_cache


def has_suffix_below(host: str) -> bool:
    """Tell whether some public suffix lies below a host, so that others have names there.

    `amazonaws.com` is nobody's suffix but its owner's; `s3.amazonaws.com` below it is everyone's.

    Args:
        host: A domain, in lower case.
    """
    return host.removesuffix(".") in _parents()


@lru_cache(maxsize=1)
def _parents() -> frozenset[str]:
    """Gather every domain that is a proper end of a rule of the list; `*.x` is a rule below x."""
    from corsac.core._generated.public_suffixes import ICANN, PRIVATE  # noqa: PLC0415 -- 150 kB

    parents: set[str] = set()
    for rule in (*ICANN, *PRIVATE):
        _, _, parent = rule.partition(".")
        while parent and parent not in parents:
            parents.add(parent)
            _, _, parent = parent.partition(".")
    return frozenset(parents)
