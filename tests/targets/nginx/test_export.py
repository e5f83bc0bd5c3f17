"""The export for nginx: what is its alone; before others see tests/targets/test_proxies.py."""

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
from tests.targets.nginx.start import start
from tests.targets.real import free_port
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.mark.servers
def test_files_are_readable_and_so_are_all_errors(tmp_path: Path) -> None:
    with running("nginx", tmp_path) as (url, _):
        first = ask(url, "GET", "/items", ORIGIN)
        assert_readable(first, 200)
        tag = first.headers.get("ETag") or ""
        assert_readable(ask(url, "GET", "/items", ORIGIN, If_None_Match=tag), 304)
        for method, path, status in (
            ("HEAD", "/items", 200),
            ("GET", "/missing", 404),
            ("POST", "/items", 405),
            ("OPTIONS", "/items", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(ask(url, "POST", "/items", ORIGIN, Content_Length="9000000"), 413)
        assert_readable(ask(url, "GET", "/items", ORIGIN, Range="bytes=0-0"), 206)
        unsatisfied = ask(url, "GET", "/items", ORIGIN, Range="bytes=999-")
        assert_readable(unsatisfied, 416)
        assert unsatisfied.headers.all("Vary") == ("Origin",)


@pytest.mark.servers
@pytest.mark.long
def test_a_newer_nginx_adds_to_what_a_location_says_itself(tmp_path: Path) -> None:
    http, server = written("nginx", Options(version="1.29")).files
    paths = [f"{name}_temp_path {name};" for name in TEMPORARY]
    own = "location / { add_header X-Own 1 always; return 404; }"
    port = free_port()
    inside = [*paths, http.text, f"server {{ listen 127.0.0.1:{port};", server.text, own, "}"]
    text = "pid nginx.pid; events { } http {\naccess_log off;\n" + "\n".join(inside) + "\n}\n"
    (tmp_path / "nginx.conf").write_text(text)
    with start(tmp_path, port, "nginx", "1.29.3") as url:
        answer = ask(url, "GET", "/items", ORIGIN)
        assert_readable(answer, 404)
        assert answer.headers.get("X-Own") == "1"


def test_what_is_pasted_comes_in_two_parts_with_their_places() -> None:
    http, server = written("nginx", Options(upstream=at(8000))).files
    assert "# In http { }" in http.text
    assert "# In the server { }" in server.text
    assert "proxy_pass http://corsac_upstream;" in server.text
    assert "proxy_pass" not in written("nginx", Options()).files[1].text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    upstream = Upstream.of("http://backend:8080")
    assert [each.code for each in written("nginx", Options(upstream=upstream)).warnings] == [
        "name-resolved-once"
    ]
    assert written("nginx", Options(upstream=at(8080))).warnings == ()
