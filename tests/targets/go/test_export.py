"""The exports for Go, built and run: around a router that answers as told."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import Address, Export, ExportError, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, RICH, STRANGER, ask, differences, policy, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.real import free_port, missing, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator

ROUTES = """\
package main

import (
	"encoding/json"
	"net/http"
)

func init() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var told struct {
			Status  int
			Headers [][2]string
		}
		if json.Unmarshal([]byte(r.Header.Get("X-Answer")), &told) != nil {
			http.NotFound(w, r)
			return
		}
		for _, line := range told.Headers {
			w.Header().Add(line[0], line[1])
		}
		w.WriteHeader(told.Status)
	})
	http.HandleFunc("/known", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "no", http.StatusMethodNotAllowed)
		}
	})
	http.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("broken") })
}
"""
TARGETS = ("go", "go-rs-cors")
#: Where Debian puts Go's libraries.
PACKAGES = Path("/usr/share/gocode")


def written(target: str, options: Options, file: str = RICH) -> Export:
    return export(BY_NAME[target], policy(file), options)


@contextlib.contextmanager
def go(folder: Path, target: str, file: str = RICH) -> Generator[tuple[str, Export]]:
    """Build and run what is exported, as it is."""
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    if target == "go-rs-cors" and not (PACKAGES / "src/github.com/rs/cors").is_dir():
        missing("rs/cors", "apt-get install --no-install-recommends golang-github-rs-cors-dev")
    port = free_port()
    made = written(target, Options(full=True, listen=Address("127.0.0.1", port)), file)
    (source,) = made.files
    (folder / source.name).write_text(source.text)
    (folder / "routes.go").write_text(ROUTES)
    formatter = shutil.which("gofmt") or str(Path(compiler).with_name("gofmt"))
    unformatted = subprocess.run([formatter, "-l", folder], check=True, capture_output=True)
    assert unformatted.stdout == b""
    env = {**os.environ, "GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": "-p=1"}
    build: list[str | Path] = [compiler, "build", "-o", folder / "server", "main.go", "routes.go"]
    built = subprocess.run(
        build, cwd=folder, env=env, check=False, capture_output=True, text=True, timeout=110
    )
    assert built.returncode == 0, built.stderr
    with serving([folder / "server"], port, folder) as url:
        yield url, made


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "go-rs-cors" and "every" in file:
        with pytest.raises(ExportError, match="wildcard"):
            written(target, Options(), file)
        return
    with go(tmp_path, target, file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_and_panics_are_readable(target: str, tmp_path: Path) -> None:
    with go(tmp_path, target) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "//known", 301),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known", 405),
            ("GET", "/panic", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        preflight = {"Access_Control_Request_Method": "PUT"}
        assert_readable(ask(url, "OPTIONS", "/missing", ORIGIN, **preflight), 204)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "// Around everything" in pasted.text
    assert "func main" not in pasted.text


def test_what_rs_cors_can_not_say_is_a_warning() -> None:
    open_to_all = Policy(allow_origins="*", max_age=0)
    found = export(BY_NAME["go-rs-cors"], open_to_all, Options()).warnings
    assert {"star-needs-origin", "max-age-zero"} <= {each.code for each in found}
