"""Express on what is exported, around routes that answer as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import node
from tests.targets.real import serving

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
routes.get("/set", (req, res) => res.writeHead(200, { Vary: "Accept-Encoding" }).end());
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


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Express, of the major version that is asked for."""
    del target
    binary, modules = node()
    (folder / "routes.js").write_text(ROUTES)
    (folder / "node_modules").mkdir()
    express = modules / ("express4" if version == "4" else "express")
    (folder / "node_modules" / "express").symlink_to(express)
    with serving([binary, "server.js"], port, folder, NODE_PATH=str(modules)) as url:
        yield url
