"""The export for Apache, on Apache: by itself, before an application, before a third party."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Address, Export, Options, Upstream, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import (
    FILES,
    ORIGIN,
    RICH,
    STRANGER,
    ask,
    policy,
)
from tests.targets.layers import (
    assert_closed,
    assert_readable,
    at,
)
from tests.targets.proxies import Proxy
from tests.targets.real import free_port, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

APACHE = BY_NAME["apache"]


def written(options: Options, file: str = RICH) -> Export:
    return export(APACHE, policy(file), options)


@contextlib.contextmanager
def apache(folder: Path, options: Options, file: str = RICH) -> Generator[tuple[str, Export]]:
    """Run Apache with what is exported, as it is."""
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    port = free_port()
    made = written(replace(options, full=True, listen=Address("127.0.0.1", port)), file)
    (config,) = made.files
    (folder / config.name).write_text(config.text)
    (folder / "public").mkdir()
    (folder / "public" / "items").write_text("[]")
    # As root, Apache runs its workers as another user, who may not enter the test's folder.
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)
    command: list[str | Path] = [binary, "-d", folder, "-f", config.name, "-D", "FOREGROUND"]
    with serving(command, port, folder) as url:
        yield url, made


PROXY = Proxy(apache, dead=503, distrusted=500)


@pytest.mark.servers
@pytest.mark.parametrize("file", FILES)
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


@pytest.mark.servers
def test_files_are_readable_and_so_are_all_errors(tmp_path: Path) -> None:
    with apache(tmp_path, Options()) as (url, _):
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
        assert_readable(ask(url, "POST", "/items", ORIGIN, Content_Length="9000000000"), 413)


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


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written(Options(upstream=at(8000))).files
    assert "# In the <VirtualHost>" in pasted.text
    assert 'ProxyPass "/" "http://127.0.0.1:8000/" nocanon' in pasted.text
    assert "ProxyPass" not in written(Options()).files[0].text


def test_a_name_that_is_resolved_once_is_a_warning() -> None:
    found = written(Options(upstream=Upstream.of("http://backend:8080"))).warnings
    assert [each.code for each in found] == ["name-resolved-once"]
    assert written(Options(upstream=at(8080))).warnings == ()
