"""The exports for Express, on Express 5 and 4: around an application that answers as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Address, Export, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, RICH, STRANGER, ask, differences, policy, post, variants
from tests.targets.frameworks import node
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

ROUTES = """\
const express = require("express");
const routes = express.Router();
routes.use(express.json({ limit: "1kb" }));
routes.get("/broken", () => { throw new Error("broken"); });
routes.get("/written", (req, res) => {
  res.writeHead(200, "Fine", { "Access-Control-Allow-Origin": "*", "Set-Cookie": ["a=1", "b=2"] });
  res.end();
});
routes.post("/json", (req, res) => res.json(req.body));
routes.get("/known", (req, res) => res.json([]));
routes.use((req, res, next) => {
  if (req.headers["x-answer"] === undefined) return next();
  const told = JSON.parse(req.headers["x-answer"]);
  for (const [name, value] of told.headers) res.append(name, value);
  res.status(told.status).end();
});
module.exports = routes;
"""
VERSIONS = ("express", "express4")
TARGETS = ("express", "express-cors")


def written(target: str, options: Options, file: str = RICH) -> Export:
    return export(BY_NAME[target], policy(file), options)


@contextlib.contextmanager
def express(
    folder: Path, target: str, file: str = RICH, version: str = "express"
) -> Generator[tuple[str, Export]]:
    """Run Express with what is exported, as it is."""
    binary, modules = node()
    port = free_port()
    made = written(target, Options(full=True, listen=Address("127.0.0.1", port)), file)
    (server,) = made.files
    (folder / server.name).write_text(server.text)
    (folder / "routes.js").write_text(ROUTES)
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "express").symlink_to(modules / version)
    with serving([binary, server.name], port, folder, NODE_PATH=str(modules)) as url:
        yield url, made


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    with express(tmp_path, target, file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("version", VERSIONS)
def test_errors_of_express_itself_are_readable(target: str, version: str, tmp_path: Path) -> None:
    with express(tmp_path, target, version=version) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "/a%2Fb", 404),
            ("GET", "/%zz", 404),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(post(url, "/json", ORIGIN, b"[" * 9999), 413)


@pytest.mark.servers
def test_by_hand_the_layer_has_the_last_word(tmp_path: Path) -> None:
    with express(tmp_path, "express") as (url, _):
        answer = ask(url, "GET", "/written", ORIGIN)
        assert_readable(answer, 200)
        assert answer.headers.all("Set-Cookie") == ("a=1", "b=2")
        assert_closed(ask(url, "GET", "/written", STRANGER))


def test_with_the_package_an_application_can_have_it_and_that_is_a_warning() -> None:
    assert [each.code for each in written("express-cors", Options()).warnings] == ["app-headers"]
    assert written("express", Options()).warnings == ()


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "// Before every route" in pasted.text
    assert pasted.text.endswith("app.use(allowOrigins);\n")
