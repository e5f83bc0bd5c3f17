"""Refusals: counted always, and told to the log `corsac` where it listens.

The log has one record for each, at INFO; in debug and report-only mode, where someone has asked,
at WARNING. The record's `corsac` is a dict: kind, reason, clause, route, origin, method, headers,
enforced.
"""

from __future__ import annotations

import logging
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from corsac.policy.answers import Mode
from corsac.policy.grant import Refused
from corsac.policy.observe import Tally, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer

_LOG: Final = logging.getLogger("corsac")
_ENFORCE: Final = Mode.ENFORCE
_T = TypeVar("_T")


class Refusals:
    """How often an adapter's policy refused something, by route and reason."""

    __slots__ = ("_lock", "_plain", "_read", "_tally")

    def __init__(self) -> None:
        # A counter's step can't be interrupted, so that threads need no lock to count. Reasons are
        # found by identity: an enum's own hash costs as much as all the rest.
        self._plain = {id(reason): count() for reason in Refused}
        self._read = 0
        self._tally = Tally()
        self._lock = Lock()

    def counts(self) -> dict[tuple[str, Refused], int]:
        """Give the counts so far; the policy itself is the route `""`."""
        with self._lock:
            counts = self._tally.counts()
            for reason in Refused:
                # Reading is a step too, and is taken off.
                plain = next(self._plain[id(reason)]) - self._read
                if plain:
                    counts["", reason] = counts.get(("", reason), 0) + plain
            self._read += 1
        return counts

    def note(
        self,
        enforcer: Enforcer,
        reason: Refused,
        read: Callable[[_T], Request],
        source: _T,
        *,
        maybe_own: bool = False,
    ) -> None:
        """Count one refusal, and log it.

        Args:
            enforcer: What refused.
            reason: Why.
            read: Gives the request; called where more than the reason is wanted.
            source: What it is read from.
            maybe_own: Whether the page may be one of the server's own host, which is refused
                nothing by being left without CORS headers.
        """
        level = logging.INFO if enforcer.mode is _ENFORCE else logging.WARNING
        listened = _LOG.isEnabledFor(level)
        if not (listened or maybe_own or enforcer.policy.routes):
            next(self._plain[id(reason)])
            return
        mode, request = enforcer.mode, read(source)
        record = refusal(enforcer.policy, request, enforced=mode is not Mode.REPORT_ONLY)
        if record is None:
            return
        with self._lock:
            self._tally.add(record)
        if listened:
            _LOG.log(level, "%s", record, extra={"corsac": record.fields()})
