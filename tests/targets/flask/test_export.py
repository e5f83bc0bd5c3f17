"""The exports for Flask, on Flask under gunicorn: around an application that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.fields import token_list
from corsac.core.headers import Headers
from corsac.targets.export import ExportError, Options
from tests.exchanges.loader import App
from tests.targets.corpus import ORIGIN, STRANGER, ask, asking, differences, post, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = ("flask", "flask-cors", "flask-corsac")


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "flask-cors" and "every" in file:
        with pytest.raises(ExportError, match="wildcard"):
            written(target, Options(), file)
        return
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_of_flask_itself_are_readable(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known", 405),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(post(url, "/json", ORIGIN, b"[" * 2000), 413)
        preflight = {"Access_Control_Request_Method": "PUT"}
        for path in ("/missing", "/private"):
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight), 204)


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_what_an_application_says_of_vary_in_two_lines_is_kept(target: str, tmp_path: Path) -> None:
    told = asking(App(200, Headers.of([("Vary", "Accept"), ("Vary", "Cookie")])))
    headers = {name.replace("-", "_"): value for name, value in told.items()}
    with running(target, tmp_path) as (url, _):
        for origin in (ORIGIN, STRANGER, None):
            members = token_list(ask(url, "GET", "/known", origin, **headers).headers.all("Vary"))
            assert set(members or ()) >= {"Accept", "Cookie", "Origin"}, origin


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "Flask(__name__)" in pasted.text
