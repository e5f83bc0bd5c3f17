"""NestJS on what is exported, around routes that answer as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import tool
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


MODULE = """\
const { Controller, Get, Module } = require("@nestjs/common");
class Known {
  known() { return []; }
  broken() { throw new Error("broken"); }
}
Controller()(Known);
for (const name of ["known", "broken"]) {
  Get(name)(Known.prototype, name, Object.getOwnPropertyDescriptor(Known.prototype, name));
}
class AppModule {
  configure(consumer) {
    consumer.apply((req, res, next) => {
      if (req.originalUrl === "/written") {
        const headers = { "Access-Control-Allow-Origin": "*", "Set-Cookie": ["a=1", "b=2"] };
        return res.writeHead(200, "Fine", headers).end();
      }
      if (req.headers["x-answer"] === undefined) return next();
      const told = JSON.parse(req.headers["x-answer"]);
      for (const [name, value] of told.headers) res.append(name, value);
      res.status(told.status).end();
    }).forRoutes("{*splat}");
  }
}
Module({ controllers: [Known] })(AppModule);
module.exports = { AppModule };
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run NestJS."""
    del target, version
    binary, modules = tool("nest")
    (folder / "app.module.js").write_text(MODULE)
    (folder / "node_modules").symlink_to(modules)
    with serving([binary, "main.cjs"], port, folder) as url:
        yield url
