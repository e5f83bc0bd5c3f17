"""Who may open a WebSocket on a server in Node.js."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.node.sockets import warnings


def test_a_policy_for_everybody_opens_sockets_to_every_site_and_says_so() -> None:
    every = Answer.of_policy(Policy(allow_origins="*"))
    assert [each.code for each in warnings(every)] == ["open-sockets"]
    assert warnings(Answer.of_policy(Policy(allow_origins=["https://app.example"]))) == ()
