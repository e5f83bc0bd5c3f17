"""Servers' code as projects have it: what a strict probe shows, before and after `lint --fix`."""

from __future__ import annotations

import ast
import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source, kind_of
from corsac.targets.defects.syntax import Syntax
from tests.targets.defects.pasted import asgi, django, wsgi
from tests.targets.defects.probe import ALLOWED
from tests.targets.defects.shown import shown
from tests.targets.frameworks import tool
from tests.targets.real import BUILD, free_port, missing, program, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

HERE = Path(__file__).with_name("blind_code")
GO = Path("/usr/share/gocode/src/github.com")
#: Each file, its defects, what the probe shows before, and what after (with the origins named).
FILES: dict[str, tuple[str, str, str]] = {
    "django-all.py.txt": ("CORS265 CORS268", "open", ""),
    "django-env.py.txt": ("", "", ""),
    "django-hand.py.txt": ("CORS240 CORS242 CORS298", "open vary", ""),
    "django-missing.py.txt": ("CORS268", "locked refused", ""),
    "django-order.py.txt": ("CORS271", "", ""),
    "django-regex.py.txt": ("CORS266", "open", ""),
    "django-star.py.txt": ("CORS265 CORS268", "open refused", ""),
    "express-after.js": ("CORS255", "locked refused", ""),
    "express-cbtrue.mjs": ("CORS250", "open", ""),
    "express-delegate.js": ("CORS258", "vary", ""),
    "express-endswith.js": ("CORS253 CORS258", "open vary", ""),
    "express-env.js": ("CORS257 CORS258", "fails vary", ""),
    "express-envtext.js": ("CORS242 CORS243 CORS253 CORS297 CORS298", "open vary", ""),
    "express-fallback.js": ("CORS251", "locked star", ""),
    "express-hand1.js": ("CORS240 CORS242 CORS243 CORS297 CORS298", "fails open vary", ""),
    "express-hand2.js": ("CORS240 CORS242 CORS243 CORS298", "open vary", ""),
    "express-hand3.js": ("CORS242 CORS243 CORS244 CORS297 CORS298", "vary", ""),
    "express-indexof.js": ("CORS257 CORS258", "fails vary", ""),
    "express-optionsstar.js": ("CORS254", "", ""),
    "express-preapart.js": ("CORS259", "refused", ""),
    "express-public.js": ("", "", ""),
    "express-regexlist.js": ("CORS252", "open", ""),
    "express-several.js": ("CORS242 CORS243 CORS246 CORS297", "refused vary", ""),
    "express-starcreds.js": ("CORS251", "locked star", ""),
    "express-stars.js": ("CORS251", "refused", ""),
    "express-true.js": ("CORS250", "open", ""),
    "express-ts.ts": ("CORS257 CORS258", "fails vary", ""),
    "express-twice.js": ("CORS259", "refused star", ""),
    "express-writehead.js": ("CORS240 CORS242 CORS243", "open vary", ""),
    "fastapi-env.py.txt": ("CORS248", "", ""),
    "fastapi-forced.py.txt": ("CORS242 CORS243", "vary", ""),
    "fastapi-hand.py.txt": ("CORS240 CORS242 CORS243 CORS297 CORS298", "open vary", ""),
    "fastapi-order.py.txt": ("CORS248 CORS274", "locked refused", ""),
    "fastapi-regex.py.txt": ("CORS248 CORS266 CORS268", "open", ""),
    "fastapi-star.py.txt": ("CORS248 CORS265", "open", ""),
    "fastify-fn.js": ("CORS257", "fails", ""),
    "fastify-hook.js": ("CORS240 CORS242 CORS243 CORS297 CORS298", "open vary", ""),
    "fastify-host.js": ("CORS257", "fails", ""),
    "fastify-stars.js": ("CORS251", "refused", ""),
    "fastify-true.js": ("CORS250", "open", ""),
    "flask-after.py.txt": ("CORS240 CORS242 CORS243 CORS279 CORS298", "open vary", ""),
    "flask-both.py.txt": ("CORS245 CORS272 CORS278 CORS279 CORS297 CORS298", "locked", ""),
    "flask-regex.py.txt": ("CORS266 CORS272 CORS278 CORS279", "open vary", ""),
    "flask-resources.py.txt": ("CORS266 CORS271 CORS272", "open vary", ""),
    "flask-star.py.txt": ("CORS265", "open vary", ""),
    "go-chi.go": ("CORS275", "open", ""),
    "go-enable.go": ("CORS241 CORS298", "locked star", ""),
    "go-gin.go": ("CORS247 CORS275", "open vary", ""),
    "go-ginall.go": ("CORS275", "locked star", ""),
    "go-ginhand.go": ("CORS240 CORS242 CORS243 CORS297 CORS298", "open vary", ""),
    "go-ginname.go": ("CORS275", "locked star", ""),
    "go-ginstars.go": ("CORS268", "refused", ""),
    "go-gorilla.go": ("CORS277", "locked star", ""),
    "go-gorillafunc.go": ("CORS247 CORS277", "open vary", ""),
    "go-guard.go": ("CORS242", "vary", ""),
    "go-late.go": ("CORS242 CORS243 CORS253 CORS297 CORS298", "open vary", ""),
    "go-reflect.go": ("CORS240 CORS242 CORS243 CORS297 CORS298", "open vary", ""),
    "go-rsfunc.go": ("CORS275", "open", ""),
    "go-switch.go": ("CORS242 CORS244 CORS298", "vary", ""),
    "hono-cors.ts": ("CORS250", "open", ""),
    "hono-fn.ts": ("CORS253", "open", ""),
    "hono-hand.ts": ("CORS240 CORS242 CORS243 CORS298", "open vary", ""),
    "hono-stars.ts": ("CORS251", "refused", ""),
    "koa-cors.js": ("CORS250", "open", ""),
    "koa-fn.js": ("CORS250", "open", ""),
    "koa-hand.js": ("CORS240 CORS242 CORS243 CORS297 CORS298", "fails open vary", ""),
    "koa-hand2.ts": ("CORS242 CORS243 CORS253 CORS298", "open vary", ""),
    "nest-create.ts": ("CORS250", "open", ""),
    "nest-enable.ts": ("CORS250", "open", ""),
}
#: One of each kind in the usual tests; all of them in the long ones.
SAMPLE = ("django-order.py.txt", "express-indexof.js", "flask-both.py.txt")


