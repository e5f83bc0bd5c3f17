"""The exports for Flask, on Flask under gunicorn: around an application that answers as told."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Address, Export, ExportError, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, RICH, STRANGER, ask, differences, policy, post, variants
from tests.targets.frameworks import python
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator

SOURCE = Path(__file__).resolve().parents[3] / "src"
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
TARGETS = ("flask", "flask-cors", "flask-corsac")


def written(target: str, options: Options, file: str = RICH) -> Export:
    return export(BY_NAME[target], policy(file), options)


@contextlib.contextmanager
def flask(folder: Path, target: str, file: str = RICH) -> Generator[tuple[str, Export]]:
    """Run Flask with what is exported, as it is."""
    interpreter = python()
    port = free_port()
    made = written(target, Options(full=True, listen=Address("127.0.0.1", port)), file)
    (layer,) = made.files
    (folder / layer.name).write_text(layer.text)
    (folder / "app.py").write_text(APP)
    command: list[str | Path] = [
        interpreter,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "wsgi:app",
    ]
    with serving(command, port, folder, PYTHONPATH=str(SOURCE)) as url:
        yield url, made


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "flask-cors" and "every" in file:
        with pytest.raises(ExportError, match="wildcard"):
            written(target, Options(), file)
        return
    with flask(tmp_path, target, file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_of_flask_itself_are_readable(target: str, tmp_path: Path) -> None:
    with flask(tmp_path, target) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known", 405),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(post(url, "/json", ORIGIN, b"[" * 2000), 413)
        preflight = {"Access_Control_Request_Method": "PUT"}
        for path in ("/missing", "/private"):
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight), 204)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "Flask(__name__)" in pasted.text
