"""A policy that is replaced while it is in force."""

from __future__ import annotations

import pytest

from corsac.policy import Mode, Policy, PolicyError, Route
from corsac.policy.running import RunningPolicy

FOO = "https://foo.com"


def test_a_new_policy_takes_over_at_once() -> None:
    running = RunningPolicy(Policy(allow_origins=[FOO]))
    before = running.enforcer
    old = running.replace(Policy(allow_origins=["https://bar.com"]))
    assert old.allow_origins == (FOO,)
    assert running.policy.allow_origins == ("https://bar.com",)
    assert running.enforcer.actual("https://bar.com").allowed
    # A request on its way keeps what it began with.
    assert before.actual(FOO).allowed


def test_an_invalid_change_leaves_the_old_one_in_force() -> None:
    running = RunningPolicy(Policy(allow_origins=[FOO]))
    before = running.enforcer
    with pytest.raises(PolicyError):
        running.change(allow_origins="*", allow_credentials=True)
    assert running.enforcer is before
    assert running.change(max_age=600).max_age is None
    assert running.policy.max_age == 600


def test_the_mode_is_switched_and_stays() -> None:
    running = RunningPolicy(Policy(allow_origins=[FOO]))
    running.switch(Mode.DEBUG)
    running.replace(Policy(allow_origins=[FOO]))
    assert running.mode is Mode.DEBUG
    assert running.enforcer.preflight("https://evil.com", "GET", None).status == 204


def test_where_methods_have_policies_of_their_own_each_is_named_alone() -> None:
    running = RunningPolicy(Policy(allow_origins=[FOO], allow_methods=["PUT", "DELETE"]))
    running.narrow()
    running.change(max_age=600)
    lines = dict(running.enforcer.preflight(FOO, "PUT", None).lines)
    assert lines["Access-Control-Allow-Methods"] == "PUT"
    running.replace(Policy(routes=[Route(path="/a", policy=running.policy)]))
    lines = dict(running.enforcer.preflight(FOO, "DELETE", None, "/a").lines)
    assert lines["Access-Control-Allow-Methods"] == "DELETE"
