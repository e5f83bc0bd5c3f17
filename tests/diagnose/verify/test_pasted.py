"""What people paste, on the real systems: each listed fault is found, and none is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from tests.diagnose.verify.found import (
    ALLOWED,
    ECHO,
    OPTIONS,
    PUBLIC,
    TALKS,
    TWICE,
    VARY,
    Door,
    Pasted,
    Star,
    alone,
    assert_found,
    before_a_third_party,
    intended,
    params,
)
from tests.targets.defects import pasted

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

OWN = Policy(allow_origins=["http://localhost:5173"])


def express_4(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return pasted.express(folder, recipe, "express4")


def with_a_route(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    route = "\n@app.route('/api/data')\ndef data():\n    return []\n"
    return pasted.wsgi(folder, recipe + route)


def with_the_import(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return pasted.wsgi(folder, recipe.replace("jsonify\n", "jsonify, request\n", 1))


EXPRESS = alone(pasted.express)
CASES = {
    "Express, the package": Pasted(
        EXPRESS, "express-cors.js", "/api/data", intended(),
        slight="CORS326 CORS353 CORS370 CORS371",
    ),
    "Express by hand": Pasted(
        EXPRESS, "express-manual.js", "/x", intended(), VARY, TALKS, VARY,
    ),
    "Express 4, the pitfalls": Pasted(
        express_4, "express-pitfalls.js", "/x", intended(),
        f"CORS341 {VARY}", "CORS325 CORS367 CORS370 CORS371", f"CORS341 {VARY}",
    ),
    "Django": Pasted(
        alone(pasted.django), "django-settings.py.txt", "/api/data", intended(),
        slight="CORS349 CORS350 CORS370",
    ),
    "Flask, the package": Pasted(
        with_a_route, "flask-cors.py.txt", "/api/data", intended(),
        "CORS361 CORS363", "CORS324 CORS325 CORS349", "CORS361 CORS363",
    ),
    "Flask by hand, to the letter": Pasted(
        alone(pasted.wsgi), "flask-manual.py.txt", "/api/data", intended(),
        "CORS307 CORS310 CORS320 CORS321", "CORS324 CORS325 CORS327", "CORS307 CORS310",
    ),
    "Flask by hand": Pasted(
        with_the_import, "flask-manual.py.txt", "/api/data", intended(),
        f"CORS320 {VARY}", "CORS324 CORS325 CORS367 CORS370 CORS372", VARY,
    ),
    "Go": Pasted(
        alone(pasted.go), "main.go", "/api/data", intended(), VARY, TALKS, VARY,
    ),
    "nginx": Pasted(
        pasted.nginx, "nginx.conf", "/api/data", intended(max_age=7200),
        f"CORS346 {VARY}", f"CORS326 CORS349 {TALKS}", f"CORS346 {VARY}",
    ),
    "nginx before an API with a star": Pasted(
        pasted.nginx, "nginx.conf", "/api/data", intended(max_age=7200),
        f"{TWICE} CORS305 CORS340 CORS341 CORS342 {VARY}",
        f"CORS326 {TALKS}",
        f"{TWICE} CORS305 {VARY}",
        behind=Star,
    ),
    "nginx before a third party": Pasted(
        before_a_third_party, "nginx-third-party.conf", "/proxy/items", PUBLIC,
        "CORS307 CORS310", "CORS366", "CORS307 CORS310",
    ),
    "Apache": Pasted(
        pasted.apache, "apache.conf", "/api/data", intended(allow_origins=ALLOWED[:1]),
        "CORS320", f"CORS325 {OPTIONS}",
    ),
    "Apache before an API with a star": Pasted(
        pasted.apache, "apache.conf", "/api/data", intended(allow_origins=ALLOWED[:1]),
        f"{TWICE} CORS320", f"CORS325 {OPTIONS}", TWICE,
        behind=Star,
    ),
    "Vite": Pasted(
        pasted.vite, "vite.config.js", "/api/data", OWN,
        "CORS332 CORS333 CORS340 CORS342 CORS390",
        f"CORS326 CORS353 CORS370 CORS371 {ECHO}",
        "CORS390",
        behind=Door, origin="", websocket="/api/socket",
    ),
}  # fmt: skip


EVERYBODY = "CORS340 CORS341 CORS342"


def express_with(options: str) -> str:
    return f"""
const app = require('express')();
app.use(require('cors')({options}));
app.listen(8080);
"""


def starlette_with(options: str) -> str:
    return f"""
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route


def data(request):
    return JSONResponse([])


def broken(request):
    raise RuntimeError("broken")


layer = Middleware(CORSMiddleware, {options})
app = Starlette(routes=[Route("/x", data), Route("/broken", broken)], middleware=[layer])
"""


def django_with(settings: str) -> str:
    return f"""
INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
{settings}
"""


def flask_with(options: str) -> str:
    return f"""
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app{options})
"""


def rs_cors_with(handler: str) -> str:
    return f"""
package main

import (
	"net/http"

	"github.com/rs/cors"
)

func main() {{
	mux := http.NewServeMux()
	mux.HandleFunc("/x", handleData)
	http.ListenAndServe(":8080", {handler}.Handler(mux))
}}
"""


def socket_io_with(options: str) -> str:
    return f"""
