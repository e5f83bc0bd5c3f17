"""Fastify on what is exported, around routes that answer as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import tool
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


ROUTES = """\
module.exports = async (app) => {
  app.addHook("onRequest", (request, reply, done) => {
    if (request.headers["x-answer"] === undefined) return done();
    const told = JSON.parse(request.headers["x-answer"]);
    reply.hijack();
    reply.raw.writeHead(told.status, told.headers.flat());
    reply.raw.end();
  });
  app.get("/broken", async () => { throw new Error("broken"); });
  app.get("/written", async (request, reply) => {
    reply.header("Access-Control-Allow-Origin", "*").header("Set-Cookie", ["a=1", "b=2"]);
    return [];
  });
  app.get("/known", async () => []);
  app.post("/json", { bodyLimit: 1024 }, async (request) => request.body);
  app.all("/*", async (request, reply) => reply.callNotFound());
};
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Fastify."""
    del target, version
    binary, modules = tool("fastify")
    (folder / "routes.js").write_text(ROUTES)
    (folder / "node_modules").symlink_to(modules)
    with serving([binary, "server.js"], port, folder) as url:
        yield url
