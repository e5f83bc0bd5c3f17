"""Flask under gunicorn on what is exported, around an application that answers as told."""

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

from flask import Flask, Response, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1000


@app.before_request
def answer_as_told():
    if request.method == "OPTIONS" and request.path == "/private":
        return "", 401
    if "X-Answer" not in request.headers:
        return None
    told = json.loads(request.headers["X-Answer"])
    response = Response(status=told["status"])
    for name, value in told["headers"]:
        response.headers.add(name, value)
    return response


@app.get("/known")
@app.get("/private")
def known():
    return []


@app.post("/json")
def echo():
    return request.get_json()


@app.get("/broken")
def broken():
    raise RuntimeError("broken")
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Flask."""
    del target, version
    (folder / "app.py").write_text(APP)
    command: list[str | Path] = [python(), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    with serving([*command, "wsgi:app"], port, folder, PYTHONPATH=str(SOURCE)) as url:
        yield url
