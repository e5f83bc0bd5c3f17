"""The export for Envoy: what is its alone; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from typing import Literal

import pytest
import yaml

from corsac.policy import Policy
from corsac.targets.export import Address, ExportError, Options
from tests.targets.corpus import ORIGIN
from tests.targets.layers import at
from tests.targets.systems import written

BEHIND = Options(upstream=at(8000))


def test_what_is_pasted_says_where_and_what_envoy_has_to_be_told() -> None:
    (pasted,) = written("envoy", BEHIND).files
    assert "# In the bootstrap" in pasted.text
    tree = yaml.safe_load(pasted.text)
    assert list(tree) == ["layered_runtime", "http_filters", "routes", "clusters"]
    assert [each["name"].rpartition(".")[2] for each in tree["http_filters"]] == [
        "header_mutation",
        "lua",
    ]


def test_a_path_of_the_upstream_comes_before_the_pages() -> None:
    text = written("envoy", Options(upstream=at(8000, "/v1"))).files[0].text
    rewritten = yaml.safe_load(text)["routes"][-1]["route"]["regex_rewrite"]
    assert rewritten == {"pattern": {"regex": "^/"}, "substitution": "/v1/"}


def test_outside_of_a_prefix_is_nothing() -> None:
    options = Options(full=True, upstream=at(8000), prefix="/api", third_party=True)
    manager = yaml.safe_load(written("envoy", options).files[0].text)["static_resources"]
    (chain,) = manager["listeners"][0]["filter_chains"]
    routes = chain["filters"][0]["typed_config"]["route_config"]["virtual_hosts"][0]["routes"]
    within, outside = routes[-2:]
    assert within["match"] == {"path_separated_prefix": "/api"}
    assert within["route"]["host_rewrite_literal"] == "127.0.0.1:8000"
    assert outside["direct_response"] == {"status": 404}


def test_envoy_listens_at_no_name() -> None:
    options = Options(full=True, upstream=at(8000), listen=Address("localhost", 8080))
    with pytest.raises(ExportError) as caught:
        written("envoy", options)
    assert caught.value.code == "listen-unreadable"


@pytest.mark.parametrize(
    ("methods", "codes"),
    [(["PUT", "PURGE"], []), (["FROB"], ["unread-methods"]), ("*", ["unread-methods"])],
)
def test_methods_that_envoy_does_not_read_are_a_warning(
    methods: list[str] | Literal["*"], codes: list[str]
) -> None:
    given = Policy(allow_origins=[ORIGIN], allow_methods=methods)
    assert [each.code for each in written("envoy", BEHIND, given).warnings] == codes
