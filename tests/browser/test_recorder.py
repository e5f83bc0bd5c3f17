"""What a fetch leaves behind."""

from __future__ import annotations

from corsac.browser.recorder import Recorder
from corsac.core.messages import Exchange, WireRequest, WireResponse


def test_steps_know_which_exchange_they_judged() -> None:
    recorder = Recorder(tracing=True)
    recorder.passed("a#1", "before")
    recorder.exchanges.append(Exchange(WireRequest("GET", "https://a.test/"), WireResponse(200)))
    recorder.failed("a#2", "judged", ("status", "200"))
    recorder.note("a#3", "next")
    assert [step.exchange for step in recorder.steps] == [None, 0, None]
    assert recorder.last == 0


def test_without_tracing_steps_are_dropped_and_lines_are_not() -> None:
    recorder = Recorder(tracing=False)
    recorder.passed("a#1", "dropped")
    recorder.print(["kept"])
    assert (recorder.steps, recorder.console) == ([], ["kept"])
