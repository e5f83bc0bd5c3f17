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
from corsac.policy.enforcer import own_origins
from corsac.policy.grant import Refused
from corsac.policy.observe import Tally, refusal
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer

_LOG: Final = logging.getLogger("corsac")
# Remembers its answer for each level until some logger's level changes. Bound once, like the
# levels: of a refusal's time each look-up counts.
_listens: Final = _LOG.isEnabledFor
_INFO: Final = logging.INFO
_WARNING: Final = logging.WARNING
_ENFORCE: Final = Mode.ENFORCE
#: How many hosts are remembered. At the limit all are dropped.
_HOSTS: Final = 64
_T = TypeVar("_T")


class Refusals:
    """How often an adapter's policy refused something, by route and reason."""

    __slots__ = ("_hosts", "_lock", "_plain", "_read", "_tally")

    def __init__(self) -> None:
        # A counter's step can't be interrupted, so that threads need no lock to count.
        self._plain = {reason: count() for reason in Refused}
        self._read = 0
        self._hosts: dict[str, frozenset[str]] = {}
        self._tally = Tally()
        self._lock = Lock()

    @property
    def hosts(self) -> int:
        """How many hosts are remembered: within bounds, whatever was asked."""
        return len(self._hosts)

    def counts(self) -> dict[tuple[str, Refused], int]:
        """Give the counts so far; the policy itself is the route `""`."""
        with self._lock:
            counts = self._tally.counts()
            for reason in Refused:
                # Reading is a step too, and is taken off.
                plain = next(self._plain[reason]) - self._read
                if plain:
                    counts["", reason] = counts.get(("", reason), 0) + plain
            self._read += 1
        return counts

    def note(  # noqa: PLR0917 -- named, the last two would cost a tenth of a refusal
        self,
        enforcer: Enforcer,
        reason: Refused,
        read: Callable[[_T], Request],
        source: _T,
        origin: str | None = None,
        host: str | None = None,
    ) -> None:
        """Count one refusal, and log it.

        Args:
            enforcer: What refused.
            reason: Why.
            read: Gives the request; called where more than the reason is wanted.
            source: What it is read from.
            origin: The Origin header of a request that is no preflight.
            host: Its Host header. A page of the server's own host is refused nothing by being
                left without CORS headers.
        """
        # Lengths first: nothing is hashed of what can't be a host.
        if host and origin is not None and len(host) <= LONGEST_ORIGIN:
            own = self._hosts.get(host)
            if origin in (self._learned(host) if own is None else own):
                return
        level = _INFO if enforcer.mode is _ENFORCE else _WARNING
        listened = _listens(level)
        if not (listened or enforcer.policy.routes):
            next(self._plain[reason])
            return
        mode, request = enforcer.mode, read(source)
        record = refusal(enforcer.policy, request, enforced=mode is not Mode.REPORT_ONLY)
        if record is None:
            return
        with self._lock:
            self._tally.add(record)
        if listened:
            _LOG.log(level, "%s", record, extra={"corsac": record.fields()})

    def _learned(self, host: str) -> frozenset[str]:
        """Work out once for each host which origins are its own."""
        if len(self._hosts) >= _HOSTS:
            self._hosts.clear()
        own = self._hosts[host] = own_origins(host)
        return own
