"""What every reverse proxy is held to, on each that corsac writes for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.targets.corpus import FILES
from tests.targets.proxies import Proxy
from tests.targets.systems import system

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.servers

PROXIES = (
    Proxy("nginx", dead=502, distrusted=502),
    Proxy("apache", dead=503, distrusted=500),
    Proxy("haproxy", dead=503, distrusted=503, keeps_connections=False),
    Proxy("caddy", dead=502, distrusted=502),
    Proxy("envoy", dead=503, distrusted=503),
)
EACH = pytest.mark.parametrize(
    "proxy",
    [
        pytest.param(
            each, id=each.target, marks=[pytest.mark.long] if system(each.target).long else []
        )
        for each in PROXIES
    ],
)


@pytest.mark.parametrize("file", FILES)
@EACH
def test_it_answers_before_an_application_as_the_corpus_says(
    proxy: Proxy, file: str, tmp_path: Path
) -> None:
    proxy.assert_corpus(tmp_path, file)


@EACH
def test_an_application_behind_it_keeps_its_paths_and_loses_its_cors_headers(
    proxy: Proxy, tmp_path: Path
) -> None:
    proxy.assert_application_behind(tmp_path)


@EACH
def test_a_prefix_is_taken_off_and_nothing_is_decoded(proxy: Proxy, tmp_path: Path) -> None:
    proxy.assert_prefix(tmp_path)


@EACH
def test_a_gateway_error_of_its_own_is_readable(proxy: Proxy, tmp_path: Path) -> None:
    proxy.assert_gateway_error(tmp_path)


@EACH
def test_a_third_party_is_verified_and_learns_nothing_of_our_users(
    proxy: Proxy, tmp_path: Path
) -> None:
    proxy.assert_third_party(tmp_path)


@EACH
def test_a_third_party_whom_nobody_vouches_for_gets_no_request(
    proxy: Proxy, tmp_path: Path
) -> None:
    proxy.assert_distrust(tmp_path)
