"""Runs another library's application in memory, as its settings have it: for tests.

A program of its own, for an interpreter that has the libraries: a JSON object with the file's text
and requests comes in, the answers go out.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
import types
import warnings
from typing import Any
from wsgiref.util import setup_testing_defaults

Answer = dict[str, Any]
Asked = list[dict[str, Any]]

DJANGO = """
SECRET_KEY = "x"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
"""


class Answered:
    """Takes what an application answers, and gives it what it asks for."""

    def __init__(self) -> None:
        self.answer: Answer = {}
        self._asked = False
        self._done = asyncio.Event()

    def start(self, status: str, headers: list[tuple[str, str]], _exception: object = None) -> None:
        """Take the status and headers, as WSGI has them."""
        self.answer = {"status": int(status[:3]), "headers": headers}

    async def receive(self) -> dict[str, Any]:
        """Give an empty body, then that nobody is there any more."""
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        """Take a part of the answer, as ASGI has it."""
        if message["type"] == "http.response.start":
            headers = [(key.decode(), value.decode()) for key, value in message["headers"]]
            self.answer = {"status": message["status"], "headers": headers}
        elif not message.get("more_body"):
            self._done.set()


def wsgi(app: Any, asked: Asked) -> list[Answer]:  # noqa: ANN401 -- any framework's
    """Ask a WSGI application."""
    answers: list[Answer] = []
    for each in asked:
        environ: dict[str, Any] = {"REQUEST_METHOD": each["method"], "PATH_INFO": each["path"]}
        for name, value in each["headers"]:
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        setup_testing_defaults(environ)
        environ["wsgi.errors"] = io.StringIO()
        answered = Answered()
        b"".join(app(environ, answered.start))
        answers.append(answered.answer)
    return answers


async def asgi(app: Any, asked: Asked) -> list[Answer]:  # noqa: ANN401 -- any framework's
    """Ask an ASGI application."""
    answers: list[Answer] = []
    for each in asked:
        lines = [(name.lower().encode(), value.encode()) for name, value in each["headers"]]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": each["method"],
            "scheme": "https",
            "path": each["path"],
            "raw_path": each["path"].encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"api.example"), *lines],
            "client": ("127.0.0.1", 1),
            "server": ("api.example", 443),
            "state": {},
        }
        answered = Answered()
        await app(scope, answered.receive, answered.send)
        answers.append(answered.answer)
    return answers


async def aiohttp(app: Any, asked: Asked) -> list[Answer]:  # noqa: ANN401 -- aiohttp's
    """Ask an aiohttp application, on loopback."""
    from aiohttp.test_utils import TestClient, TestServer  # noqa: PLC0415 -- one system's alone

    answers: list[Answer] = []
    async with TestClient(TestServer(app)) as client:
        for each in asked:
            headers = [(name, value) for name, value in each["headers"]]
            async with client.request(each["method"], each["path"], headers=headers) as answer:
                answers.append({"status": answer.status, "headers": list(answer.headers.items())})
    return answers


def django(text: str, asked: Asked) -> list[Answer]:
    """Ask a Django application with these settings."""
    from django.conf import settings  # noqa: PLC0415 -- one system's alone

    names: dict[str, Any] = {}
    exec(DJANGO + text, names)  # noqa: S102 -- the tests' own text
    settings.configure(**{name: value for name, value in names.items() if name.isupper()})
    import django as package  # noqa: PLC0415 -- one system's alone
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 -- one system's alone
    from django.http import HttpResponse  # noqa: PLC0415 -- one system's alone
    from django.urls import re_path  # noqa: PLC0415 -- one system's alone

    def view(_request: object) -> HttpResponse:
        return HttpResponse("ok")

    urls = types.ModuleType("urls")
    vars(urls)["urlpatterns"] = [re_path("", view)]
    sys.modules["urls"] = urls
    package.setup()
    return wsgi(get_wsgi_application(), asked)


def main() -> None:
    """Read what is asked, and write the answers."""
    warnings.simplefilter("ignore")
    given = json.load(sys.stdin)
    system, text, asked = given["system"], given["text"], given["asked"]
    if system == "django":
        answers = django(text, asked)
    else:
        module = sys.modules["app"] = types.ModuleType("app")
        exec(compile(text, "app.py", "exec"), vars(module))  # noqa: S102 -- the tests' own text
        app = vars(module)["app"]
        if system == "flask":
            answers = wsgi(app, asked)
        elif system == "aiohttp":
            answers = asyncio.run(aiohttp(app, asked))
        else:
            answers = asyncio.run(asgi(app, asked))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
