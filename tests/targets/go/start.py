"""Go on what is exported, built and run around a router that answers as told."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tests.targets.real import missing, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator


ROUTES = """\
package main

import (
	"encoding/json"
	"io"
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
	http.HandleFunc("/added", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
	})
	http.HandleFunc("/set", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept-Encoding")
		w.WriteHeader(200)
	})
	http.HandleFunc("/late", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "half")
		w.(http.Flusher).Flush()
		panic("broken")
	})
	http.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("broken") })
}
"""
#: Where Debian puts Go's libraries.
PACKAGES = Path("/usr/share/gocode")


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Build and run it."""
    del version
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    if target == "go-rs-cors" and not (PACKAGES / "src/github.com/rs/cors").is_dir():
        missing("rs/cors", "apt-get install --no-install-recommends golang-github-rs-cors-dev")
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
        yield url
