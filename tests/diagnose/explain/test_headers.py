"""Headers explained, from core's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.profiles import PROFILES
from corsac.core.cors_headers import REQUEST, RESPONSE
from corsac.diagnose.explain.header_lore import FORMS, MISTAKES, STAGES
from corsac.diagnose.explain.headers import explain_header, header_names

if TYPE_CHECKING:
    from corsac.diagnose.explain.explanation import Explanation


def words(explanation: Explanation) -> str:
    return "\n".join(
        f"{'' if each.label is None else each.label}: {each.text}" for each in explanation.blocks
    )


def test_every_header_of_cors_has_its_lore() -> None:
    for header in (*REQUEST, *RESPONSE):
        assert MISTAKES[header.name]
        assert header.form in FORMS
        assert header.stage in STAGES
        assert header.clause in words(explain_header(header.name.lower()))


def test_each_engine_s_cap_is_the_profile_s() -> None:
    told = words(explain_header("access-control-max-age"))
    for profile in PROFILES.values():
        assert profile.label in told
        if profile.max_age_cap != float("inf"):
            assert f"at most {profile.max_age_cap:g} s" in told


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("access-control-max-age", "86400", "remembers the preflight for 7200 s"),
        ("access-control-allow-origin", "*", "lets every origin read"),
        ("access-control-allow-origin", "null", "anybody can make one"),
        ("access-control-allow-origin", "https://a.example, https://b.example", "several values"),
        ("access-control-allow-origin", "https://a.example/", "this never matches"),
        ("access-control-allow-origin", "https://a.example", "lets pages of https://a.example"),
        ("access-control-allow-credentials", "true", "this value allows credentials"),
        ("access-control-allow-credentials", "True", "True is not true"),
        ("content-type", "application/json", "is none of"),
        ("content-type", "text/plain", "needs no preflight, in any engine"),
        ("accept", "caf\xe9", "needs a preflight"),
        ("x-api-key", "1", "its name is not safelisted"),
        ("cookie", "a=1", "script can't set it"),
        ("access-control-allow-methods", "PUT", "upper and lower case differ"),
    ],
)
def test_a_value_is_judged(name: str, value: str, said: str) -> None:
    assert said in words(explain_header(name, value))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Authorization", "it needs a preflight whose answer lists it"),
        ("Set-Cookie", "script can never read it"),
        ("content-length", "script can always read it"),
        ("X-Total-Count", "if Access-Control-Expose-Headers lists X-Total-Count"),
        ("Range", "one range that has a start"),
        ("sec-fetch-mode", "script can't set it"),
        ("vary", "Vary: Origin on every answer"),
        ("access-control-allow-headers", "* covers Authorization too"),
        ("access-control-expose-headers", "but for a * before it"),
        ("origin", "own server too by"),
    ],
)
def test_a_name_is_explained(name: str, said: str) -> None:
    assert said in words(explain_header(name))


def test_names_are_lower_case_and_each_once() -> None:
    names = header_names()
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
