"""The export for HAProxy, on HAProxy: before an application, before a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options, Upstream
from tests.targets.corpus import (
    FILES,
)
from tests.targets.layers import (
    at,
)
from tests.targets.proxies import Proxy
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

PROXY = Proxy("haproxy", dead=503, distrusted=503)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


@pytest.mark.servers
@pytest.mark.long
def test_an_application_behind_it_keeps_its_paths_and_loses_its_cors_headers(
    tmp_path: Path,
) -> None:
    PROXY.assert_application_behind(tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_a_prefix_is_taken_off_and_nothing_is_decoded(tmp_path: Path) -> None:
    PROXY.assert_prefix(tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_a_gateway_error_of_its_own_is_readable(tmp_path: Path) -> None:
    PROXY.assert_gateway_error(tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_a_third_party_is_verified_and_learns_nothing_of_our_users(tmp_path: Path) -> None:
    PROXY.assert_third_party(tmp_path, keeps_connections=False)


@pytest.mark.servers
@pytest.mark.long
def test_a_third_party_whom_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    PROXY.assert_distrust(tmp_path)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("haproxy", Options(upstream=at(8000))).files
    assert "# In the frontend" in pasted.text
    assert "backend" not in pasted.text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    upstream = Upstream.of("http://backend:8080")
    found = [
        each.code for each in written("haproxy", Options(full=True, upstream=upstream)).warnings
    ]
    assert found == ["name-resolved-once"]
