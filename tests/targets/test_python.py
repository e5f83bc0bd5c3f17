"""What Python programs have in common: what is written is run here."""

from __future__ import annotations

from typing import Any

import pytest

from corsac.policy import Policy, Route
from corsac.targets.answer import Answer
from corsac.targets.export import Options
from corsac.targets.python import constructor, imports, module, origins

PATTERNS = Policy(allow_origins=["https://a.example", "https://*.example.com"])
EXACT = Policy(allow_origins=["https://a.example"])
EVERY = Policy(allow_origins="*")


def run(lines: list[str], **known: object) -> dict[str, Any]:
    names: dict[str, Any] = dict(known)
    exec("\n".join(lines), names)  # noqa: S102 -- what is written must run
    return names


@pytest.mark.parametrize("policy", [PATTERNS, EXACT, EVERY])
def test_what_is_written_allows_what_the_policy_does(policy: Policy) -> None:
    answer = Answer.of_policy(policy)
    is_allowed = run([*imports(answer), *origins(answer)])["is_allowed"]
    for origin in ("https://a.example", "https://x.example.com", "https://x.example.com\n", "null"):
        assert is_allowed(origin) == policy.matcher.matches(origin)
    assert not is_allowed(None)


def test_nothing_is_imported_that_is_not_used() -> None:
    assert imports(Answer.of_policy(EXACT), "import flask") == ["import flask"]
    echo = Policy(allow_origins=["https://a.example"], allow_headers="*", allow_credentials=True)
    assert imports(Answer.of_policy(echo)) == ["import re", ""]


@pytest.mark.parametrize(
    "policy",
    [
        PATTERNS,
        EVERY,
        Policy(
            allow_origins=[f"https://{number}.long-name.example" for number in range(9)],
            allow_credentials=True,
            max_age=600,
            cross_origin_resource_policy="same-site",
            routes=[Route("/public", EVERY), Route("/put", EXACT, ("PUT",))],
        ),
    ],
)
def test_a_constructor_makes_the_same_policy(policy: Policy) -> None:
    assert run(constructor(policy), Policy=Policy, Route=Route)["policy"] == policy


def test_a_module_is_named_as_python_imports_it() -> None:
    assert module(Options(), "app") == "app"
    assert module(Options(application="shop/wsgi.py"), "app") == "shop.wsgi"
