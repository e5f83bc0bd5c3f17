"""What Node.js programs have in common."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.export import Options, Upstream
from corsac.targets.javascript import development_proxy, is_proxied, origins, regex


def test_exact_origins_are_looked_up_and_patterns_are_matched() -> None:
    policy = Policy(allow_origins=["https://a.example", "https://*.example.com"])
    lines = origins(Answer.of_policy(policy))
    assert lines[0] == 'const ORIGINS = new Set(["https://a.example"]);'
    assert r"  /^https:\/\/(?:[a-z0-9_-]{1,63}\.)+example\.com$/," in lines


def test_nothing_is_matched_where_all_are_exact_or_none_counts() -> None:
    exact = origins(Answer.of_policy(Policy(allow_origins=["https://a.example"])))
    assert exact[-1] == "const isAllowed = (origin) => ORIGINS.has(origin);"
    every = origins(Answer.of_policy(Policy(allow_origins="*")))
    assert every == ["const isAllowed = (origin) => origin !== undefined;"]


def test_a_literal_is_anchored() -> None:
    assert regex("a/b") == r"/^a\/b$/"


def test_a_proxied_path_ends_where_the_prefix_does() -> None:
    assert is_proxied(Options(prefix="/api/v1.0")) == r"/^\/api\/v1\.0(?:[/?]|$)/"


def test_the_proxy_knows_its_target() -> None:
    options = Options(upstream=Upstream.of("http://127.0.0.1:8000"))
    assert development_proxy(options).startswith('const TARGET = "http://127.0.0.1:8000";')
