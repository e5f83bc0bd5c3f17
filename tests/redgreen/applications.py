"""The systems that answer by themselves: whole applications, with a place for CORS code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.redgreen import by_hand, packages
from tests.redgreen.by_hand import Hand, NotHere, filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.redgreen.causes import Cause
    from tests.redgreen.packages import Package


@dataclass(frozen=True, slots=True)
class Way:
    """How an application is started: the interpreter's arguments, the last statement of its file.

    `renamed` are the files that have another name then, `head` is the first statement; a slot PORT
    stands for the port.
    """

    arguments: tuple[str, ...]
    tail: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    head: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """A framework: its files, and where in them CORS code goes.

    Args:
        name: Its column.
        label: What people call it.
        language: One of hosts.HOSTS.
        layer: What fixes call it, by each of its names.
        target: What `corsac export` calls it; empty where it has no such target.
        files: The texts. Slots: FIX, where a printed fix goes; WRONG, where the wrong code is;
            REFUSE, HANDLER, HEAD, TAIL, PORT.
        linted: The file that has the wrong code.
        code: The wrong code, by hand or by a package.
        alone: How it is started with a fix or without.
        exported: How it is started with what is exported.
        told: Whether `check` is given its file: its answers do not show what it is.
    """

    name: str
    label: str
    language: str
    layer: str
    target: str
    files: Mapping[str, str]
    linted: str
    code: Hand | Package
    alone: Way
    exported: Way
    told: bool = False

    def wrong(self, cause: Cause) -> str | NotHere:
        """Write the code that is wrong in this way, or say why it can't be."""
        if cause.both or cause.cut:
            return NotHere("nothing stands before it")
        return self.code.wrong(cause)

    def written(self, cause: Cause, port: int, way: Way, fix: str | None = None) -> dict[str, str]:
        """Write its files.

        Args:
            cause: What is wrong; with a fix, only what is no CORS code of it.
            port: Where it listens.
            way: How it is started.
            fix: What stands in place of the wrong code; None: the wrong code.
        """
        wrong = self.wrong(cause) if fix is None else ""
        assert isinstance(wrong, str)
        wrap = "withHeaders" if wrong else "cors" if fix else ""
        slots = {
            "fix": fix or "",
            "wrong": wrong,
            "used": '"withheaders.add_headers",' if wrong and isinstance(self.code, Hand) else "",
            "handler": self.code.handler(cause) if fix is None else "",
            "refuse": self.code.refuse(cause),
            "head": way.head,
            "tail": way.tail.replace("%PORT%", str(port)).replace("%WRAP%", wrap),
            "port": str(port),
        }
        return {
            way.renamed.get(name, name): _imported(filled(text, **slots))
            for name, text in self.files.items()
        }


def _imported(text: str) -> str:
    """Leave out what Go would not build: imports that nothing uses."""
    if not text.startswith("package main"):
        return text
    needs = {
        '\t"log"\n': "log.",
        '\t"regexp"\n': "regexp.",
        '\trscors "github.com/rs/cors"\n': "rscors.",
    }
    for line, use in needs.items():
        if use not in text:
            text = text.replace(line, "")
    return text


_EXPRESS: Final = """\
const express = require("express");
const app = express();
%FIX%
%REFUSE%
%WRONG%
app.all("/items", (req, res) => {
  %HANDLER%
  res.set("X-Total-Count", "3").set("Cache-Control", "max-age=600").json([]);
});
app.get("/broken", () => {
  throw new Error("broken");
});
app.get("/private", (req, res) => res.sendStatus(401));
app.get("/forbidden", (req, res) => res.sendStatus(403));
app.get("/old", (req, res) => res.redirect(301, "/items"));
%TAIL%
"""
_FLASK: Final = """\
import re

from flask import Flask, abort, jsonify, make_response, redirect, request

app = Flask(__name__)
%FIX%
%REFUSE%
%WRONG%


@app.get("/items")
@app.put("/items", endpoint="put")
def items():
    response = jsonify([])
    response.headers["X-Total-Count"] = "3"
    response.headers["Cache-Control"] = "max-age=600"
    %HANDLER%
    return response


@app.get("/broken")
def broken():
    raise RuntimeError("broken")


@app.get("/private")
def private():
    abort(401)


@app.get("/forbidden")
def forbidden():
    abort(403)


@app.get("/old")
def old():
    return redirect("/items", 301)


if __name__ == "__main__":
    app.run("127.0.0.1", %PORT%)
"""
_DJANGO: Final = {
    "settings.py": """\
SECRET_KEY = "made up"
ROOT_URLCONF = "urls"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = []
MIDDLEWARE = ["withheaders.refuse", %USED% "django.middleware.common.CommonMiddleware"]
%FIX%
%OPTIONS%
""",
    "withheaders.py": """\
import re

from django.http import HttpResponse, HttpResponsePermanentRedirect


def refuse(get_response):
    return get_response


%REFUSE%


%BY_HAND%
""",
    "urls.py": """\
import re

from django.http import HttpResponse, HttpResponseForbidden, HttpResponsePermanentRedirect
from django.http import JsonResponse
from django.urls import path


def items(request):
    response = JsonResponse([], safe=False)
    response["X-Total-Count"] = "3"
    response["Cache-Control"] = "max-age=600"
    %HANDLER%
    return response


def broken(request):
    raise RuntimeError("broken")


urlpatterns = [
    path("items", items),
    path("broken", broken),
    path("private", lambda request: HttpResponse(status=401)),
    path("forbidden", lambda request: HttpResponseForbidden()),
    path("old", lambda request: HttpResponsePermanentRedirect("/items")),
]
""",
    "wsgi.py": """\
import os
from wsgiref.simple_server import make_server

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
application = get_wsgi_application()

if __name__ == "__main__":
    make_server("127.0.0.1", %PORT%, application).serve_forever()
""",
}
_FASTAPI: Final = """\
import re

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get("/items")
@app.put("/items")
async def items(request: Request, response: Response):
    response.headers["X-Total-Count"] = "3"
    response.headers["Cache-Control"] = "max-age=600"
    %HANDLER%
    return []


@app.get("/broken")
async def broken():
    raise RuntimeError("broken")


@app.get("/private")
async def private():
    raise HTTPException(401)


@app.get("/forbidden")
async def forbidden():
    raise HTTPException(403)


@app.get("/old")
async def old():
    return RedirectResponse("/items", 301)


%REFUSE%


%WRONG%
%FIX%
"""
_GO: Final = """\
package main

import (
	"log"
	"net/http"
	"regexp"

	rscors "github.com/rs/cors"
)

func items(w http.ResponseWriter, r *http.Request) {
	%HANDLER%
	w.Header().Set("X-Total-Count", "3")
	w.Header().Set("Cache-Control", "max-age=600")
	w.Write([]byte("[]"))
}

func routes(w http.ResponseWriter, r *http.Request) {
	%REFUSE%
	switch r.URL.Path {
	case "/items":
		items(w, r)
	case "/broken":
		http.Error(w, "broken", http.StatusInternalServerError)
	case "/private":
		http.Error(w, "who?", http.StatusUnauthorized)
	case "/forbidden":
		http.Error(w, "no", http.StatusForbidden)
	case "/old":
		http.Redirect(w, r, "/items", http.StatusMovedPermanently)
	default:
		http.NotFound(w, r)
	}
}

%FIX%

%WRONG%

%TAIL%
"""

