"""The policy: what an operator allows. Frozen, and checked when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypedDict

from corsac.policy.checks import check_fields
from corsac.policy.fields import FIELDS, Kind
from corsac.policy.matcher import Matcher
from corsac.policy.mistakes import Collector, Mistake, PolicyError
from corsac.policy.pattern import ANY, OriginPattern, parse_pattern
from corsac.policy.routes import Route, RouteTable, check_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Literal, Unpack

    from corsac.policy.decide import Decision, Request
    from corsac.policy.difference import Difference
    from corsac.policy.explain import Explanation

    Texts = list[str] | tuple[str, ...] | set[str] | frozenset[str]
    ListOrAll = Texts | Literal["*"]


class PolicyFields(TypedDict, total=False):
    """The arguments of `Policy`; what each means is said in `corsac.policy.fields`.

    A text where a list is due is an error for a type checker too. The last two are Starlette's
    and take the one value that says nothing.
    """

    allow_origins: ListOrAll
    allow_methods: ListOrAll
    allow_headers: ListOrAll
    expose_headers: ListOrAll
    allow_credentials: bool
    max_age: int | None
    presets: Texts
    timing_allow_origins: ListOrAll
    cross_origin_resource_policy: Literal["same-origin", "same-site", "cross-origin"] | None
    preflight_status: Literal[200, 204]
    refused_preflight_status: Literal[200, 204, 403]
    dangerously_allow_null_origin: bool
    dangerously_allow_insecure_origins: bool
    dangerously_allow_public_suffixes: bool
    dangerously_allow_custom_schemes: bool
    routes: Mapping[str, Policy] | Iterable[Route]
    allow_origin_regex: None
    allow_private_network: Literal[False]


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Policy:
    """What an operator allows: to which origins, which methods and headers, with cookies or not.

    It starts from nothing: no origin, the three safelisted methods, no request headers, nothing
    exposed, no credentials, no max-age header. `"*"` is the one text that a list takes, and is
    kept as `("*",)`. A preset's methods and headers are added to the lists; the preset itself is
    not kept. `routes` maps paths to policies of their own, or lists `Route`s.

    Raises:
        PolicyError: It can't work or isn't safe; the error has all mistakes.
    """

    allow_origins: tuple[str, ...]
    allow_methods: tuple[str, ...]
    allow_headers: tuple[str, ...]
    expose_headers: tuple[str, ...]
    allow_credentials: bool
    max_age: int | None
    timing_allow_origins: tuple[str, ...]
    cross_origin_resource_policy: str | None
    preflight_status: int
    refused_preflight_status: int
    dangerously_allow_null_origin: bool
    dangerously_allow_insecure_origins: bool
    dangerously_allow_public_suffixes: bool
    dangerously_allow_custom_schemes: bool
    routes: tuple[Route, ...]
    #: The origins as patterns, in their order.
    patterns: tuple[OriginPattern, ...] = field(init=False, compare=False)
    #: Tells which origins are allowed.
    matcher: Matcher = field(init=False, compare=False)
    #: Finds the route of a request.
    table: RouteTable = field(init=False, compare=False)

    def __init__(self, **given: Unpack[PolicyFields]) -> None:
        found: list[Mistake] = []
        here = Collector(found)
        # What came may be anything, whatever its type was meant to be.
        values = check_fields(given, here)
        values["routes"] = check_routes(given.get("routes", ()), values, here.at("routes"), Policy)
        if found:
            raise PolicyError(found)
        for each in fields(self):
            if each.init:
                object.__setattr__(self, each.name, values[each.name])
        patterns = tuple(filter(None, map(parse_pattern, self.allow_origins)))
        object.__setattr__(self, "patterns", patterns)
        object.__setattr__(self, "matcher", Matcher(patterns))
        object.__setattr__(self, "table", RouteTable(self.routes))

    @property
    def any_origin(self) -> bool:
        """Whether every origin is allowed, `"*"`."""
        return self.allow_origins == (ANY,)

    @property
    def any_method(self) -> bool:
        """Whether every method is allowed, `"*"`."""
        return self.allow_methods == (ANY,)

    @property
    def any_header(self) -> bool:
        """Whether every request header is allowed, `"*"`."""
        return self.allow_headers == (ANY,)

    @property
    def closed(self) -> bool:
        """Whether no origin is allowed."""
        return not self.allow_origins

    def changed(self, **given: Unpack[PolicyFields]) -> Policy:
        """Make a policy with some fields replaced.

        Raises:
            PolicyError: The new one can't work or isn't safe.
        """
        every = self.given()
        every.update(given)
        return Policy(**every)

    def given(self) -> dict[str, Any]:
        """Give the arguments that make this policy: what differs from the start."""
        given: dict[str, Any] = {}
        for name, start in _STARTS.items():
            value = getattr(self, name)
            if value != start:
                given[name] = ANY if value == (ANY,) else value
        return given

    def decide(self, request: Request) -> Decision:
        """Decide one request; `Enforcer` is for many."""
        from corsac.policy.decide import decide  # noqa: PLC0415 -- it is made of policies

        return decide(self, request)

    def explain(self, request: Request) -> Explanation:
        """Decide one request and say why: for the operator, never for the one who asks."""
        from corsac.policy.explain import explain  # noqa: PLC0415 -- likewise

        return explain(self, request)

    def diff(self, other: Policy) -> Difference:
        """Say what changes from this policy to another: origins, methods and headers."""
        from corsac.policy.difference import difference  # noqa: PLC0415 -- likewise

        return difference(self, other)

    def within(self, other: Policy) -> bool:
        """Tell whether everything that this policy lets a page do, the other lets it do too."""
        from corsac.policy.difference import within  # noqa: PLC0415 -- likewise

        return within(self, other)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.given().items())
        return f"Policy({given})"


_STARTS = {each.name: each.default for each in FIELDS if each.kind is not Kind.PRESETS}
