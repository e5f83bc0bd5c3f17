"""A policy as TOML text, and back."""

from __future__ import annotations

from hypothesis import given

from corsac.policy import Policy, Route
from corsac.policy.load import load_policy
from corsac.policy.write import to_toml
from tests.policy.strategies import policies


def test_it_reads_as_a_person_would_write_it() -> None:
    policy = Policy(
        allow_origins=["https://foo.com"],
        allow_credentials=True,
        max_age=600,
        routes=[Route("/a", Policy(allow_origins="*"), ("GET",))],
    )
    assert to_toml(policy) == (
        "version = 1\n\n[policy]\n"
        'allow_origins = ["https://foo.com"]\nallow_credentials = true\nmax_age = 600\n\n'
        '[[policy.routes]]\npath = "/a"\nmethods = ["GET"]\nallow_origins = "*"\n'
    )


def test_a_long_list_stands_on_several_lines() -> None:
    origins = [f"https://tenant{number}.example.com" for number in range(4)]
    assert '[\n    "https://tenant0.example.com",\n' in to_toml(Policy(allow_origins=origins))


@given(policies())
def test_it_comes_back_as_the_same_policy(policy: Policy) -> None:
    assert load_policy(to_toml(policy)) == policy
