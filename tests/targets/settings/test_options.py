"""Options that a library passes over are told, with what was meant."""

from __future__ import annotations

import pytest

from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.options import meant
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Scalar

KNOWN = ("origins", "methods", "max_age")


@pytest.mark.parametrize(
    ("name", "effect", "said"),
    [
        ("origin", Effect.OPEN_BY_MISTAKE, "write origins"),
        ("Allow_Origins", Effect.OPEN_BY_MISTAKE, "write origins"),
        ("credentials", Effect.SETTING_UNKNOWN, "take it out"),
        ("method", Effect.SETTING_UNKNOWN, "did you mean methods?"),
        ("maxage", Effect.SETTING_UNKNOWN, "did you mean max_age?"),
        ("max_agee", Effect.SETTING_UNKNOWN, "did you mean max_age?"),
        ("colour", Effect.SETTING_UNKNOWN, "take it out"),
    ],
)
def test_unknown_options(name: str, effect: Effect, said: str) -> None:
    draft = Draft(Library("x", "X"))
    options = meant(draft, {name: Scalar("v")}, KNOWN, opening="origins")
    assert [each.effect for each in draft.remarks] == [effect]
    assert said in str(draft.remarks[0].mend)
    assert ("origins" in options) == (effect is Effect.OPEN_BY_MISTAKE)


def test_what_is_set_rightly_opens_nothing() -> None:
    draft = Draft(Library("x", "X"))
    given = {"origins": Scalar("a"), "origin": Scalar("b")}
    assert meant(draft, given, KNOWN, opening="origins") == {"origins": Scalar("a")}
    assert [each.effect for each in draft.remarks] == [Effect.SETTING_UNKNOWN]
