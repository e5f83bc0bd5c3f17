"""The policy: frozen, checked when it is made, and what it can tell."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corsac
from corsac.core.headers import Headers
from corsac.policy import Policy, PolicyError, Route
from corsac.policy.decide import Kind, Request
from tests.policy.strategies import fields, policies

POLICY = Policy(
    allow_origins=["https://foo.com", "https://*.bar.com"],
    allow_methods=["PUT"],
    allow_headers=["Content-Type"],
    allow_credentials=True,
    max_age=600,
)


def test_it_is_the_packages_first_name() -> None:
    assert corsac.Policy is Policy
    with pytest.raises(AttributeError, match="Polcy"):
        getattr(corsac, "Polcy")  # noqa: B009 -- a type checker knows that it isn't there


def test_a_policy_starts_closed() -> None:
    policy = Policy()
    assert policy.closed
    assert (policy.allow_methods, policy.allow_headers, policy.max_age) == (
        ("GET", "HEAD", "POST"),
        (),
        None,
    )
    assert repr(policy) == "Policy()"


def test_the_star_is_kept_as_a_list_of_one() -> None:
    policy = Policy(allow_origins="*", allow_methods=["*"], allow_headers="*")
    assert policy.allow_origins == ("*",)
    assert policy.any_origin
    assert policy.any_method
    assert policy.any_header
    assert policy == Policy(allow_origins=["*"], allow_methods="*", allow_headers=["*"])


def test_it_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(POLICY, "max_age", 7)  # noqa: B010 -- no type checker lets it by
    assert POLICY.changed(max_age=7).max_age == 7
    assert POLICY.changed(max_age=7).changed(max_age=600) == POLICY
    with pytest.raises(PolicyError):
        POLICY.changed(allow_origins="*")


def test_members_repeated_are_kept_once() -> None:
    policy = Policy(
        allow_origins=["https://foo.com", "https://foo.com"],
        allow_headers=["X-A", "x-a"],
        allow_methods=["PUT", "PUT"],
    )
    assert (policy.allow_origins, policy.allow_headers) == (("https://foo.com",), ("X-A",))
    assert policy.allow_methods == ("PUT",)


def test_it_travels_and_compares() -> None:
    again = pickle.loads(pickle.dumps(POLICY))  # noqa: S301 -- its own bytes
    assert again == POLICY
    assert hash(again) == hash(POLICY)
    assert copy.deepcopy(POLICY) == POLICY
    assert again.matcher.matches("https://a.bar.com")


def test_it_prints_as_it_is_written() -> None:
    assert repr(Policy(allow_origins="*", routes={"/a": Policy()})) == (
        "Policy(allow_origins='*', routes=(Route(path='/a', policy=Policy(), methods=()),))"
    )
    assert eval(repr(POLICY)) == POLICY  # noqa: S307 -- its own text


def test_it_decides_and_explains() -> None:
    request = Request("GET", "/", Headers((("Origin", "https://foo.com:8443"),)))
    assert POLICY.decide(request).kind is Kind.ACTUAL_REFUSED
    nearest = POLICY.explain(request).nearest
    assert nearest is not None
    assert nearest.pattern == "https://foo.com"


def test_it_compares_itself() -> None:
    wider = POLICY.changed(allow_methods=["PUT", "DELETE"])
    assert POLICY.diff(wider).methods.gained == ("DELETE",)
    assert POLICY.within(wider)
    assert not wider.within(POLICY)


@given(policies())
def test_the_arguments_that_it_gives_make_it_again(policy: Policy) -> None:
    assert Policy(**policy.given()) == policy


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        | st.just(Route("/a", Policy()))
    ),
    max_leaves=6,
)
NAMES = st.sampled_from([*Policy.__dataclass_fields__, "presets", "origins", "allow_origin_regex"])


def error_of(given: dict[str, Any]) -> PolicyError | None:
    try:
        Policy(**given)
    except PolicyError as error:
        return error
    return None


@given(st.dictionaries(NAMES | st.text(max_size=12), ANYTHING, max_size=6))
def test_whatever_is_given_constructs_or_lists_its_mistakes(anything: dict[str, Any]) -> None:
    error = error_of(anything)
    assert error is None or (error.mistakes and str(error))


@given(fields(), st.dictionaries(NAMES, ANYTHING, max_size=1))
def test_one_field_gone_wrong_is_named(given: dict[str, Any], wrong: dict[str, Any]) -> None:
    error = error_of({**given, **wrong})
    mistakes = error.mistakes if error else ()
    assert all(mistake.code and mistake.path for mistake in mistakes)


def test_a_name_that_the_package_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'corsac\.policy' has no attribute 'Polcy'"):
        getattr(corsac.policy, "Polcy")  # noqa: B009 - a name that no type checker would let stand
