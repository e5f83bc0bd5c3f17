"""The export for HAProxy, on HAProxy: before an application, before a third party."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Address, Export, Options, Upstream, export
from corsac.targets.exports import BY_NAME
from tests.servers.certificates import Authority
from tests.targets.corpus import (
    FILES,
    ORIGIN,
    RICH,
    STRANGER,
    application,
    ask,
    differences,
    policy,
)
from tests.targets.layers import (
    Socket,
    assert_closed,
    assert_foreign_headers_are_replaced,
    assert_paths_are_kept,
    assert_readable,
    assert_redirects_come_back,
    assert_sockets_are_guarded,
    assert_third_party_learns_nothing,
    at,
    third_party,
)
from tests.targets.real import free_port, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

HAPROXY = BY_NAME["haproxy"]


def written(options: Options, file: str = RICH) -> Export:
    return export(HAPROXY, policy(file), options)


@contextlib.contextmanager
def haproxy(folder: Path, options: Options, file: str = RICH) -> Generator[tuple[str, Export]]:
    """Run HAProxy with what is exported, as it is."""
    binary = program("haproxy", "apt-get install --no-install-recommends haproxy")
    port = free_port()
    made = written(replace(options, full=True, listen=Address("127.0.0.1", port)), file)
    (config,) = made.files
    (folder / config.name).write_text(config.text)
    with serving([binary, "-f", config.name], port, folder) as url:
        yield url, made


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    with (
        application() as behind,
        haproxy(tmp_path, Options(upstream=at(behind)), file) as (url, made),
    ):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.long
def test_an_application_behind_it_keeps_its_paths_and_loses_its_cors_headers(
    tmp_path: Path,
) -> None:
    with (
        application(Socket) as behind,
        haproxy(tmp_path, Options(upstream=at(behind))) as (url, _),
    ):
        assert_foreign_headers_are_replaced(url)
        assert_paths_are_kept(url)
        assert_sockets_are_guarded(url)
        assert_readable(ask(url, "OPTIONS", "/items", ORIGIN), 200)


@pytest.mark.servers
@pytest.mark.long
def test_a_prefix_is_taken_off_and_nothing_is_decoded(tmp_path: Path) -> None:
    with (
        application() as behind,
        haproxy(tmp_path, Options(upstream=at(behind), prefix="/api", strip=True)) as (url, _),
    ):
        assert_paths_are_kept(url, "/api")
        assert_readable(ask(url, "GET", "/apiary", ORIGIN), 404)


@pytest.mark.servers
@pytest.mark.long
def test_a_gateway_error_of_its_own_is_readable(tmp_path: Path) -> None:
    with haproxy(tmp_path, Options(upstream=at(free_port()))) as (url, _):
        assert_readable(ask(url, "GET", "/items", ORIGIN), 503)
        assert_closed(ask(url, "GET", "/items", STRANGER))
        preflight = ask(url, "OPTIONS", "/items", ORIGIN, Access_Control_Request_Method="PUT")
        assert_readable(preflight, 204)


@pytest.mark.servers
@pytest.mark.long
def test_a_third_party_is_verified_and_learns_nothing_of_our_users(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with third_party(authority.issue("localhost")) as behind:
        host = f"localhost:{behind}"
        upstream = Upstream.of(f"https://{host}")
        folder = tmp_path / "haproxy"
        folder.mkdir()
        with haproxy(
            folder,
            Options(
                upstream=upstream,
                third_party=True,
                prefix="/proxy",
                strip=True,
                certificates=str(authority.root),
            ),
        ) as (url, _):
            assert_third_party_learns_nothing(url, host, "/proxy")
            assert_redirects_come_back(url, str(upstream), "/proxy")
            assert_foreign_headers_are_replaced(url, "/proxy")


@pytest.mark.servers
@pytest.mark.long
def test_a_third_party_whom_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    authority, other = Authority(tmp_path), tmp_path / "other"
    other.mkdir()
    with (
        third_party(authority.issue("localhost")) as behind,
        haproxy(
            other,
            Options(
                upstream=Upstream.of(f"https://localhost:{behind}"),
                third_party=True,
                certificates=str(Authority(other).root),
            ),
        ) as (url, _),
    ):
        assert_readable(ask(url, "GET", "/items", ORIGIN), 503)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written(Options(upstream=at(8000))).files
    assert "# In the frontend" in pasted.text
    assert "backend" not in pasted.text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    upstream = Upstream.of("http://backend:8080")
    found = [each.code for each in written(Options(full=True, upstream=upstream)).warnings]
    assert found == ["name-resolved-once"]
