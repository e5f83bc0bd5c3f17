"""What people paste, on the real systems: each listed fault is found, and none is invented."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corsac.core.findings import Severity
from corsac.diagnose.variants import NOWHERE
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.report import Verdict
from corsac.policy import Policy
from tests.diagnose.verify.live import verified
from tests.servers.certificates import Authority
from tests.targets.corpus import Application, application
from tests.targets.defects import pasted
from tests.targets.layers import Socket, third_party

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from _pytest.mark.structures import ParameterSet

    Start = Callable[[Path, str, int], AbstractContextManager[str]]

RECIPES = Path(__file__).parents[2] / "targets" / "defects" / "recipes"
ALLOWED = ("https://yoursite.com", "http://localhost:3000")


class Plain(Application):
    """An API that knows nothing of CORS."""

    star = False

    def answer(self) -> None:
        """Answer every path but one, and OPTIONS with a refusal."""
        missing = self.path.endswith(NOWHERE)
        self.send_response(404 if missing else 405 if self.command == "OPTIONS" else 200)
        if self.star:
            self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_OPTIONS = answer  # noqa: N815 -- http.server's names


class Star(Plain):
    """One that has CORS headers of its own already."""

    star = True


class Door(Star, Socket):
    """One with a WebSocket, which opens to all."""

    def do_GET(self) -> None:  # noqa: N802 -- http.server's name
        """Shake hands where that is asked for."""
        if "Upgrade" in self.headers:
            Socket.do_GET(self)
        else:
            self.answer()


def intended(**changed: Any) -> Policy:  # noqa: ANN401 -- whatever a policy takes
    """Say what the recipes are meant to do."""
    return INTENDED.changed(**changed)


INTENDED = Policy(
    allow_origins=ALLOWED,
    allow_methods=["GET", "POST", "PUT", "DELETE", "PATCH"],
    allow_headers=["Content-Type", "Authorization"],
    allow_credentials=True,
    max_age=86400,
)
PUBLIC = Policy(allow_origins="*")
OWN = Policy(allow_origins=["http://localhost:5173"])


@dataclass(frozen=True)
class Pasted:
    """A recipe on its system, and the codes of what is wrong with it.

    Attributes:
        start: Runs it in a folder, before the application at a port.
        recipe: A file of RECIPES, or the text itself.
        path: Where the answers are.
        policy: What whoever pastes it means.
        grave: What is found in must and security.
        slight: What is found in should; None where it is not looked at.
        blind: What is found in must and security by who knows one origin only.
        behind: The application.
        origin: What is known without the policy.
        websocket: A path, where one is tried.
    """

    start: Start
    recipe: str
    path: str
    policy: Policy
    grave: str = ""
    slight: str | None = None
    blind: str = ""
    behind: type[Application] = Plain
    origin: str = ALLOWED[0]
    websocket: str = ""

    @property
    def text(self) -> str:
        """The recipe's text."""
        file = RECIPES / self.recipe if "\n" not in self.recipe else None
        return self.recipe if file is None else file.read_text("utf-8")


def alone(start: Callable[[Path, str], AbstractContextManager[str]]) -> Start:
    """Start what has no application behind."""
    return lambda folder, recipe, _: start(folder, recipe)


def express_4(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return pasted.express(folder, recipe, "express4")


def with_a_route(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    route = "\n@app.route('/api/data')\ndef data():\n    return []\n"
    return pasted.wsgi(folder, recipe + route)


def with_the_import(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return pasted.wsgi(folder, recipe.replace("jsonify\n", "jsonify, request\n", 1))


def before_a_third_party(folder: Path, recipe: str, port: int) -> AbstractContextManager[str]:
    told = f"https://localhost:{port}"
    return pasted.nginx(folder, recipe.replace("https://third-party-api.com", told), port)


VARY = "CORS360 CORS361 CORS362 CORS363"
TWICE = "CORS301 CORS304 CORS307"
#: What a layer has that answers every OPTIONS, and tells everybody the preflight's headers.
TALKS = "CORS353 CORS367 CORS370 CORS371 CORS372"
#: Likewise, with one Allow-Origin for everybody.
OPTIONS = "CORS370 CORS371 CORS372"
#: A list of names that comes back as it was asked.
ECHO = "CORS382 CORS383"
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


def params(cases: dict[str, Pasted]) -> list[ParameterSet]:
    return [pytest.param(each, id=name) for name, each in cases.items()]


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


def assert_found(case: Pasted, folder: Path) -> None:
    """Verify a recipe with its policy and without; compare what is found with what is known."""
    with ExitStack() as stack:
        if case.start is before_a_third_party:
            (folder / "tls").mkdir()
            port = stack.enter_context(third_party(Authority(folder / "tls").issue("localhost")))
        else:
            port = stack.enter_context(application(case.behind))
        url = stack.enter_context(case.start(folder, case.text, port)) + case.path
        known = (case.origin,) if case.origin else ()
        told = verified(Wanted(url, websocket=case.websocket), case.policy)
        blind = verified(Wanted(url, known, websocket=case.websocket), None)
    assert told.verdict is not Verdict.UNREACHABLE, told.notes
    by_severity = {
        severity: {each.code for each in told.findings if each.rule.severity is severity}
        for severity in Severity
    }
    assert by_severity[Severity.ERROR] == set(case.grave.split())
    if case.slight is not None:
        assert by_severity[Severity.WARNING] == set(case.slight.split())
    grave = {each.code for each in blind.findings if each.rule.severity is Severity.ERROR}
    assert grave == set(case.blind.split())


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("case", params(DEFAULTS))
def test_a_peer_s_default_has_just_these_faults(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)
