"""One decision, plainly: what is asked, what is answered, and every step in between.

The enforcer gives the same answers faster, without the steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.headers import Headers
from corsac.core.trace import Result, Step
from corsac.policy.answers import LONGEST_LIST, Answers, Asked, Mode
from corsac.policy.grant import Grant, Lines, Refused
from corsac.policy.names import LONGEST_NAME
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from corsac.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Request:
    """What an adapter knows of a request: `path` as it came or decoded once, without a query."""

    method: str
    path: str = "/"
    headers: Headers = field(default_factory=Headers)

    @property
    def preflight(self) -> bool:
        """Whether it has all three marks of a preflight (fetch#cors-preflight-request).

        Any other OPTIONS belongs to the application.
        """
        return (
            self.method == "OPTIONS" and ORIGIN in self.headers and REQUEST_METHOD in self.headers
        )


class Kind(StrEnum):
    """What a request turned out to be. `NOT_CORS` has no Origin."""

    PREFLIGHT_ALLOWED = "preflight-allowed"
    PREFLIGHT_REFUSED = "preflight-refused"
    ACTUAL_ALLOWED = "actual-allowed"
    ACTUAL_REFUSED = "actual-refused"
    NOT_CORS = "not-cors"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says to one request.

    `grant` is what is sent. `route` is the path of the route that decided; empty for the policy
    itself. `trace` has the steps with their clauses where it was asked for.
    """

    kind: Kind
    grant: Grant
    route: str = ""
    trace: tuple[Step, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the page may read the answer, or send what its preflight asks for."""
        return self.grant.allowed

    @property
    def status(self) -> int:
        """The status of a preflight's answer; 0 for any other request."""
        return self.grant.status

    @property
    def lines(self) -> Lines:
        """The header lines to set, Vary left out."""
        return self.grant.lines

    @property
    def vary(self) -> tuple[str, ...]:
        """The members to merge into Vary."""
        return self.grant.vary

    @property
    def reason(self) -> Refused | None:
        """Why something was refused."""
        return self.grant.reason

    @property
    def clause(self) -> str:
        """The step of the standard at which a browser stops; empty where none does."""
        return "" if self.grant.reason is None else self.grant.reason.clause


def decide(
    policy: Policy, request: Request, mode: Mode = Mode.ENFORCE, *, tracing: bool = False
) -> Decision:
    """Decide one request.

    Args:
        policy: What is allowed.
        request: What is asked.
        mode: How refused preflights are answered.
        tracing: Whether the decision carries its steps.
    """
    steps: list[Step] = []
    found = _route(policy, request, steps)
    if found is None:
        decision = _without_route(policy, request, mode)
    else:
        chosen, path = found
        answers = Answers(chosen, mode, narrow=policy.table.by_method)
        decision = _decide(answers, request, path, steps)
    trace = tuple(steps) if tracing else ()
    return Decision(decision.kind, decision.grant, decision.route, trace)


def route_of(policy: Policy, request: Request) -> int | None:
    """Find the route that decides a request, by its path and by the method that is asked for.

    Returns:
        Its position; -1 for the policy itself; None where the path's readings disagree.
    """
    asked = request.headers.get(REQUEST_METHOD) if request.preflight else None
    return policy.table.find(request.path, asked or request.method)


def _route(policy: Policy, request: Request, steps: list[Step]) -> tuple[Policy, str] | None:
    if not policy.routes:
        return policy, ""
    index = route_of(policy, request)
    if index is None:
        _note(steps, "rfc3986#section-6", "path-doubtful", Result.FAIL, ("path", request.path))
        return None
    route = None if index < 0 else policy.routes[index]
    path = route.path if route else ""
    _note(
        steps, "rfc3986#section-3.3", "route", Result.NOTE, ("path", request.path), ("route", path)
    )
    return (route.policy, path) if route else (policy, "")


def _without_route(policy: Policy, request: Request, mode: Mode) -> Decision:
    if request.preflight:
        grant = Answers(policy, mode).refused(Refused.PATH)
        return Decision(Kind.PREFLIGHT_REFUSED, grant)
    if ORIGIN not in request.headers:
        return Decision(Kind.NOT_CORS, Grant(allowed=False))
    return Decision(Kind.ACTUAL_REFUSED, Grant(allowed=False, reason=Refused.PATH))


def _decide(answers: Answers, request: Request, route: str, steps: list[Step]) -> Decision:
    origin = request.headers.get(ORIGIN)
    if origin is None:
        _note(steps, "fetch#origin-header", "no-origin", Result.NOTE)
        return Decision(Kind.NOT_CORS, answers.actual(None), route)
    if request.preflight:
        return _preflight(answers, request, origin, route, steps)
    grant = answers.actual(origin)
    _judge_origin(answers, origin, steps)
    if grant.allowed:
        exposed = ", ".join(answers.policy.expose_headers)
        _note(
            steps,
            "fetch#concept-filtered-response-cors",
            "exposed",
            Result.NOTE,
            ("names", exposed),
        )
    return Decision(Kind.ACTUAL_ALLOWED if grant.allowed else Kind.ACTUAL_REFUSED, grant, route)


def _preflight(
    answers: Answers, request: Request, origin: str, route: str, steps: list[Step]
) -> Decision:
    method = request.headers.get(REQUEST_METHOD) or ""
    asked = Asked.of(method, request.headers.get(REQUEST_HEADERS))
    shown = ("method", method[:LONGEST_NAME])
    _note(steps, "fetch#cors-preflight-request", "preflight", Result.NOTE, shown)
    grant = answers.preflight(origin, asked)
    if _judge_origin(answers, origin, steps):
        _judge_list(answers, asked, steps)
    kind = Kind.PREFLIGHT_ALLOWED if grant.allowed else Kind.PREFLIGHT_REFUSED
    return Decision(kind, grant, route)


def _judge_origin(answers: Answers, origin: str, steps: list[Step]) -> bool:
    """Note whether the origin is allowed, and by which pattern."""
    pattern = answers.policy.matcher.find(origin)
    facts = (("origin", origin[:LONGEST_ORIGIN]), ("pattern", pattern.text if pattern else ""))
    if pattern is not None and pattern.any:
        _note(steps, "fetch#cors-check.3", "every-origin", Result.PASS, *facts)
    elif pattern is not None:
        _note(steps, "fetch#cors-check.4", "origin-allowed", Result.PASS, *facts)
    else:
        _note(steps, "fetch#cors-check.4", Refused.ORIGIN.value, Result.FAIL, *facts)
    return pattern is not None


def _judge_list(answers: Answers, asked: Asked, steps: list[Step]) -> None:
    """Note whether method and headers are allowed, in the browser's order."""
    policy = answers.policy
    if asked.fault is Refused.HEADERS_TOO_LONG:
        _note(steps, asked.fault.clause, asked.fault, Result.FAIL, ("most", str(LONGEST_LIST)))
        return
    fault = answers.method_fault(asked)
    facts = (("method", asked.method[:LONGEST_NAME]), ("allowed", ", ".join(policy.allow_methods)))
    result = Result.FAIL if fault else Result.PASS
    _note(steps, Refused.METHOD.clause, fault or "method-allowed", result, *facts)
    if fault:
        return
    fault = answers.headers_fault(asked)
    result = Result.FAIL if fault else Result.PASS
    _note(
        steps,
        Refused.HEADER.clause,
        fault or "headers-allowed",
        result,
        ("headers", ", ".join(asked.names)),
        ("refused", ", ".join(answers.refused_names(asked))),
        ("allowed", ", ".join(policy.allow_headers)),
    )


def _note(
    steps: list[Step], clause: str, name: str, result: Result, *facts: tuple[str, str]
) -> None:
    steps.append(Step(clause, str(name), result, facts))
