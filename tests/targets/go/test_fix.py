"""The fix for Go, on net/http: around a router that refuses preflights."""

from __future__ import annotations

import contextlib
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.go.fix import snippet
from tests.targets.real import (
    ORIGIN,
    PUBLIC,
    REMEDY,
    SIMPLE,
    STRANGER,
    assert_let_in,
    free_port,
    plain,
    program,
    put,
    serving,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

MAIN = """\
package main

import "net/http"

{fix}

func main() {{
	mux := http.NewServeMux()
	mux.HandleFunc("/items", func(w http.ResponseWriter, r *http.Request) {{
		if r.Method == http.MethodOptions {{
			http.Error(w, "no", http.StatusUnauthorized)
		}}
	}})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, r *http.Request) {{
		http.Error(w, "broken", http.StatusInternalServerError)
	}})
	http.ListenAndServe("127.0.0.1:{port}", {wrap}(mux))
}}
"""
BARE = "func cors(next http.Handler) http.Handler { return next }"


@contextlib.contextmanager
def go(folder: Path, fix: str = BARE) -> Generator[str]:
    """Build and run a server with a fix around its router."""
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    port = free_port()
    source = folder / "main.go"
    source.write_text(MAIN.format(port=port, fix=fix, wrap="cors"))
    binary = folder / "server"
    subprocess.run([compiler, "build", "-o", binary, source], cwd=folder, check=True, timeout=300)
    with serving([binary], port, folder) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with go(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with go(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with go(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_a_simple_request_needs_no_preflight() -> None:
    assert "MethodOptions" not in snippet(SIMPLE)
    assert f'if origin == "{ORIGIN}" {{' in snippet(SIMPLE)
    assert "Credentials" in snippet(REMEDY)
