"""The preflight cache (fetch#cors-preflight-cache), and the two shapes that engines give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from corsac.core.methods import is_safelisted


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What an entry is filed under: partition, origin, URL with query and fragment."""

    partition: str
    origin: str
    url: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request needs of the cache: `names` are its CORS-unsafe header names, lower-case."""

    key: CacheKey
    include: bool
    method: str
    names: tuple[str, ...]
    #: A listener or a stream asks for the preflight, whatever the method.
    method_matters: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What a preflight allowed, lower-case header names, and until when (seconds)."""

    key: CacheKey
    include: bool
    methods: tuple[str, ...]
    names: tuple[str, ...]
    until: float


class PreflightCache(Protocol):
    """What the fetch algorithms need of a preflight cache."""

    def covered_until(self, ask: Ask, now: float) -> float | None:
        """Tell until when no preflight is needed for this; None if one is needed now."""
        ...

    def store(self, grant: Grant, now: float) -> None:
        """Remember what a preflight allowed."""
        ...

    def clear(self, key: CacheKey) -> None:
        """Forget what is known for an origin and a URL (fetch#concept-cache-clear)."""
        ...


class EntryCache:
    """The standard's: one entry for each method and each header name."""

    def __init__(self) -> None:
        self._entries: dict[CacheKey, dict[tuple[bool, str, str], float]] = {}

    def covered_until(self, ask: Ask, now: float) -> float | None:
        """Tell until when no preflight is needed (fetch#concept-http-fetch.4, "cache match")."""
        found: list[float] = []
        if not is_safelisted(ask.method) or ask.method_matters:
            found.append(self._match(ask, "method", (ask.method, "*"), now))
        for name in ask.names:
            wanted = (name,) if name == "authorization" else (name, "*")
            found.append(self._match(ask, "header", wanted, now))
        until = min(found, default=now)
        return until if until > now else None

    def _match(self, ask: Ask, kind: str, wanted: tuple[str, ...], now: float) -> float:
        entries = self._entries.get(ask.key, {})
        kinds = (True,) if ask.include else (True, False)
        values = (entries.get((include, kind, value), now) for include in kinds for value in wanted)
        return max(values)

    def store(self, grant: Grant, now: float) -> None:
        """Create or update entries (fetch#cors-preflight-fetch.7, last steps)."""
        if grant.until <= now:
            return
        entries = self._entries.setdefault(grant.key, {})
        for method in grant.methods:
            entries[grant.include, "method", method] = grant.until
        for name in grant.names:
            entries[grant.include, "header", name] = grant.until

    def clear(self, key: CacheKey) -> None:
        """Forget what is known for an origin and a URL (fetch#concept-cache-clear)."""
        self._entries.pop(key, None)


class WholeCache:
    """Chromium's and WebKit's: the latest preflight's answer, whole; what doesn't cover is dropped.

    An entry of a request without credentials serves no request with them.

    Args:
        wildcard_covers_authorization: Whether a kept `*` covers Authorization.
        wildcard_by_entry: Whether `*` is one where the *entry* was without credentials; otherwise,
            where the request that asks is.
    """

    def __init__(self, *, wildcard_covers_authorization: bool, wildcard_by_entry: bool) -> None:
        self._entries: dict[CacheKey, Grant] = {}
        self._wildcard_covers_authorization = wildcard_covers_authorization
        self._wildcard_by_entry = wildcard_by_entry

    def covered_until(self, ask: Ask, now: float) -> float | None:
        """Tell until when no preflight is needed; an entry that doesn't cover is erased."""
        entry = self._entries.get(ask.key)
        if entry is None:
            return None
        if entry.until > now and self._covers(entry, ask):
            return entry.until
        del self._entries[ask.key]
        return None

    def _covers(self, entry: Grant, ask: Ask) -> bool:
        if ask.include and not entry.include:
            return False
        plain = not (entry.include if self._wildcard_by_entry else ask.include)
        if not (
            ask.method in entry.methods
            or is_safelisted(ask.method)
            or (plain and "*" in entry.methods)
        ):
            return False
        wildcard = plain and "*" in entry.names
        return all(
            name in entry.names
            or (wildcard and (self._wildcard_covers_authorization or name != "authorization"))
            for name in ask.names
        )

    def store(self, grant: Grant, now: float) -> None:
        """Replace what is known by the latest answer."""
        if grant.until > now:
            self._entries[grant.key] = grant
        else:
            self._entries.pop(grant.key, None)

    def clear(self, key: CacheKey) -> None:
        """Forget nothing: these engines keep the entry when the request itself fails."""


class MergingCache:
    """Firefox's: methods and names add up, apart for each credentials mode; `*` is no wildcard."""

    #: Never asked for: HEAD is missing (fetch#cors-safelisted-method has it).
    SIMPLE = frozenset({"GET", "POST"})

    def __init__(self) -> None:
        self._entries: dict[tuple[CacheKey, bool], tuple[dict[str, float], dict[str, float]]] = {}

    def covered_until(self, ask: Ask, now: float) -> float | None:
        """Tell until when no preflight is needed."""
        entry = self._entries.get((ask.key, ask.include))
        if entry is None:
            return None
        methods, names = entry
        found = [names.get(name, now) for name in ask.names]
        if ask.method not in self.SIMPLE:
            found.append(methods.get(ask.method, now))
        until = min(found, default=float("inf"))
        return until if until > now else None

    def store(self, grant: Grant, now: float) -> None:
        """Add what the latest answer allows."""
        where = grant.key, grant.include
        if grant.until <= now and where not in self._entries:
            return
        methods, names = self._entries.setdefault(where, ({}, {}))
        methods.update(dict.fromkeys(grant.methods, grant.until))
        names.update(dict.fromkeys(grant.names, grant.until))

    def clear(self, key: CacheKey) -> None:
        """Forget both credentials modes' entries."""
        self._entries.pop((key, True), None)
        self._entries.pop((key, False), None)
