"""The export for Apache: what is its alone; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options, Upstream
from tests.targets.corpus import (
    ORIGIN,
    STRANGER,
    ask,
)
from tests.targets.layers import (
    assert_closed,
    assert_readable,
    at,
)
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
def test_files_are_readable_and_so_are_all_errors(tmp_path: Path) -> None:
    with running("apache", tmp_path) as (url, _):
        first = ask(url, "GET", "/items", ORIGIN)
        assert_readable(first, 200)
        tag = first.headers.get("ETag") or ""
        assert_readable(ask(url, "GET", "/items", ORIGIN, If_None_Match=tag), 304)
        for method, path, status in (
            ("HEAD", "/items", 200),
            ("GET", "/missing", 404),
            ("DELETE", "/items", 405),
            ("OPTIONS", "/items", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(ask(url, "GET", "/a%2Fb", ORIGIN), 404)
        preflight = {"Access_Control_Request_Method": "PUT"}
        assert_readable(ask(url, "OPTIONS", "/a%2Fb", ORIGIN, **preflight), 204)
        assert ask(url, "TRACE", "/items", ORIGIN, Cookie="a=1").status == 405
        assert_readable(ask(url, "POST", "/items", ORIGIN, Content_Length="9000000000"), 413)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("apache", Options(upstream=at(8000))).files
    assert "# In the <VirtualHost>" in pasted.text
    assert 'ProxyPass "/" "http://127.0.0.1:8000/" nocanon' in pasted.text
    assert "ProxyPass" not in written("apache", Options()).files[0].text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    found = written("apache", Options(upstream=Upstream.of("http://backend:8080"))).warnings
    assert [each.code for each in found] == ["name-resolved-once"]
    assert written("apache", Options(upstream=at(8080))).warnings == ()
