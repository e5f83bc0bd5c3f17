"""The servers' script."""

from __future__ import annotations

import pytest

from corsac.browser.scenario.fields import Fields, ScenarioError
from corsac.browser.scenario.script import Script, read_script


def script(server: object) -> Script:
    return read_script(Fields({"server": server}))


def test_labels_have_answers_for_preflights_and_the_rest() -> None:
    found = script({"0": {"pre": None, "act": [{"st": 200, "b": "x"}, {"close": 1}]}, "1": None})
    label = found.labels["0"]
    assert label.preflight == (None,)
    assert [one.close for one in label.actual if one] == [False, True]
    assert script({"0": {"act": []}}).labels["0"].actual == (None,)
    raw = script({"0": {"act": {"raw": ""}}}).labels["0"].actual[0]
    assert raw is not None
    assert raw.raw == ""
    assert read_script(Fields({})).labels == {}


def test_a_status_must_be_one() -> None:
    with pytest.raises(ScenarioError, match=r"server\.0\.act\.st: expected a status"):
        script({"0": {"act": {"st": "200"}}})
