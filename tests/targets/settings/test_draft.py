"""A draft takes settings as they are written, and gives the policy as they are meant."""

from __future__ import annotations

import pytest

from corsac.policy import Policy
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Regex, Scalar, Table, value_of

LIBRARY = Library("lib", "Lib")


def made(*origins: str, credentials: bool = False, library: Library = LIBRARY) -> Draft:
    draft = Draft(library, credentials=credentials)
    draft.origins(value_of(list(origins)))
    return draft


def effects(draft: Draft) -> list[Effect]:
    return [each.effect for each in draft.remarks]


@pytest.mark.parametrize(
    ("origin", "kept"),
    [
        ("https://app.example/", "https://app.example"),
        ("HTTPS://App.Example", "https://app.example"),
        ("https://app.example:443", "https://app.example"),
        ("https://app.example/path", "https://app.example"),
        ("app.example", "https://app.example"),
        ("localhost:3000", "http://localhost:3000"),
        ("https://*.app.example", "https://*.app.example"),
    ],
)
def test_what_never_matched_is_mended_and_told(origin: str, kept: str) -> None:
    draft = made(origin)
    assert draft.policy() == Policy(allow_origins=[kept])
    assert effects(draft) == [Effect.NEVER_MATCHES]


def test_what_nothing_mends_is_left_out() -> None:
    draft = made("file://", "https://app.example")
    assert draft.policy() == Policy(allow_origins=["https://app.example"])
    assert effects(draft) == [Effect.NEVER_MATCHES]
    assert "goes without" in str(draft.remarks[0].mend)


def test_a_library_may_match_what_others_do_not() -> None:
    assert effects(made("HTTPS://A.example", library=Library("l", "L", folds=True))) == []
    assert effects(made("https://a.example/", library=Library("l", "L", parses=True))) == []


@pytest.mark.parametrize(
    ("origin", "switch", "effect"),
    [
        ("http://a.example", "dangerously_allow_insecure_origins", Effect.INSECURE_ORIGIN),
        ("https://*.github.io", "dangerously_allow_public_suffixes", Effect.PUBLIC_SUFFIX),
        ("myapp://x", "dangerously_allow_custom_schemes", Effect.CUSTOM_SCHEME),
    ],
)
def test_what_worked_goes_on_working_behind_a_switch(
    origin: str, switch: str, effect: Effect
) -> None:
    draft = Draft(LIBRARY, credentials=True)
    draft.add("allow_origins", origin)
    policy = draft.policy()
    assert policy is not None
    assert policy.allow_origins == (origin,)
    assert getattr(policy, switch) is True
    assert effects(draft) == [effect]


def test_everyone_with_credentials_is_everyone_without() -> None:
    draft = made("*", credentials=True)
    assert draft.policy() == Policy(allow_origins="*")
    assert effects(draft) == [Effect.REFLECTS_EVERYONE]


def test_null_stays_behind_its_switch_and_goes_with_credentials() -> None:
    draft = made("null", "https://a.example")
    policy = draft.policy()
    assert policy is not None
    assert policy.dangerously_allow_null_origin
    draft = made("null", "https://a.example", credentials=True)
    assert draft.policy() == Policy(allow_origins=["https://a.example"], allow_credentials=True)
    assert effects(draft) == [Effect.NULL_ALLOWED]
    draft = made("null", credentials=True)
    assert draft.policy() == Policy()


def test_methods_and_headers_that_did_nothing_go() -> None:
    draft = made("https://a.example", credentials=True)
    draft.names("allow_methods", value_of(["put", "TRACE", "P UT", "PATCH"]), "the methods")
    draft.names("allow_headers", value_of(["Cookie", "X A", "X-B"]), "the headers")
    draft.names("expose_headers", value_of(["*"]), "the headers")
    policy = draft.policy()
    assert policy is not None
    assert policy.allow_methods == ("PUT", "PATCH")
    assert policy.allow_headers == ("X-B",)
    assert policy.expose_headers == ()
    assert effects(draft).count(Effect.METHOD_DEAD) == 3
    assert effects(draft).count(Effect.HEADER_DEAD) == 2
    assert effects(draft).count(Effect.WILDCARD_DEAD) == 1


def test_a_library_that_writes_names_out_for_a_star_is_told_apart() -> None:
    draft = made("https://a.example", credentials=True, library=Library("l", "L", expands=True))
    draft.names("expose_headers", value_of("*"), "the headers")
    draft.policy()
    assert effects(draft) == [Effect.WIDER]


@pytest.mark.parametrize(
    ("given", "seconds", "told"),
    [
        (600, 600, False),
        ("60", 60, False),
        (600.5, 600, False),
        (-1, 0, True),
        (10**9, 86_400, True),
        (0, 0, False),
        (None, None, False),
        ("x", None, True),
        (True, None, True),
        (float("inf"), None, True),
    ],
)
def test_seconds(given: object, seconds: int | None, *, told: bool) -> None:
    draft = Draft(LIBRARY)
    draft.seconds(value_of(given))
    assert (draft.max_age, bool(draft.remarks)) == (seconds, told)


def test_zero_seconds_may_mean_no_header() -> None:
    draft = Draft(LIBRARY)
    draft.seconds(Scalar(0), zero_is_none=True)
    assert (draft.max_age, effects(draft)) == (None, [Effect.MAX_AGE_CHANGED])


def test_origins_that_can_not_be_read_leave_the_policy_open() -> None:
    draft = Draft(LIBRARY)
    draft.origins(value_of([object()]))
    draft.names("allow_headers", value_of(["X-A"]), "the headers")
    assert draft.policy() is None
    reading = draft.reading(None)
    assert reading.rest == (("allow_headers", ["X-A"]),)
    assert [each.effect for each in reading.unread] == [Effect.NOT_READ]
    draft = Draft(LIBRARY)
    draft.origins(Table())
    assert draft.policy() is None
    assert Draft(LIBRARY).policy() == Policy()


def test_a_switch_that_can_not_be_read_is_off() -> None:
    draft = Draft(LIBRARY)
    assert draft.switch(value_of(object()), "credentials") is False
    assert draft.switch(None, "vary", default=True) is True
    assert effects(draft) == [Effect.NOT_READ]


def test_expressions_are_read_where_they_are_compiled() -> None:
    draft = Draft(LIBRARY)
    draft.origins(Regex(r"https://\d{2}\.a\.example"))
    draft.origins(value_of([r".*"]), expressions=True)
    assert list(draft.lists["allow_origins"]) == ["https://{digits}.a.example", "*"]
    assert effects(draft) == [Effect.WIDER]
    draft = Draft(LIBRARY)
    draft.origins(value_of([r"(?=a)", r"https://app\..*"]), expressions=True)
    assert draft.policy() is None
    assert effects(draft) == [Effect.NOT_READ, Effect.MATCHES_STRANGERS, Effect.NOT_READ]
