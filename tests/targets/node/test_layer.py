"""The layer of Node.js alone."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.node.layer import layer


def text(policy: Policy) -> str:
    return "\n".join(layer(Answer.of_policy(policy)))


def test_a_star_that_depends_on_nothing_needs_no_vary() -> None:
    assert "addVary" not in text(Policy(allow_origins="*", allow_methods="*", allow_headers="*"))


def test_one_origin_varies_and_refuses_preflights_of_others() -> None:
    written = text(Policy(allow_origins=["https://app.example"]))
    assert 'addVary(this, preflight ? ["Origin", ' in written
    assert "allowed ? 204 : 403" in written


def test_what_is_given_back_is_matched_first() -> None:
    every = Policy(allow_origins=["https://app.example"], allow_credentials=True, allow_headers="*")
    assert '.test(req.headers["access-control-request-headers"] ?? "?")' in text(every)
