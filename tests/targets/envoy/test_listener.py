"""Envoy's upstream is looked up by its name, and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from corsac.targets.envoy.listener import clusters, runtime
from corsac.targets.export import Options, Upstream

if TYPE_CHECKING:
    from collections.abc import Mapping


def cluster(url: str) -> Mapping[str, Any]:
    (found,) = clusters(Options(upstream=Upstream.of(url)))
    return cast("Mapping[str, Any]", found)


@pytest.mark.parametrize(
    ("url", "kind"), [("http://192.0.2.1:8000", "STATIC"), ("http://backend:8000", "LOGICAL_DNS")]
)
def test_names_are_looked_up_again_and_again(url: str, kind: str) -> None:
    assert cluster(url)["type"] == kind


@pytest.mark.parametrize(
    ("host", "kind", "shown"),
    [("api.example", "DNS", "api.example"), ("192.0.2.1", "IP_ADDRESS", "")],
)
def test_a_certificate_is_for_the_very_host(host: str, kind: str, shown: str) -> None:
    tls = cluster(f"https://{host}")["transport_socket"]["typed_config"]
    assert tls.get("sni", "") == shown
    names = tls["common_tls_context"]["validation_context"]["match_typed_subject_alt_names"]
    assert names == [{"san_type": kind, "matcher": {"exact": host}}]


def test_nobody_behind_is_no_cluster() -> None:
    assert clusters(Options()) == []
    assert list(runtime()) == ["layered_runtime"]