const http = require('http').createServer((q, r) => r.writeHead(404).end());
new (require('socket.io').Server)(http{options});
http.listen(8080);
"""


WS = """
const server = require('http').createServer((q, r) => r.end());
new (require('ws').WebSocketServer)({ server });
server.listen(8080);
"""
POLLING = "/socket.io/?EIO=4&transport=polling"
UPGRADE = "/socket.io/?EIO=4&transport=websocket"
FLASK = with_a_route
STARLETTE, DJANGO = alone(pasted.asgi), alone(pasted.django)
SOCKETS = alone(pasted.sockets)
ONE = Policy(allow_origins=ALLOWED[:1], allow_credentials=True)
ANY = Policy(allow_origins="*", allow_methods=["PUT", "PATCH", "DELETE"], allow_headers="*")
#: What each peer does if nothing, or what first comes to mind, is said to it.
DEFAULTS = {
    "cors": Pasted(EXPRESS, express_with(""), "/x", ANY, ""),
    "cors, origin: true": Pasted(
        EXPRESS, express_with("{ origin: true, credentials: true }"), "/x", intended(),
        f"CORS333 {EVERYBODY}", None, EVERYBODY,
    ),
    "cors, a loose expression": Pasted(
        EXPRESS, express_with(r"{ origin: /yoursite\.com/, credentials: true }"), "/x", ONE,
        "CORS332 CORS333 CORS343 CORS344 CORS346 CORS347 CORS348", None,
        "CORS343 CORS344 CORS346",
    ),
    "Starlette": Pasted(STARLETTE, starlette_with("allow_origins=['*']"), "/x", PUBLIC, ""),
    "Starlette, a star with cookies": Pasted(
        STARLETTE, starlette_with("allow_origins=['*'], allow_credentials=True"), "/x", ONE,
        "CORS340 CORS342", None, "CORS340 CORS342",
    ),
    "Starlette, an exception": Pasted(
        STARLETTE, starlette_with("allow_origins=['https://yoursite.com'], allow_credentials=True"),
        "/broken", ONE, "CORS310", None, "CORS310",
    ),
    "django-cors-headers, all": Pasted(
        DJANGO, django_with("CORS_ALLOW_ALL_ORIGINS = True"), "/api/data", PUBLIC, "CORS332",
    ),
    "django-cors-headers, all with cookies": Pasted(
        DJANGO, django_with("CORS_ALLOW_ALL_ORIGINS = CORS_ALLOW_CREDENTIALS = True"),
        "/api/data", intended(), EVERYBODY, None, EVERYBODY,
    ),
    "django-cors-headers, a loose expression": Pasted(
        DJANGO,
        django_with(
            "CORS_ALLOWED_ORIGIN_REGEXES = [r'https://.*yoursite\\.com']\n"
            "CORS_ALLOW_CREDENTIALS = True"
        ),
        "/api/data", ONE,
        "CORS332 CORS343 CORS344 CORS347 CORS348", None, "CORS343 CORS344",
    ),
    "Flask-CORS": Pasted(
        FLASK, flask_with(""), "/api/data", PUBLIC,
        "CORS332 CORS333 CORS362 CORS363", None, "CORS362 CORS363",
    ),
    "Flask-CORS, with cookies": Pasted(
        FLASK, flask_with(", supports_credentials=True"), "/api/data", ONE,
        f"CORS332 CORS333 {EVERYBODY} CORS362 CORS363", None, f"{EVERYBODY} CORS362 CORS363",
    ),
    "Flask-CORS, one origin": Pasted(
        FLASK, flask_with(", origins='https://yoursite.com'"), "/api/data",
        Policy(allow_origins=ALLOWED[:1]), f"CORS332 CORS333 {VARY}", None, VARY,
    ),
    "rs/cors": Pasted(alone(pasted.go), rs_cors_with("cors.Default()"), "/x", PUBLIC, ""),
    "rs/cors, a list": Pasted(
        alone(pasted.go),
        rs_cors_with('cors.New(cors.Options{AllowedOrigins: []string{"https://yoursite.com"}, '
                     'AllowedMethods: []string{"GET", "PUT"}, AllowCredentials: true})'),
        "/x", ONE.changed(allow_methods=["PUT"]), "CORS302", "CORS349", "CORS302",
    ),
    "Socket.IO": Pasted(
        SOCKETS, socket_io_with(""), POLLING, Policy(), "CORS390", None, "CORS390",
        origin="", websocket=UPGRADE,
    ),
    "Socket.IO, a star": Pasted(
        SOCKETS, socket_io_with(", { cors: { origin: '*' } }"), POLLING, ANY, "", None, "CORS390",
        websocket=UPGRADE,
    ),
    "Socket.IO, an origin": Pasted(
        SOCKETS,
        socket_io_with(", { cors: { origin: 'https://yoursite.com', credentials: true } }"),
        POLLING, ONE, "CORS332 CORS333 CORS390", None, "CORS390", websocket=UPGRADE,
    ),
    "ws": Pasted(SOCKETS, WS, "/", Policy(), "CORS390", None, "CORS390", origin="", websocket="/"),
    "Vite": Pasted(
        pasted.vite, "export default {};\n", "/", OWN,
        "CORS332 CORS333 CORS346 CORS347 CORS348", None, "", origin="",
    ),
    "Vite, cors: true": Pasted(
        pasted.vite, "export default { server: { cors: true } };\n", "/", OWN,
        f"CORS332 CORS333 {EVERYBODY}", None, "", origin="",
    ),
}  # fmt: skip


@pytest.mark.servers
@pytest.mark.parametrize("case", params(CASES))
def test_a_recipe_has_just_these_faults(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("case", params(DEFAULTS))
def test_a_peer_s_default_has_just_these_faults(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)
