"""The hot path: a policy compiled, with its answers remembered within bounds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from corsac.policy.answers import LONGEST_LIST, Answers, Asked, Mode
from corsac.policy.grant import Grant, Refused
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from corsac.policy.policy import Policy

#: Answers kept beyond one for each exact origin. At the limit all are dropped: what is in use
#: comes back at the cost of one decision each.
KEPT: Final = 1024
#: Preflights whose origin, method and header list are longer together are answered without being
#: kept, so that what is kept stays small, and looked up without being hashed.
_LONGEST_KEPT: Final = 512


class Enforcer:
    """Decides requests by one policy; made once, used by many threads.

    A limited number of answers is kept, to what was allowed and to what was refused: no number of
    distinct origins makes it grow.

    Args:
        policy: What is allowed.
        mode: How it is applied.
        routed: False for the policy without its routes.
        narrow: As of `Answers`, where methods of one URL may have policies of their own.

    Attributes:
        mode: How it is applied.
        policy: What is allowed.
        at_hand: What `actual_raw` remembers, by origin: answers that grant something. Empty where
            the path counts, and where nothing is enforced, so that what is found can be sent.
        known: What `actual` remembers, by origin, refusals too. Empty where the path counts.
        refused_origin: The answer to every preflight whose origin is refused.
        unasked: As `at_hand`, the answer to a request without an origin.
    """

    __slots__ = (
        "_answers",
        "_everyone",
        "_limit",
        "_nobody",
        "_parts",
        "_preflights",
        "_raw",
        "_routes",
        "_strangers",
        "_unasked",
        "at_hand",
        "known",
        "mode",
        "policy",
        "refused_origin",
        "unasked",
    )

    def __init__(
        self,
        policy: Policy,
        mode: Mode = Mode.ENFORCE,
        *,
        routed: bool = True,
        narrow: bool = False,
    ) -> None:
        self.policy = policy
        self.mode = mode
        self._answers = Answers(policy, mode, narrow=narrow)
        self._limit = KEPT + policy.matcher.exact
        self._nobody = self._answers.actual("")
        self._everyone = self._nobody if policy.any_origin else None
        self._raw: dict[bytes, Grant] = {}
        # Apart, so that what is at hand grants something.
        self._strangers: dict[bytes, Grant] = {}
        self._preflights: dict[tuple[str, str, str | None], Grant] = {}
        self._routes = policy.table if routed and policy.routes else None
        self._unasked = self._answers.actual(None)
        self.refused_origin = self._answers.refused(Refused.ORIGIN)
        self.known: dict[str | None, Grant] = self._known()
        self._parts: tuple[Enforcer, ...] = ()
        plain = self._routes is None and mode is not Mode.REPORT_ONLY
        self.at_hand: dict[bytes, Grant] = self._raw if plain else {}
        self.unasked: Grant | None = self._unasked if plain else None
        if self._routes is not None:
            part = partial(
                Enforcer, mode=mode, routed=False, narrow=narrow or self._routes.by_method
            )
            # Last, where the table's -1 finds it: what surrounds the routes.
            self._parts = tuple(map(part, (*(route.policy for route in policy.routes), policy)))

    @property
    def routed(self) -> bool:
        """Whether path and method count; without routes they are not looked at."""
        return self._routes is not None

    @property
    def kept(self) -> int:
        """How many answers are remembered: within bounds, whatever was asked."""
        parts = sum(part.kept for part in self._parts)
        byte_keyed = len(self._raw) + len(self._strangers)
        return len(self.known) + byte_keyed + len(self._preflights) + parts

    def actual(self, origin: str | None, path: str = "/", method: str = "GET") -> Grant:
        """Answer a request that is no preflight.

        Args:
            origin: The Origin header, several lines joined by `", "`; None where there is none.
            path: The request's path, as it came or decoded once.
            method: The request's method.
        """
        if self._routes is not None:
            part = self.part(path, method)
            return part.actual(origin) if part else _doubtful(asked=origin is not None)
        if self._everyone is not None:
            return self._everyone
        # Lengths first: nothing is hashed of what can't be an origin.
        if origin is not None and len(origin) > LONGEST_ORIGIN:
            return self._nobody
        grant = self.known.get(origin)
        return self._decide(origin or "") if grant is None else grant

    def actual_raw(self, origin: bytes | None, path: str = "/", method: str = "GET") -> Grant:
        """Answer like `actual`, the origin as bytes: what ASGI has."""
        if self._routes is not None:
            part = self.part(path, method)
            return part.actual_raw(origin) if part else _doubtful(asked=origin is not None)
        if self._everyone is not None:
            return self._everyone
        if origin is None:
            return self._unasked
        if len(origin) > LONGEST_ORIGIN:
            return self._nobody
        grant = self._raw.get(origin) or self._strangers.get(origin)
        return self._decide_raw(origin) if grant is None else grant

    def preflight(self, origin: str, method: str, headers: str | None, path: str = "/") -> Grant:
        """Answer a preflight.

        Args:
            origin: The Origin header.
            method: Access-Control-Request-Method.
            headers: Access-Control-Request-Headers, several lines joined by a comma; None where
                there is none.
            path: The request's path, as it came or decoded once.
        """
        if self._routes is not None:
            part = self.part(path, method)
            if part is None:
                return self._answers.refused(Refused.PATH)
            return part.preflight(origin, method, headers)
        if len(origin) + len(method) + len(headers or "") > _LONGEST_KEPT:
            return self._judge(origin, method, headers)
        key = (origin, method, headers)
        grant = self._preflights.get(key)
        return self._ask(key) if grant is None else grant

    def websocket(self, origin: str | None, host: str | None = None, path: str = "/") -> bool:
        """Tell whether a WebSocket may be opened: CORS does not guard it (rfc6455#section-10.2).

        Args:
            origin: The Origin header; without one it is no browser that asks, and it may.
            host: The Host header; a page of the same host and port may always.
            path: The request's path.
        """
        if origin is None or is_same_host(origin, host):
            return True
        part = self.part(path, "GET")
        return part is not None and part.policy.matcher.matches(origin)

    def part(self, path: str, method: str) -> Enforcer | None:
        """Find the enforcer that decides a path: one of the routes', or this one.

        Args:
            path: The request's path, as it came or decoded once.
            method: The request's method, or the one that a preflight asks for.

        Returns:
            None for a path that can be read in ways that lead to different policies.
        """
        if self._routes is None:
            return self
        index = self._routes.find(path, method)
        return None if index is None else self._parts[index]

    def _known(self) -> dict[str | None, Grant]:
        """Begin what is remembered: a request without an origin is never decided twice."""
        return {None: self._unasked} if self._routes is None else {}

    def _decide(self, origin: str) -> Grant:
        """Decide an origin that is not among the kept ones."""
        known = self.policy.matcher.matches(origin)
        grant = self._answers.granted(origin) if known else self._nobody
        if len(self.known) > self._limit:
            self.known = self._known()
        self.known[origin] = grant
        return grant

    def _decide_raw(self, origin: bytes) -> Grant:
        grant = self._decide(origin.decode("latin-1"))
        kept = self._raw if grant.allowed else self._strangers
        if len(kept) > self._limit:
            kept.clear()
        kept[origin] = grant
        return grant

    def _judge(self, origin: str, method: str, headers: str | None) -> Grant:
        # Whose origin is refused has nothing else of theirs read.
        if self.actual(origin).reason is not None:
            return self.refused_origin
        if headers is not None and len(headers) > LONGEST_LIST:
            return self._answers.unread(origin)
        return self._answers.preflight(origin, Asked.of(method, headers))

    def _ask(self, key: tuple[str, str, str | None]) -> Grant:
        origin, method, headers = key
        grant = self._judge(origin, method, headers)
        if len(self._preflights) > self._limit:
            self._preflights = {}
        self._preflights[key] = grant
        return grant


def is_same_host(origin: str, host: str | None) -> bool:
    """Tell whether a page of `origin` is at the host and port that a request is for.

    Only a browser's Origin counts as an identity, so the scheme is left open: a server behind a
    proxy that speaks TLS for it does not know its own.
    """
    return bool(host) and len(host or "") <= LONGEST_ORIGIN and origin in own_origins(host or "")


def own_origins(host: str) -> frozenset[str]:
    """Give the origins of the pages at a host and port, of either scheme: see `is_same_host`.

    Args:
        host: The Host header, not longer than an origin may be.
    """
    name = host.lower()
    secure, plain = name.removesuffix(":443"), name.removesuffix(":80")
    return frozenset((f"https://{name}", f"http://{name}", f"https://{secure}", f"http://{plain}"))


def _doubtful(*, asked: bool) -> Grant:
    return _DOUBTFUL if asked else _NOT_ASKED


_NOT_ASKED: Final = Grant(allowed=False)
_DOUBTFUL: Final = Grant(allowed=False, reason=Refused.PATH)
