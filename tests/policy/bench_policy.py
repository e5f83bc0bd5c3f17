"""What a decision costs, in CPU nanoseconds: least of many rounds, an empty call taken off."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Enforcer, Policy

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = 5_000
ROUNDS = 40


def cost(call: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        for _ in range(CALLS):
            call()
        best = min(best, (time.process_time_ns() - start) / CALLS)
    return best


def enforcer(count: int) -> tuple[Enforcer, str]:
    origins = [f"https://tenant{number:05d}.apps.example.com" for number in range(count)]
    policy = Policy(
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["content-type", "x-token"],
        expose_headers=["X-Total"],
        max_age=600,
    )
    return Enforcer(policy), origins[-1]


@pytest.mark.bench
@pytest.mark.timeout(600)
@pytest.mark.parametrize("count", [1, 100, 10_000])
def test_what_a_decision_costs(count: int) -> None:
    made, last = enforcer(count)
    raw, evil, hostile = last.encode(), "https://evil.example.org", "x" * 65_536
    calls: dict[str, Callable[[], object]] = {
        "actual, no Origin": lambda: made.actual(None),
        "actual, allowed": lambda: made.actual(last),
        "actual, allowed, bytes": lambda: made.actual_raw(raw),
        "actual, refused": lambda: made.actual(evil),
        "preflight, allowed": lambda: made.preflight(last, "PUT", "content-type,x-token"),
        "preflight, refused": lambda: made.preflight(evil, "PUT", "content-type,x-token"),
        "preflight, 64 KB of names": lambda: made.preflight(last, "PUT", hostile),
    }
    nothing = cost(lambda: None)
    print(f"\n{count} origins")  # noqa: T201 -- a benchmark's output is its point
    for name, call in calls.items():
        print(f"  {name:26} {cost(call) - nothing:8.0f} ns")  # noqa: T201 -- likewise


@pytest.mark.bench
@pytest.mark.parametrize("count", [1, 100, 10_000])
def test_what_a_wildcard_costs(count: int) -> None:
    wild = [f"https://*.t{number}.example.com" for number in range(count)]
    policy = Policy(allow_origins=[*wild, "https://preview-{slug}.example.net"])
    last = f"https://a.t{count - 1}.example.com"
    print(f"\n{count} wildcards, nothing remembered")  # noqa: T201 -- as above
    for origin in (last, "https://preview-a-1.example.net", "https://a.b.c.evil.example.org"):
        spent = cost(partial(policy.matcher.matches, origin))
        print(f"  {origin:36} {spent:8.0f} ns")  # noqa: T201 -- as above
