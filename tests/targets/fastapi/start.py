"""FastAPI under uvicorn on what is exported, around an application that answers as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import SOURCE, python
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


APP = """\
import json

from fastapi import FastAPI, Request, Response

app = FastAPI()


@app.middleware("http")
async def answer_as_told(request: Request, call_next):
    if request.method == "OPTIONS" and request.url.path == "/private":
        return Response(status_code=401)
    if "X-Answer" not in request.headers:
        return await call_next(request)
    told = json.loads(request.headers["X-Answer"])
    response = Response(status_code=told["status"])
    for name, value in told["headers"]:
        response.headers.append(name, value)
    return response


@app.api_route("/known", methods=["GET", "HEAD"])
async def known():
    return []


@app.post("/json")
async def echo(numbers: list[int]):
    return numbers


@app.get("/broken")
async def broken():
    raise RuntimeError("broken")
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run FastAPI."""
    del target, version
    (folder / "main.py").write_text(APP)
    command: list[str | Path] = [python(), "-m", "uvicorn", "--port", str(port), "asgi:app"]
    with serving(command, port, folder, PYTHONPATH=str(SOURCE)) as url:
        yield url
