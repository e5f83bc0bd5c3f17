"""What existing settings really did: one line of a table for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Party, Severity, Text
from corsac.policy.mistakes import show

if TYPE_CHECKING:
    from corsac.core.findings import Span


class Effect(StrEnum):
    """A kind of thing that settings did; stable for programs."""

    REFLECTS_EVERYONE = "reflects-everyone"
    OPEN_BY_MISTAKE = "open-by-mistake"
    MATCHES_PREFIX = "matches-prefix"
    MATCHES_STRANGERS = "matches-strangers"
    MATCHES_PARTS = "matches-parts"
    GLOB_AS_REGEX = "glob-as-regex"
    NULL_ALLOWED = "null-allowed"
    INSECURE_ORIGIN = "insecure-origin"
    PUBLIC_SUFFIX = "public-suffix"
    CUSTOM_SCHEME = "custom-scheme"
    NEVER_MATCHES = "never-matches"
    LETTERS = "letters"
    METHOD_DEAD = "method-dead"
    HEADER_DEAD = "header-dead"
    WILDCARD_DEAD = "wildcard-dead"
    MAX_AGE_CHANGED = "max-age-changed"
    VARY_MISSING = "vary-missing"
    ECHOES_WILDCARD = "echoes-wildcard"
    ERRORS_BARE = "errors-bare"
    FAILS = "fails"
    SETTING_UNKNOWN = "setting-unknown"
    SETTING_IDLE = "setting-idle"
    WIDER = "wider"
    PATH_PREFIX = "path-prefix"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of remark is worded: what was done, and what to do about it."""

    severity: Severity
    # Not called as the fields of a remark are: those hold Texts, these the templates of them.
    sentence: str
    cure: str


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_KINDS: Final = {
    Effect.REFLECTS_EVERYONE: _Kind(
        _ERROR,
        "every site could read answers with the visitor's cookies: the origin is given back",
        "name the origins; the policy has every origin without credentials until then",
    ),
    Effect.OPEN_BY_MISTAKE: _Kind(
        _ERROR,
        "{library} knows no {name} and passes over it, so that every origin is allowed",
        "write {near}; the policy has what was meant",
    ),
    Effect.MATCHES_PREFIX: _Kind(
        _ERROR,
        "only the beginning has to match: {origin} is allowed too",
        "end it in $, or write {pattern}, which the policy has",
    ),
    Effect.MATCHES_STRANGERS: _Kind(
        _ERROR,
        "{hole}: {origin} is allowed too",
        "write {pattern}, which the policy has",
    ),
    Effect.MATCHES_PARTS: _Kind(
        _ERROR,
        "is one text where a list is due, and every part of it is allowed: {origin} too",
        "write a list; the policy has one",
    ),
    Effect.GLOB_AS_REGEX: _Kind(
        _ERROR,
        "is taken for a regular expression, which {app} does not match and {origin} does",
        "the policy has it as the pattern that it looks like",
    ),
    Effect.NULL_ALLOWED: _Kind(
        _ERROR,
        "the origin null is allowed: any sandboxed page of any site has it",
        "{mend}",
    ),
    Effect.INSECURE_ORIGIN: _Kind(
        _WARNING,
        "is not encrypted, and who is on the network path reads with the visitor's cookies",
        "write https://, and take dangerously_allow_insecure_origins out of the policy",
    ),
    Effect.PUBLIC_SUFFIX: _Kind(
        _ERROR,
        "spans names that strangers can register",
        "name your own, and take dangerously_allow_public_suffixes out of the policy",
    ),
    Effect.CUSTOM_SCHEME: _Kind(
        _INFO,
        "has a scheme of its own",
        "the policy has dangerously_allow_custom_schemes for it; check the spelling",
    ),
    Effect.NEVER_MATCHES: _Kind(
        _WARNING, "never matched any browser's Origin header: it {reason}", "{mend}"
    ),
    Effect.LETTERS: _Kind(
        _ERROR,
        "is one text where a list is due: {library} takes it for its letters",
        "write a list; the policy has one",
    ),
    Effect.METHOD_DEAD: _Kind(_WARNING, "did nothing: it {reason}", "{mend}"),
    Effect.HEADER_DEAD: _Kind(_WARNING, "did nothing: it {reason}", "{mend}"),
    Effect.WILDCARD_DEAD: _Kind(_WARNING, "the * is sent as it is, and means {meaning}", "{mend}"),
    Effect.MAX_AGE_CHANGED: _Kind(_WARNING, "{reason}", "the policy has {kept}"),
    Effect.VARY_MISSING: _Kind(
        _WARNING,
        "{library} sends no Vary: Origin {where}: a cache may give one site another's answer",
        "corsac's middleware sends it on every answer",
    ),
    Effect.ECHOES_WILDCARD: _Kind(
        _INFO,
        "{library} gives each origin back in place of *, which no cache can share",
        "with the policy * is sent",
    ),
    Effect.ERRORS_BARE: _Kind(
        _WARNING, "{where} have no CORS headers: a page can't read them", "{mend}"
    ),
    Effect.FAILS: _Kind(_ERROR, "{library} {reason}", "{mend}"),
    Effect.SETTING_UNKNOWN: _Kind(
        _WARNING, "{library} knows no {name} and passes over it", "{mend}"
    ),
    Effect.SETTING_IDLE: _Kind(_WARNING, "does nothing: {reason}", "{mend}"),
    Effect.WIDER: _Kind(_INFO, "{reason}", "{mend}"),
    Effect.PATH_PREFIX: _Kind(
        _WARNING,
        "only the beginning of the path has to match: {path} has it too",
        "the policy's route is for {route} and what is below it",
    ),
    Effect.NOT_READ: _Kind(_WARNING, "not understood: {reason}", "{mend}"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that settings did.

    `value` is what stands there, cut and free of passwords; empty where the whole is meant. `span`
    is None for values of a running program.
    """

    effect: Effect
    severity: Severity
    message: Text
    mend: Text
    value: str = ""
    span: Span | None = None
    party: Party = Party.BACKEND

    @classmethod
    def of(cls, effect: Effect, span: Span | None, value: object = None, **holes: object) -> Remark:
        """Word a remark.

        Args:
            effect: Its kind.
            span: Its place.
            value: What stands there; None where the whole is meant.
            holes: What goes into the sentences.
        """
        kind = _KINDS[effect]
        message, mend = _text(kind.sentence, holes), _text(kind.cure, holes)
        shown = "" if value is None else show(value)
        return cls(effect, kind.severity, message, mend, shown, span)


def _text(template: str, holes: dict[str, object]) -> Text:
    used = {name: value for name, value in holes.items() if f"{{{name}}}" in template}
    return Text.of(template, **used)
