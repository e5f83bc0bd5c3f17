"""A verification under way: which request comes next, and the report at the end. No I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ORIGIN
from corsac.core.findings import Severity, Text
from corsac.core.messages import Exchange, Failure, FailureKind
from corsac.diagnose.verify.check import Fault, Level, Seen
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.ground import MOST_PATTERNS, ground_of
from corsac.diagnose.verify.heard import HUNG_UP, is_busy, is_lost, said_of_all, why_not
from corsac.diagnose.verify.infer import infer
from corsac.diagnose.verify.limits import BUDGET
from corsac.diagnose.verify.mend import finding_of
from corsac.diagnose.verify.report import Outcome, Result, Verdict, Verification
from corsac.targets.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from corsac.core.findings import Finding
    from corsac.core.messages import Answer, WireRequest
    from corsac.diagnose.verify.check import Ask, Check
    from corsac.diagnose.verify.ground import Ground
    from corsac.diagnose.verify.infer import Wanted
    from corsac.policy.policy import Policy

    Key = tuple[str, str, tuple[tuple[str, str], ...]]
    Asking = Generator[WireRequest, Exchange, None]

#: So many requests in a row without an answer end a verification.
_PATIENCE: Final = 4
#: Likewise of WebSockets, which some servers leave open and unanswered.
_SOCKETS_PATIENCE: Final = 1
_LEVELS: Final = (Level.MUST, Level.SECURITY, Level.SHOULD)
_SEVERITIES: Final = tuple(Severity)


class Verifier:
    """Send what is `pending`, hand its exchange to `receive`, until there is a `report`.

    Args:
        wanted: What is to be verified.
        policy: What must hold; None to infer it from the answers.
        budget: The most requests that are sent. The levels are asked for in their order.
        checks: The suite, or a part of it.

    Raises:
        ValueError: The URL or a path is none.

    Attributes:
        pending: The request whose exchange is waited for; None at the end.
        report: The result; None before the end.
    """

    def __init__(
        self,
        wanted: Wanted,
        policy: Policy | None = None,
        budget: int = BUDGET,
        checks: Sequence[Check] = CHECKS,
    ) -> None:
        self.pending: WireRequest | None = None
        self.report: Verification | None = None
        self._wanted = wanted
        self._policy = policy
        self._budget = budget
        self._checks = tuple(checks)
        self._exchanges: list[Exchange] = []
        self._known: dict[Key, int] = {}
        self._run = self._verify()
        self._advance(None)

    def receive(self, exchange: Exchange) -> None:
        """Take the exchange of the pending request."""
        self._advance(exchange)

    def _advance(self, exchange: Exchange | None) -> None:
        try:
            self.pending = next(self._run) if exchange is None else self._run.send(exchange)
        except StopIteration:
            self.pending = None

    def _verify(self) -> Asking:
        ground = replace((yield from self._ground()), fresh=self._wanted.fresh)
        planned = [(check, [*check.plan(ground)]) for check in self._checks]
        for level in _LEVELS:
            for check, asks in planned:
                if check.level is level:
                    yield from self._ask_all(check, asks)
        self.report = self._judge(ground, planned)

    def _ask_all(self, check: Check, asks: list[Ask]) -> Asking:
        """Have a check's requests sent, and those that it comes to want by their answers."""
        for ask in asks:
            yield from self._ask(ask)
        while check.follow is not None:
            further = check.follow(tuple(self._seen(asks)))
            if further is None or further in asks:
                return
            asks.append(further)
            yield from self._ask(further)

    def _ground(self) -> Generator[WireRequest, Exchange, Ground]:
        wanted = self._wanted
        if self._policy is not None:
            return ground_of(
                wanted.url, self._policy, wanted.paths, wanted.headers, wanted.websocket
            )
        inferring = infer(wanted)
        answer: Answer | None = None
        while True:
            try:
                ask = next(inferring) if answer is None else inferring.send(answer)
            except StopIteration as end:
                ground: Ground = end.value
                return ground
            yield from self._ask(ask)
            index = self._known.get(_key(ask))
            answer = _UNASKED if index is None else self._exchanges[index].answer

    def _ask(self, ask: Ask) -> Asking:
        """Have a request sent, unless it was already, or the budget is spent."""
        key = _key(ask)
        spent = len(self._exchanges) >= self._budget
        if key in self._known or spent or self._is_silent(_is_socket(ask.wire)):
            return
        yield from self._send(ask)
        first = self._exchanges[0]
        if len(self._exchanges) == 1 and ORIGIN in ask.wire.headers and _hangs(first):
            # Who hangs up on an origin may be there all the same.
            bare = replace(ask.wire, headers=ask.wire.headers.without(ORIGIN))
            yield from self._send(replace(ask, wire=bare))

    def _send(self, ask: Ask) -> Asking:
        exchange = yield ask.wire
        self._known[_key(ask)] = len(self._exchanges)
        self._exchanges.append(exchange)

    def _is_silent(self, socket: bool) -> bool:  # noqa: FBT001 -- which of the two doors
        """Tell whether nothing comes any more: further requests would be waited for in vain.

        A WebSocket that says nothing does not speak for the server around it.
        """
        patience = _SOCKETS_PATIENCE if socket else _PATIENCE
        asked = [each for each in self._exchanges if _is_socket(each.request) == socket]
        lost = [each for each in asked[-patience:] if is_lost(each)]
        return self._unreachable or len(lost) == patience

    @property
    def _unreachable(self) -> bool:
        """Whether the very first requests failed: more of them would tell nothing."""
        first = self._exchanges[:2]
        return bool(first) and all(why_not(each) is not None for each in first)

    def _judge(
        self, ground: Ground, planned: Iterable[tuple[Check, Sequence[Ask]]]
    ) -> Verification:
        recognised = recognise(self._exchanges)
        system = "" if recognised is None else recognised.origin.name
        results: list[Result] = []
        findings: list[Finding] = []
        for check, asks in planned:
            seen = tuple(self._seen(asks))
            faults = tuple(_faults(check, asks, seen))
            results.append(_result(check, asks, seen, faults))
            if faults:
                findings.append(finding_of(check, faults, system))
        findings.sort(key=lambda each: _SEVERITIES.index(each.rule.severity))
        origin = next((place.origin for place in ground.pages if place.origin), "")
        return Verification(
            url=self._wanted.url,
            against="conformance" if self._policy is None else "policy",
            verdict=self._verdict(results),
            results=tuple(results),
            findings=tuple(findings),
            exchanges=tuple(self._exchanges),
            origin=origin,
            notes=tuple(self._notes(ground, results)),
            system="" if recognised is None else str(recognised),
            budget=(len(self._exchanges), self._budget),
        )

    def _seen(self, asks: Iterable[Ask]) -> Iterable[Seen]:
        for ask in asks:
            index = self._known.get(_key(ask))
            if index is not None:
                answer = self._exchanges[index].answer
                nothing = is_busy(answer) or self._unreachable
                yield Seen(ask, _PUT_OFF if nothing else answer, index)

    def _verdict(self, results: Sequence[Result]) -> Verdict:
        if self._unreachable:
            return Verdict.UNREACHABLE
        grave = [result.outcome for result in results if result.level is not Level.SHOULD]
        if Outcome.FAILED in grave:
            return Verdict.FAILED
        return Verdict.UNDECIDED if Outcome.UNDECIDED in grave else Verdict.PASSED

    def _notes(self, ground: Ground, results: Sequence[Result]) -> Iterable[Text]:
        policy = self._policy
        if self._unreachable:
            yield why_not(self._exchanges[0]) or Text("")
            return
        if policy is not None and len(policy.patterns) > MOST_PATTERNS:
            yield Text.of(
                "{tried} of the policy's {count} origin patterns were tried",
                tried=MOST_PATTERNS,
                count=len(policy.patterns),
            )
        if policy is None and not any(place.allowed for place in ground.pages):
            yield Text(
                "nobody was seen to be let in: --origin names an origin that should be, and with "
                "--policy much more can be checked"
            )
        if self._is_silent(socket=False):
            yield Text.of(
                "{count} requests in a row had no answer: it ended there", count=_PATIENCE
            )
        busy = sum(is_busy(each.answer) for each in self._exchanges)
        if busy:
            yield Text.of(
                "{count} answers say that the server is asked too often (429, Retry-After): they "
                "were not judged",
                count=busy,
            )
        if self._is_silent(socket=True):
            yield Text("the WebSocket says nothing, neither yes nor no: is that its path?")
        open_ = any(result.outcome is Outcome.UNDECIDED for result in results)
        if open_ and len(self._exchanges) >= self._budget:
            yield Text.of("the budget of {budget} requests was spent", budget=self._budget)
        elif open_ and not (self._is_silent(socket=False) or self._is_silent(socket=True)):
            yield from self._lost_notes()
        yield from said_of_all(ground, self._exchanges)

    def _lost_notes(self) -> Iterable[Text]:
        """Tell that answers are missing here and there."""
        answers = [each.answer for each in self._exchanges]
        failures = [answer for answer in answers if isinstance(answer, Failure)]
        if failures:
            yield Text.of(
                "{count} requests had no answer: {detail}",
                count=len(failures),
                detail=failures[0].detail or failures[0].kind.value,
            )


