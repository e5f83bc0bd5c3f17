"""Refusals: counted always, and told to the log `corsac` where it listens.

The log has one record for each, at INFO; in debug and report-only mode, where someone has asked,
at WARNING. The record's `corsac` is a dict: kind, reason, clause, route, origin, method, headers,
enforced.
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, Final

from corsac.policy.answers import Mode
from corsac.policy.grant import Refused
from corsac.policy.observe import Tally, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer

_LOG: Final = logging.getLogger("corsac")
_ENFORCE: Final = Mode.ENFORCE


class Refusals:
    """How often an adapter's policy refused something, by route and reason."""

    __slots__ = ("_lock", "_plain", "_tally")

    def __init__(self) -> None:
        self._lock = Lock()
        # By identity: an enum's own hash costs as much as all the rest.
        self._plain = {id(reason): 0 for reason in Refused}
        self._tally = Tally()

    def counts(self) -> dict[tuple[str, Refused], int]:
        """Give the counts so far; the policy itself is the route `""`."""
        with self._lock:
            counts = self._tally.counts()
            for reason in Refused:
                if self._plain[id(reason)]:
                    key = ("", reason)
                    counts[key] = counts.get(key, 0) + self._plain[id(reason)]
        return counts

    def note(
        self,
        enforcer: Enforcer,
        reason: Refused,
        read: Callable[[], Request],
        *,
        maybe_own: bool = False,
    ) -> None:
        """Count one refusal, and log it.

        Args:
            enforcer: What refused.
            reason: Why.
            read: Gives the request; called where more than the reason is wanted.
            maybe_own: Whether the page may be one of the server's own host, which is refused
                nothing by being left without CORS headers.
        """
        level = logging.INFO if enforcer.mode is _ENFORCE else logging.WARNING
        listened = _LOG.isEnabledFor(level)
        if not (listened or maybe_own or enforcer.routed):
            with self._lock:
                self._plain[id(reason)] += 1
            return
        record = refusal(enforcer.policy, read(), enforced=enforcer.mode is not Mode.REPORT_ONLY)
        if record is None:
            return
        with self._lock:
            self._tally.add(record)
        if listened:
            _LOG.log(level, "%s", record, extra={"corsac": record.fields()})