_EXPRESS_ALONE: Final = Way(("app.js",), 'app.listen(%PORT%, "127.0.0.1");')
_EXPRESS_EXPORTED: Final = Way(("server.js",), "module.exports = app;", {"app.js": "routes.js"})
_FLASK_ALONE: Final = Way(("app.py",))
_GUNICORN: Final = ("-m", "gunicorn", "--bind", "127.0.0.1:%PORT%")
_FLASK_EXPORTED: Final = Way((*_GUNICORN, "wsgi:app"))
_DJANGO_ALONE: Final = Way(("wsgi.py",))
_DJANGO_EXPORTED: Final = Way(
    (*_GUNICORN, "--env", "DJANGO_SETTINGS_MODULE=cors_settings", "wsgi:application")
)
_FASTAPI_ALONE: Final = Way(("-m", "uvicorn", "--port", "%PORT%", "main:app"))
_FASTAPI_EXPORTED: Final = Way(("-m", "uvicorn", "--port", "%PORT%", "asgi:app"))
_GO_ALONE: Final = Way(
    ("app.go",),
    """\
func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:%PORT%", %WRAP%(http.HandlerFunc(routes))))
}""",
)
_GO_EXPORTED: Final = Way(("main.go",), """func init() { http.HandleFunc("/", routes) }""")


def _placed(files: Mapping[str, str], slot: str) -> dict[str, str]:
    """Let the wrong code go into one of the slots that files have for it."""
    return {
        name: text.replace(slot, "%WRONG%").replace("%BY_HAND%", "").replace("%OPTIONS%", "")
        for name, text in files.items()
    }


APPLICATIONS: Final = (
    Application("express", "Express, by hand", "node", "express", "express", {"app.js": _EXPRESS},
                "app.js", by_hand.EXPRESS, _EXPRESS_ALONE, _EXPRESS_EXPORTED),
    Application("express-cors", "Express, cors", "node", "express", "express-cors",
                {"app.js": _EXPRESS}, "app.js", packages.CORS, _EXPRESS_ALONE, _EXPRESS_EXPORTED),
    Application("flask", "Flask, by hand", "python", "flask", "flask", {"app.py": _FLASK},
                "app.py", by_hand.FLASK, _FLASK_ALONE, _FLASK_EXPORTED),
    Application("flask-cors", "Flask-CORS", "python", "flask", "flask-cors", {"app.py": _FLASK},
                "app.py", packages.FLASK_CORS, _FLASK_ALONE, _FLASK_EXPORTED),
    Application("django-by-hand", "Django, by hand", "python", "django", "django",
                _placed(_DJANGO, "%BY_HAND%"), "withheaders.py", by_hand.DJANGO,
                _DJANGO_ALONE, _DJANGO_EXPORTED),
    Application("django", "django-cors-headers", "python", "django", "django",
                _placed(_DJANGO, "%OPTIONS%"), "settings.py", packages.DJANGO_CORS,
                _DJANGO_ALONE, _DJANGO_EXPORTED),
    Application("fastapi-by-hand", "FastAPI, by hand", "python", "fastapi asgi", "fastapi",
                {"main.py": _FASTAPI}, "main.py", by_hand.FASTAPI,
                _FASTAPI_ALONE, _FASTAPI_EXPORTED),
    Application("fastapi", "FastAPI, CORSMiddleware", "python", "fastapi asgi", "fastapi",
                {"main.py": _FASTAPI}, "main.py", packages.STARLETTE,
                _FASTAPI_ALONE, _FASTAPI_EXPORTED),
    Application("go", "Go, by hand", "go", "go", "go", {"app.go": _GO}, "app.go", by_hand.GO,
                _GO_ALONE, _GO_EXPORTED, told=True),
    Application("go-rs-cors", "Go, rs/cors", "go", "go", "go-rs-cors", {"app.go": _GO}, "app.go",
                packages.RS_CORS, _GO_ALONE, _GO_EXPORTED, told=True),
)  # fmt: skip
