"""The export for nginx, on nginx: by itself, before an application, before a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options, Upstream
from tests.targets.corpus import (
    FILES,
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
from tests.targets.proxies import Proxy
from tests.targets.real import free_port
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
PROXY = Proxy("nginx", dead=502, distrusted=502)


@pytest.mark.servers
@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


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


@pytest.mark.servers
def test_an_application_behind_it_keeps_its_paths_and_loses_its_cors_headers(
    tmp_path: Path,
) -> None:
    PROXY.assert_application_behind(tmp_path)


@pytest.mark.servers
def test_a_prefix_is_taken_off_and_nothing_is_decoded(tmp_path: Path) -> None:
    PROXY.assert_prefix(tmp_path)


@pytest.mark.servers
def test_a_gateway_error_of_its_own_is_readable(tmp_path: Path) -> None:
    PROXY.assert_gateway_error(tmp_path)


@pytest.mark.servers
def test_a_third_party_is_verified_and_learns_nothing_of_our_users(tmp_path: Path) -> None:
    PROXY.assert_third_party(tmp_path, keeps_connections=True)


@pytest.mark.servers
def test_a_third_party_whom_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    PROXY.assert_distrust(tmp_path)


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