@contextlib.contextmanager
def script(folder: Path, text: str, name: str) -> Generator[str]:
    """Run Node.js with an application."""
    binary, modules = tool("cors")
    port = free_port()
    (folder / "node_modules").symlink_to(modules)
    if "app.options('*'" in text:
        text = text.replace("'express'", "'express4'")
    path = folder / f"app.{name.rpartition('.')[2].replace('ts', 'mts')}"
    path.write_text(text.replace("8080", str(port)))
    with serving([binary, path], port, folder) as url:
        yield url


@contextlib.contextmanager
def go(folder: Path, text: str) -> Generator[str]:
    """Run an application in Go."""
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    for package in ("gin-contrib/cors", "gorilla/handlers", "go-chi/cors", "rs/cors"):
        if not (GO / package).is_dir():
            debian = f"golang-github-{package.replace('/', '-')}-dev"
            missing(package, f"apt-get install --no-install-recommends {debian}")
    port = free_port()
    (folder / "main.go").write_text(text.replace(":8080", f"127.0.0.1:{port}"))
    env = {"GO111MODULE": "off", "GOTOOLCHAIN": "local", "GOPATH": "/usr/share/gocode"}
    command: list[str | Path] = [compiler, "run", folder / "main.go"]
    with serving(command, port, folder, within=BUILD, **env) as url:
        yield url


STARTS: dict[str, Callable[[Path, str], contextlib.AbstractContextManager[str]]] = {
    "django": django,
    "fastapi": asgi,
    "flask": wsgi,
    "go": go,
}


def source(name: str, origins: tuple[str, ...] = ALLOWED) -> Source:
    text = (HERE / name).read_text("utf-8")
    kind = kind_of(name.removesuffix(".txt"), text)
    assert kind is not None
    return Source(name, text, kind, origins)


def faults(folder: Path, name: str, text: str) -> str:
    """Name what the probe shows of a text, run as its file is."""
    folder.mkdir()
    start = STARTS.get(name.partition("-")[0]) or partial(script, name=name)
    with start(folder, text) as url:
        return " ".join(sorted(shown(url)))


def assert_can_be_read(read: Source) -> None:
    if read.kind is Kind.PYTHON:
        ast.parse(read.text)
    else:
        assert not Syntax(read).root.has_error


@pytest.mark.parametrize("name", FILES)
def test_its_defects_are_found_and_mended_once_and_for_all(name: str) -> None:
    read = source(name)
    assert " ".join(sorted({each.code for each in examine(read)})) == FILES[name][0]
    once = mend(read, examine, unsafe=True)
    assert [each.code for each in once.left] == []
    assert mend(once.source, examine, unsafe=True).source.text == once.source.text
    assert_can_be_read(once.source)


@pytest.mark.parametrize("name", FILES)
def test_it_is_mended_without_names_too_and_whatever_its_lines_end_in(name: str) -> None:
    read = source(name, ())
    other = Source(name, read.text.replace("\n", "\r\n"), read.kind)
    once, again = (mend(each, examine, unsafe=True).source for each in (read, other))
    assert again.text.replace("\r\n", "\n") == once.text
    assert_can_be_read(once)


@pytest.mark.servers
@pytest.mark.parametrize("name", SAMPLE)
def test_the_probe_shows_nothing_any_more(name: str, tmp_path: Path) -> None:
    _, before, after = FILES[name]
    read = source(name)
    assert faults(tmp_path / "before", name, read.text) == before
    text = mend(read, examine, unsafe=True).source.text
    assert faults(tmp_path / "after", name, text) == after


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("name", [each for each in FILES if each not in SAMPLE])
def test_the_probe_shows_nothing_any_more_in_all_of_them(name: str, tmp_path: Path) -> None:
    test_the_probe_shows_nothing_any_more(name, tmp_path)
