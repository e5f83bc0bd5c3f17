"""Hono on what is exported, around routes that answer as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import tool
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


ROUTES = """\
import { Hono } from "hono";
const routes = new Hono();
routes.use(async (c, next) => {
  const said = c.req.header("X-Answer");
  if (said === undefined) return next();
  const told = JSON.parse(said);
  return new Response(null, { status: told.status, headers: told.headers });
});
routes.get("/broken", () => { throw new Error("broken"); });
routes.get("/thrown", () => { throw "no Error"; });
routes.get("/known", (c) => c.json([]));
routes.get("/written", (c) => {
  c.header("Access-Control-Allow-Origin", "*");
  c.header("Set-Cookie", "a=1", { append: true });
  c.header("Set-Cookie", "b=2", { append: true });
  return c.text("written");
});
// An answer of fetch() has headers that can't be changed.
routes.get("/fetched", () => fetch("data:text/plain,fetched"));
export default routes;
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Hono."""
    del target, version
    binary, modules = tool("hono")
    (folder / "routes.mjs").write_text(ROUTES)
    (folder / "node_modules").symlink_to(modules)
    with serving([binary, "server.mjs"], port, folder) as url:
        yield url
