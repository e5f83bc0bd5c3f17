"""What is the same for every route is said once, in the filters."""

from __future__ import annotations

import json

import pytest

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.envoy.filters import asker, filters, guard, headers
from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN
from tests.targets.layers import at

ONE, ALL = Policy(allow_origins=[ORIGIN]), Policy(allow_origins="*")
OURS = Options(upstream=at(8000))
THEIRS = Options(upstream=at(8000), third_party=True, prefix="/api", strip=True)


@pytest.mark.parametrize(
    ("policy", "options", "scripts"),
    [(ONE, OURS, 1), (ONE, THEIRS, 1), (ALL, THEIRS, 1), (ALL, OURS, 0)],
    ids=["ours", "theirs", "theirs for all", "ours for all"],
)
def test_a_script_runs_only_where_there_is_one(
    policy: Policy, options: Options, scripts: int
) -> None:
    assert json.dumps(filters(Answer.of_policy(policy), options)).count("v3.Lua") == scripts


def test_a_third_partys_redirects_and_cookies_stay_with_us() -> None:
    text = json.dumps(filters(Answer.of_policy(ONE), THEIRS))
    assert "http://127.0.0.1:8000/" in text
    assert '{"remove": "Set-Cookie"}' in text
    assert "REQ" in asker(OURS)
    assert "REQ" not in asker(THEIRS)


def test_a_route_has_lines_and_a_guard_of_its_own() -> None:
    assert list(headers([("X-A", "1")])) == ["envoy.filters.http.header_mutation"]
    assert "envoy_on_request" in json.dumps(guard())
