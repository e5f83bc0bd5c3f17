"""The export for Traefik, on Traefik: before an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options, Upstream
from tests.targets.corpus import FILES, ORIGIN, STRANGER, application, ask
from tests.targets.layers import ENCODED, HANDSHAKE, Socket, assert_paths_are_kept, at
from tests.targets.proxies import Proxy
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

PROXY = Proxy("traefik", dead=502, distrusted=500)
ECHOES = "every-method-and-header-with-credentials"
BEHIND = Options(upstream=at(8000))


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("file", [each for each in FILES if each != ECHOES])
def test_it_answers_before_an_application_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    PROXY.assert_corpus(tmp_path, file)


@pytest.mark.servers
@pytest.mark.long
def test_paths_are_kept_and_strangers_open_no_socket(tmp_path: Path) -> None:
    with (
        application(Socket) as behind,
        running("traefik", tmp_path, Options(upstream=at(behind))) as (url, _),
    ):
        assert_paths_are_kept(url, paths=ENCODED)
        assert ask(url, "GET", "/socket", ORIGIN, **HANDSHAKE).status == 101
        assert ask(url, "GET", "/socket", **HANDSHAKE).status == 101
        for origin in (STRANGER, "null", f"{ORIGIN}.evil.example"):
            assert ask(url, "GET", "/socket", origin, **HANDSHAKE).status == 403


@pytest.mark.servers
@pytest.mark.long
def test_a_prefix_is_taken_off_and_nothing_is_decoded(tmp_path: Path) -> None:
    with application() as behind:
        options = Options(upstream=at(behind), prefix="/api", strip=True)
        with running("traefik", tmp_path, options) as (url, _):
            assert_paths_are_kept(url, "/api", ENCODED)
            assert ask(url, "GET", "/apiary", ORIGIN).status == 404


@pytest.mark.servers
@pytest.mark.long
def test_a_gateway_error_of_its_own_is_readable(tmp_path: Path) -> None:
    PROXY.assert_gateway_error(tmp_path, preflight=200)


WITH_COOKIES = Policy(allow_origins=[ORIGIN], allow_credentials=True)


@pytest.mark.parametrize(
    ("options", "given", "code"),
    [
        (Options(upstream=Upstream.of("https://x"), third_party=True), WITH_COOKIES, "third-party"),
        (BEHIND, WITH_COOKIES.changed(allow_headers="*"), "star-with-credentials"),
        (BEHIND, WITH_COOKIES.changed(allow_methods="*"), "star-with-credentials"),
    ],
)
def test_what_it_can_not_say_is_refused(options: Options, given: Policy, code: str) -> None:
    with pytest.raises(ExportError) as caught:
        written("traefik", options, given)
    assert caught.value.code == code


def test_what_is_otherwise_is_a_warning() -> None:
    given = Policy(allow_origins="*", max_age=0)
    assert [x.code for x in written("traefik", BEHIND, given).warnings] == [
        "preflight-status", "max-age-zero", "path-normalized",
    ]  # fmt: skip
    inside = Options(upstream=Upstream.of("https://x/v1"), prefix="/api", strip=True)
    made = written("traefik", inside)
    assert [x.code for x in made.warnings][1:] == [
        "vary-twice",
        "vary-first-line",
        "own-sockets",
        "path-normalized",
        "outside-prefix",
    ]
    assert 'prefix: "/v1"' in made.files[0].text
    assert 'serverName: "x"' in made.files[0].text
