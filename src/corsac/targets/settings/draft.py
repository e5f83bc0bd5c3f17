"""A policy in the making: settings are put in as they were written, and come out as they work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from corsac.core.findings import Text
from corsac.policy.fields import MAX_AGE_LIMIT
from corsac.policy.mistakes import Mistake, PolicyError
from corsac.policy.objections import objection_to, repaired
from corsac.policy.pattern import ANY, parse_pattern
from corsac.policy.policy import Policy
from corsac.targets.settings.reading import Reading
from corsac.targets.settings.remarks import Effect, Remark
from corsac.targets.settings.translation import Hole, Matching, translate
from corsac.targets.settings.values import Listing, Regex, Scalar, Unknown, Value, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.findings import Span

_HOLES: Final = {
    Hole.DOT: Text("a dot that is not escaped stands for any character"),
    Hole.LABEL: Text("no dot keeps the name apart from what stands before it"),
    Hole.NAME: Text("the end of the name is left open"),
}
#: Mistakes of a policy that a switch overrules: what worked goes on working, and is told.
_SWITCHES: Final = {
    "origin-null": ("dangerously_allow_null_origin", Effect.NULL_ALLOWED),
    "origin-insecure-with-credentials": (
        "dangerously_allow_insecure_origins",
        Effect.INSECURE_ORIGIN,
    ),
    "origin-public-suffix": ("dangerously_allow_public_suffixes", Effect.PUBLIC_SUFFIX),
    "origin-public-suffix-pattern": ("dangerously_allow_public_suffixes", Effect.PUBLIC_SUFFIX),
    "origin-scheme-unknown": ("dangerously_allow_custom_schemes", Effect.CUSTOM_SCHEME),
}
_DEAD: Final = {
    "allow_origins": Effect.NEVER_MATCHES,
    "allow_methods": Effect.METHOD_DEAD,
    "allow_headers": Effect.HEADER_DEAD,
    "expose_headers": Effect.HEADER_DEAD,
}
_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class Library:
    """How a library takes origins.

    `matching` is how its expressions match. `folds` is true where it compares without regard to
    case, `parses` where it compares scheme and host alone, so that a path does no harm, `expands`
    where it writes names out for a `*` in the list of exposed headers.
    """

    system: str
    label: str
    matching: Matching = Matching.WHOLE
    folds: bool = False
    parses: bool = False
    expands: bool = False


@dataclass(slots=True)
class Draft:
    """The fields of one policy, with the place of each member, and the remarks on the way.

    Attributes:
        library: Whose settings they are.
        remarks: What was found so far.
        credentials: Whether requests with cookies are answered.
        max_age: Seconds; None for no header.
        undecided: Whether an origin could not be read.
        span: Where the settings begin.
        rest: The fields beside the origins, once `policy` was called.
        parts: What `part` gave.
    """

    library: Library
    remarks: list[Remark] = field(default_factory=list["Remark"])
    lists: dict[str, dict[str, Span | None]] = field(
        default_factory=dict[str, "dict[str, Span | None]"]
    )
    credentials: bool = False
    max_age: int | None = None
    undecided: bool = False
    span: Span | None = None
    rest: dict[str, Any] = field(default_factory=dict[str, Any])
    parts: list[Draft] = field(default_factory=list["Draft"])

    def part(self, span: Span | None) -> Draft:
        """Give the draft of a call or a path, whose remarks are this one's."""
        self.parts.append(Draft(self.library, self.remarks, span=span))
        return self.parts[-1]

    def remark(
        self, effect: Effect, span: Span | None, value: object = None, **holes: object
    ) -> None:
        """Note what was found."""
        holes.setdefault("library", self.library.label)
        made = Remark.of(effect, span or self.span, value, **holes)
        if made not in self.remarks:
            self.remarks.append(made)

    def unknown(self, value: Value, what: str, mend: Text | None = None) -> None:
        """Note what can't be read."""
        named = Text(what)
        reason = (
            value.reason
            if isinstance(value, Unknown)
            else Text.of("is nothing that {what} can be", what=named)
        )
        mend = mend or Text.of("write {what} into the policy by hand", what=named)
        self.remark(Effect.NOT_READ, value.span, reason=reason, mend=mend)

    def add(self, name: str, text: str, span: Span | None = None) -> None:
        """Put a member into a list."""
        self.lists.setdefault(name, {}).setdefault(text, span)

    def members(self, name: str, value: Value, what: str) -> list[Scalar]:
        """Take the texts of a list; what is none is noted.

        A text alone is a list of one.
        """
        items = value.items if isinstance(value, Listing) else (value,)
        texts: list[Scalar] = []
        for each in items:
            if text_of(each) is None:
                self.unknown(each, what)
                self.undecided = self.undecided or name == "allow_origins"
            else:
                texts.append(cast("Scalar", each))
        return texts

    # Origins --------------------------------------------------------------------------------

    def origin(self, text: str, span: Span | None) -> None:
        """Take one origin that is compared as a text."""
        pattern = parse_pattern(text)
        if text == ANY or (pattern is not None and pattern.exact):
            self.add("allow_origins", text, span)
            return
        if pattern is not None:
            looks = Text("the policy has it as the pattern that it looks like")
            reason = Text("is compared as it stands")
            self.remark(Effect.NEVER_MATCHES, span, text, reason=reason, mend=looks)
            self.add("allow_origins", text, span)
            return
        objection, _ = objection_to(text)
        meant = repaired(text) if objection.repairable else None
        if not self._forgiven(objection.code):
            mend = (
                Text.of("the policy has {origin}", origin=meant)
                if meant
                else Text("the policy goes without it")
            )
            self.remark(Effect.NEVER_MATCHES, span, text, reason=Text(objection.reason), mend=mend)
        if meant is not None and meant != ANY:
            self.add("allow_origins", meant, span)

    def _forgiven(self, code: str) -> bool:
        """Whether the library matches what is written like this all the same."""
        return (self.library.folds and code == "origin-upper-case") or (
            self.library.parses and code in {"origin-trailing-slash", "origin-path"}
        )

    def expression(self, text: str, span: Span | None) -> None:
        """Take a regular expression for origins."""
        made = translate(text, self.library.matching)
        if made.everyone:
            self.add("allow_origins", ANY, span)
            return
        shown = ", ".join(made.patterns) or "the origins that are meant"
        for stranger in made.strangers:
            open_end = stranger.hole is Hole.END_OPEN
            effect = Effect.MATCHES_PREFIX if open_end else Effect.MATCHES_STRANGERS
            hole = _HOLES.get(stranger.hole, "")
            self.remark(effect, span, text, origin=stranger.origin, pattern=shown, hole=hole)
        for pattern in made.patterns:
            self.add("allow_origins", pattern, span)
        if made.unread:
            reason = Text.of("the expression leaves open {part}", part=made.unread)
            if made.unread != "what it leaves open":
                reason = Text.of("the expression can't be read: {part}", part=made.unread)
            mend = Text(
                "write its origins as patterns: https://*.example.com, or {{slug}} in a label"
            )
            self.remark(Effect.NOT_READ, span, text, reason=reason, mend=mend)
            self.undecided = self.undecided or not made.patterns
        elif not made.exact:
            reason = Text("the policy's patterns stand for more, or less, than the expression")
            mend = Text.of("check them: {patterns}", patterns=shown)
            self.remark(Effect.WIDER, span, text, reason=reason, mend=mend)

    def origins(self, value: Value, *, expressions: bool = False) -> None:
        """Take a list of origins; compiled expressions are read as such.

        Args:
            value: The list, or one of them alone.
            expressions: Whether texts are expressions too.
        """
        for each in value.items if isinstance(value, Listing) else (value,):
            text = text_of(each)
            if isinstance(each, Regex):
                self.expression(each.text, each.span)
            elif text is None:
                self.unknown(each, "the origins")
                self.undecided = True
            elif expressions:
                self.expression(text, each.span)
            else:
                self.origin(text, each.span)

    # The rest -------------------------------------------------------------------------------

    def names(self, name: str, value: Value, what: str) -> None:
        """Take a list of methods or header names."""
        for each in self.members(name, value, what):
            self.add(name, str(each.data), each.span)

    def switch(self, value: Value | None, what: str, *, default: bool = False) -> bool:
        """Take a switch; what can't be read is off, and noted."""
        if value is None:
            return default
        if isinstance(value, Scalar):
            return bool(value.data)
        self.unknown(value, what)
        return False

    def seconds(self, value: Value, *, zero_is_none: bool = False) -> None:
        """Take a duration in seconds.

        Args:
            value: A number, or a text with one.
            zero_is_none: Whether 0 makes the library send no header.
        """
        number = _number(value)
        if number is None:
            if not (isinstance(value, Scalar) and value.data is None):
                self.unknown(value, "max_age")
            return
        if number == 0 and zero_is_none:
            reason = Text.of(
                "{library} sends no header for 0, and browsers keep it 5 seconds",
                library=self.library.label,
            )
            self.remark(
                Effect.MAX_AGE_CHANGED, value.span, number, reason=reason, kept=Text("no max_age")
            )
            return
        self.max_age = min(max(number, 0), MAX_AGE_LIMIT)
        if number < 0:
            reason = Text("is no number of seconds: browsers keep nothing")
        elif number > MAX_AGE_LIMIT:
            reason = Text("is longer than any browser keeps an answer")
        else:
            return
        self.remark(Effect.MAX_AGE_CHANGED, value.span, number, reason=reason, kept=self.max_age)

    def reading(self, policy: Policy | None) -> Reading:
        """Give what came of it, the remarks in the order of the file.

        Args:
            policy: The policy that was made in the end.
        """
        ordered = sorted(self.remarks, key=_place_of)
        rest = () if policy is not None else tuple(self.rest.items())
        whole = policy is not None and not policy.routes
        places = tuple(
            (name, text, span)
            for name, texts in (self.held if whole else self.lists).items()
            for text, span in texts.items()
            if span is not None
        )
        return Reading(self.library.system, policy, tuple(ordered), self.span, rest, places)

    @property
    def held(self) -> dict[str, dict[str, Span | None]]:
        """The lists, or those of its part where one alone has some."""
        inner = [each.held for each in self.parts if each.held]
        return self.lists or (inner[0] if len(inner) == 1 else {})

    # The policy -----------------------------------------------------------------------------

    def policy(self) -> Policy | None:
        """Make the policy: what it can't hold is taken out and noted.

        Returns:
            None where the origins could not be read and none are left; a closed policy where
            none were allowed.
        """
        given = self._given()
        self.rest = {name: value for name, value in given.items() if name != "allow_origins"}
        if "allow_origins" not in given:
            return None if self.undecided else Policy()
        for _ in range(_ROUNDS):
            try:
                return Policy(**given)
            except PolicyError as error:
                self._mend(given, error.mistakes)
            if not given["allow_origins"]:
                break
        return None if self.undecided else Policy()

    def _given(self) -> dict[str, Any]:
        given: dict[str, Any] = {
            name: ANY if ANY in texts else list(texts) for name, texts in self.lists.items()
        }
        if self.credentials:
            given["allow_credentials"] = True
        if self.max_age is not None:
            given["max_age"] = self.max_age
        return given

    def _mend(self, given: dict[str, Any], mistakes: Iterable[Mistake]) -> None:
        """Take out of the fields what the policy objects to, or say that it is meant."""
        # From the end: what is taken out moves nothing that is still to come.
        for mistake in sorted(mistakes, key=_index, reverse=True):
            name = mistake.path[0]
            index = _index(mistake) if _index(mistake) >= 0 else None
            if mistake.code == "origins-wildcard-with-credentials":
                given.pop("allow_credentials")
                self.remark(Effect.REFLECTS_EVERYONE, self._place("allow_origins", ANY))
            elif mistake.code in _SWITCHES and index is not None:
                self._switch(given, mistake, str(given[str(name)][index]))
            elif mistake.code == "expose-wildcard-with-credentials":
                given.pop("expose_headers")
                self._exposing(self._place("expose_headers", ANY))
            elif index is not None:
                self._drop(given, mistake, str(name), index)

    def _exposing(self, where: Span | None) -> None:
        mend = Text("name the headers that pages read")
        if self.library.expands:
            reason = Text(
                "every header of an answer is exposed, and a policy with credentials names them"
            )
            self.remark(Effect.WIDER, where, reason=reason, mend=mend)
            return
        meaning = Text("a header of that name where credentials are sent")
        self.remark(Effect.WILDCARD_DEAD, where, meaning=meaning, mend=mend)

    def _switch(self, given: dict[str, Any], mistake: Mistake, text: str) -> None:
        switch, effect = _SWITCHES[mistake.code]
        given[switch] = True
        mend = Text.of("take null out, and {switch} with it", switch=switch)
        self.remark(effect, self._place("allow_origins", text), text, mend=mend)

    def _drop(self, given: dict[str, Any], mistake: Mistake, name: str, index: int) -> None:
        text = str(given[name][index])
        place = self._place(name, text)
        if mistake.code == "method-case":
            given[name][index] = text.upper()
        elif index < len(given[name]):
            del given[name][index]
        if mistake.code == "origin-null-with-credentials":
            self.remark(Effect.NULL_ALLOWED, place, text, mend=Text("the policy goes without it"))
            return
        goes = Text("the policy goes without it")
        shown = mistake.mend if mistake.code == "method-case" else goes
        effect = _DEAD.get(name, Effect.NOT_READ)
        self.remark(effect, place, text, reason=mistake.reason, mend=shown)

    def _place(self, name: str, text: str) -> Span | None:
        return self.lists.get(name, {}).get(text)


def _index(mistake: Mistake) -> int:
    """Give the position that a mistake is about in its list; -1 where it is about the whole."""
    last = mistake.path[-1]
    return last if isinstance(last, int) else -1


def _place_of(remark: Remark) -> tuple[int, int]:
    return (0, 0) if remark.span is None else (remark.span.line, remark.span.column)


def _number(value: Value) -> int | None:
    if not isinstance(value, Scalar) or value.data is None or isinstance(value.data, bool):
        return None
    try:
        return int(float(value.data))
    except (ValueError, OverflowError):
        return None