#: What stands for an answer that only says when to come again, or to use TLS.
_PUT_OFF: Final = Failure(FailureKind.CLOSED, "put off")
_UNASKED: Final = Failure(FailureKind.TIMEOUT, "not asked")


def _is_socket(wire: WireRequest) -> bool:
    return wire.url.startswith("ws")


def _key(ask: Ask) -> Key:
    return ask.wire.method, ask.wire.url, ask.wire.headers.lines


def _faults(check: Check, asks: Sequence[Ask], seen: Sequence[Seen]) -> Iterable[Fault]:
    answered = [each for each in seen if each.response is not None]
    yield from check.judge(answered)
    lost = [each for each in seen if isinstance(each.answer, Failure)]
    faulty: Sequence[Seen] = ()
    if check.hostile and [each.ask for each in lost] == asks[-1:]:
        # It comes after its harmless twins: who does not answer these is busy, or gone.
        faulty = [each for each in lost if not _hangs(each)]
    elif check.silence:
        hung_up = [each for each in lost if _hangs(each) and each.answer is not _PUT_OFF]
        faulty = hung_up if len(hung_up) > 1 else ()  # once may be chance
    for each in faulty if answered else ():
        detail = each.answer.detail if isinstance(each.answer, Failure) else ""
        yield Fault(each, Text.of("no answer: {detail}", detail=detail))


def _hangs(seen: Seen | Exchange) -> bool:
    return isinstance(seen.answer, Failure) and seen.answer.kind in HUNG_UP


def _hung_up(check: Check, seen: Seen) -> bool:
    """Tell whether a server hung up, and had a right to."""
    return (check.hostile or check.shut) and _hangs(seen)


def _result(
    check: Check, asks: Sequence[Ask], seen: Sequence[Seen], faults: Sequence[Fault]
) -> Result:
    answered = [each for each in seen if each.response is not None or _hung_up(check, each)]
    if faults:
        outcome = Outcome.FAILED
    elif not asks:
        outcome = Outcome.SKIPPED
    elif len(answered) < len(asks):
        outcome = Outcome.UNDECIDED
    else:
        outcome = Outcome.PASSED
    count = len({fault.seen.index for fault in faults})
    return Result(check.rule, check.level, check.clause, outcome, len(answered), count)
