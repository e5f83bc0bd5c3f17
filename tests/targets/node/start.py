"""Node.js on what is exported, around a handler that answers as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import node
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


HANDLER = """\
module.exports = async (req, res) => {
  if (req.headers["x-answer"] !== undefined) {
    const told = JSON.parse(req.headers["x-answer"]);
    res.writeHead(told.status, told.headers.flat());
    return res.end();
  }
  if (req.url === "/broken") throw new Error("broken");
  if (req.url === "/written") {
    const headers = { "Access-Control-Allow-Origin": "*", "Set-Cookie": ["a=1", "b=2"] };
    res.writeHead(200, "Fine", headers);
    return res.end();
  }
  if (req.url === "/known" && !["GET", "HEAD"].includes(req.method)) res.statusCode = 405;
  else if (req.url !== "/known") res.statusCode = 404;
  return res.end();
};
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Node.js."""
    del target, version
    binary, _ = node()
    (folder / "handler.js").write_text(HANDLER)
    with serving([binary, "server.js"], port, folder) as url:
        yield url
