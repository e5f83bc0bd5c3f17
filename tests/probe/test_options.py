from __future__ import annotations

from importlib.metadata import version

import pytest

from corsac.probe.options import DEFAULT_USER_AGENT, OptionError, ProbeOptions, Timeouts


def test_a_time_out_given_by_hand_leaves_each_phase_all_of_it() -> None:
    timeouts = Timeouts.within(60)
    assert (timeouts.dns, timeouts.connect, timeouts.tls) == (60, 60, 60)
    assert (timeouts.first_byte, timeouts.between, timeouts.total) == (60, 60, 60)
    assert timeouts.body == Timeouts().body, "a body is never worth a minute"


def test_a_short_time_out_bounds_the_body_too() -> None:
    assert Timeouts.within(0.5).body == 0.5


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan")])
def test_a_time_out_is_a_time(seconds: float) -> None:
    with pytest.raises(OptionError, match="a number of seconds above 0"):
        Timeouts.within(seconds)


def test_no_phase_outlasts_the_total() -> None:
    timeouts = ProbeOptions().timeouts
    phases = (timeouts.dns, timeouts.connect, timeouts.tls, timeouts.first_byte, timeouts.between)
    assert max(phases) < timeouts.total


def test_the_user_agent_tells_the_version() -> None:
    series = ".".join(version("corsac").split(".")[:2])
    assert f"corsac/{series})" in DEFAULT_USER_AGENT
