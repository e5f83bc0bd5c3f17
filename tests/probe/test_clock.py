from __future__ import annotations

import asyncio
import errno
import os
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import Failure, FailureKind
from corsac.probe.clock import Clock
from corsac.probe.failures import Dead

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def run(scenario: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(scenario())


def test_a_phase_that_takes_too_long_is_dead() -> None:
    async def scenario() -> None:
        with pytest.raises(Dead) as dead:
            async with Clock(10).limit(0.01, FailureKind.DNS, "no name"):
                await asyncio.sleep(5)
        assert dead.value.failure == Failure(FailureKind.DNS, "no name within 0.01 s")

    run(scenario)


def test_the_total_ends_a_phase_early() -> None:
    async def scenario() -> None:
        with pytest.raises(Dead) as dead:
            async with Clock(0.01).limit(5, FailureKind.TIMEOUT, "nothing"):
                await asyncio.sleep(5)
        assert dead.value.failure.detail == "nothing within 0.01 s in all"

    run(scenario)


def test_a_phase_may_have_begun_before() -> None:
    async def scenario() -> None:
        clock = Clock(10)
        began = clock.now() - 5
        with pytest.raises(Dead):
            async with clock.limit(5, FailureKind.TIMEOUT, "nothing", began):
                await asyncio.sleep(5)

    run(scenario)


def test_the_systems_own_time_out_is_not_taken_for_ours() -> None:
    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            async with Clock(10).limit(5, FailureKind.TIMEOUT, "nothing"):
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))

    run(scenario)


def test_times_are_in_milliseconds_and_only_of_what_happened() -> None:
    async def scenario() -> None:
        clock = Clock(10)
        with clock.measured("connect"):
            await asyncio.sleep(0.02)
        timing = clock.timing()
        assert timing.connect is not None
        assert timing.total is not None
        assert 20 <= timing.connect <= timing.total
        assert (timing.dns, timing.tls, timing.first_byte) == (None, None, None)

    run(scenario)
