"""The younger frameworks of Node.js and Python, which mostly keep their names to themselves."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from tests.redgreen import by_hand_others, packages_others
from tests.redgreen.applications import Application, Way
from tests.redgreen.causes import CAUSES
from tests.redgreen.hosts import Job, hosted, quiet_port

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.redgreen.by_hand import Hand
    from tests.redgreen.packages import Package

_FASTIFY: Final = """\
%HEAD%
%FIX%
%REFUSE%
%WRONG%
app.route({ method: ["GET", "PUT"], url: "/items", handler: async (request, reply) => {
  %HANDLER%
  reply.header("X-Total-Count", "3").header("Cache-Control", "max-age=600");
  return [];
} });
app.get("/broken", async () => { throw new Error("broken"); });
app.get("/private", (request, reply) => reply.code(401).send());
app.get("/forbidden", (request, reply) => reply.code(403).send());
app.get("/old", (request, reply) => reply.redirect("/items", 301));
%TAIL%
"""
_KOA: Final = """\
const Koa = require("koa");
const app = new Koa();
app.silent = true;
%FIX%
%REFUSE%
%WRONG%
const ERRORS = { "/private": 401, "/forbidden": 403 };
app.use(async (ctx) => {
  if (ctx.path === "/items") {
    %HANDLER%
    ctx.set("X-Total-Count", "3");
    ctx.set("Cache-Control", "max-age=600");
    ctx.body = [];
  } else if (ctx.path === "/broken") {
    throw new Error("broken");
  } else if (ctx.path === "/old") {
    ctx.status = 301;
    ctx.redirect("/items");
  } else {
    ctx.status = ERRORS[ctx.path] ?? 404;
  }
});
%TAIL%
"""
_HONO: Final = """\
import { Hono } from "hono";
import { serve } from "@hono/node-server";
const app = new Hono();
%FIX%
%REFUSE%
%WRONG%
app.on(["GET", "PUT"], "/items", (c) => {
  %HANDLER%
  c.header("X-Total-Count", "3");
  c.header("Cache-Control", "max-age=600");
  return c.json([]);
});
app.onError((error, c) => c.text("broken", 500));
app.get("/broken", () => { throw new Error("broken"); });
app.get("/private", (c) => c.body(null, 401));
app.get("/forbidden", (c) => c.body(null, 403));
app.get("/old", (c) => c.redirect("/items", 301));
%TAIL%
"""
_NEST: Final = {
    "app.module.js": """\
const { Module } = require("@nestjs/common");
const ERRORS = { "/private": 401, "/forbidden": 403 };
class AppModule {
  configure(consumer) {
    %REFUSE%
    consumer.apply((req, res, next) => {
      if (req.originalUrl === "/items") {
        %HANDLER%
        res.set("X-Total-Count", "3").set("Cache-Control", "max-age=600").json([]);
      } else if (req.originalUrl === "/broken") {
        throw new Error("broken");
      } else if (req.originalUrl === "/old") {
        res.redirect(301, "/items");
      } else if (ERRORS[req.originalUrl]) {
        res.sendStatus(ERRORS[req.originalUrl]);
      } else next();
    }).forRoutes("{*splat}");
  }
}
Module({})(AppModule);
module.exports = { AppModule };
""",
    "app.js": """\
require("reflect-metadata");
const { NestFactory } = require("@nestjs/core");
const { AppModule } = require("./app.module");

async function main() {
  const app = await NestFactory.create(AppModule, { logger: false });
  %FIX%
  %WRONG%
  %TAIL%
}

main();
""",
}
_QUART: Final = """\
import re

from quart import Quart, abort, jsonify, redirect, request

app = Quart(__name__)
%FIX%
%REFUSE%
%WRONG%


@app.route("/items", methods=["GET", "PUT"])
async def items():
    response = jsonify([])
    response.headers["X-Total-Count"] = "3"
    response.headers["Cache-Control"] = "max-age=600"
    %HANDLER%
    return response


@app.get("/broken")
async def broken():
    raise RuntimeError("broken")


@app.get("/private")
async def private():
    abort(401)


@app.get("/forbidden")
async def forbidden():
    abort(403)


@app.get("/old")
async def old():
    return redirect("/items", 301)
"""
_AIOHTTP: Final = """\
import re

from aiohttp import web

app = web.Application()
%FIX%
%REFUSE%
%WRONG%


async def items(request):
    response = web.json_response([])
    response.headers["X-Total-Count"] = "3"
    response.headers["Cache-Control"] = "max-age=600"
    %HANDLER%
    return response


async def broken(request):
    raise RuntimeError("broken")


async def private(request):
    raise web.HTTPUnauthorized


async def forbidden(request):
    raise web.HTTPForbidden


async def old(request):
    raise web.HTTPMovedPermanently("/items")


app.router.add_get("/items", items)
app.router.add_put("/items", items)
for path, handler in (
    ("/broken", broken), ("/private", private), ("/forbidden", forbidden), ("/old", old)
):
    app.router.add_get(path, handler)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=%PORT%, print=None)
"""
_LITESTAR: Final = """\
import re

from litestar import Litestar, Response, route
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.response import Redirect

cors = None
%WRONG%


@route("/items", http_method=["GET", "PUT"], status_code=200)
async def items() -> Response:
    return Response([], headers={"X-Total-Count": "3", "Cache-Control": "max-age=600"})


@route("/broken", http_method=["GET"])
async def broken() -> None:
    raise RuntimeError("broken")


@route("/private", http_method=["GET"])
async def private() -> None:
    raise NotAuthorizedException


@route("/forbidden", http_method=["GET"])
async def forbidden() -> None:
    raise PermissionDeniedException


@route("/old", http_method=["GET"])
async def old() -> Redirect:
    return Redirect("/items", status_code=301)


app = Litestar([items, broken, private, forbidden, old], cors_config=cors)
%FIX%
"""
_FASTIFY_ALONE: Final = Way(
    ("app.js",),
    'app.listen({ port: %PORT%, host: "127.0.0.1" });',
    head='const app = require("fastify")();',
)
_FASTIFY_EXPORTED: Final = Way(
    ("server.js",), "};", {"app.js": "routes.js"}, "module.exports = async (app) => {"
)
_KOA_ALONE: Final = Way(("app.js",), 'app.listen(%PORT%, "127.0.0.1");')
_KOA_EXPORTED: Final = Way(
    ("server.js",), "module.exports = app.callback();", {"app.js": "handler.js"}
)
_HONO_ALONE: Final = Way(
    ("app.mjs",), 'serve({ fetch: app.fetch, port: %PORT%, hostname: "127.0.0.1" });'
)
_HONO_EXPORTED: Final = Way(("server.mjs",), "export default app;", {"app.mjs": "routes.mjs"})
_NEST_ALONE: Final = Way(("app.js",), 'await app.listen(%PORT%, "127.0.0.1");')
_NEST_EXPORTED: Final = Way(("main.cjs",))
_HYPERCORN: Final = ("-m", "hypercorn", "-w", "0", "--bind", "127.0.0.1:%PORT%")
_UVICORN: Final = ("-m", "uvicorn", "--port", "%PORT%")
_AIOHTTP_ALONE: Final = Way(("main.py",))


def _node(name: str, label: str, layer: str, target: str, code: Hand | Package) -> Application:
    """Make a framework of Node.js; `layer` has its files and its ways, too."""
    files, linted, alone, exported = _SCRIPTS[layer]
    return Application(
        name, label, "frameworks", layer, target, files, linted, code, alone, exported, told=True
    )


_SCRIPTS: Final = {
    "fastify": ({"app.js": _FASTIFY}, "app.js", _FASTIFY_ALONE, _FASTIFY_EXPORTED),
    "koa": ({"app.js": _KOA}, "app.js", _KOA_ALONE, _KOA_EXPORTED),
    "hono": ({"app.mjs": _HONO}, "app.mjs", _HONO_ALONE, _HONO_EXPORTED),
    "nestjs": (_NEST, "app.js", _NEST_ALONE, _NEST_EXPORTED),
}

FRAMEWORKS: Final = (
    _node("fastify", "Fastify, by hand", "fastify", "fastify", by_hand_others.FASTIFY),
    _node("fastify-cors", "@fastify/cors", "fastify", "fastify", packages_others.FASTIFY_CORS),
    _node("koa", "Koa, by hand", "koa", "node", by_hand_others.KOA),
    _node("koa-cors", "@koa/cors", "koa", "node", packages_others.KOA_CORS),
    _node("hono", "Hono, by hand", "hono", "hono", by_hand_others.HONO),
    _node("hono-cors", "hono/cors", "hono", "hono", packages_others.HONO_CORS),
    _node("nestjs", "NestJS, by hand", "nestjs", "nestjs", by_hand_others.NESTJS),
    _node("nestjs-cors", "NestJS, enableCors", "nestjs", "nestjs", packages_others.NEST_CORS),
    Application("quart", "Quart, by hand", "python", "quart", "fastapi", {"main.py": _QUART},
                "main.py", by_hand_others.QUART, Way((*_HYPERCORN, "main:app")),
                Way((*_UVICORN, "asgi:app")), told=True),
    Application("quart-cors", "Quart-CORS", "python", "quart", "fastapi", {"main.py": _QUART},
                "main.py", packages_others.QUART_CORS, Way((*_HYPERCORN, "main:app")),
                Way((*_UVICORN, "asgi:app")), told=True),
    Application("aiohttp", "aiohttp, by hand", "python", "aiohttp", "", {"main.py": _AIOHTTP},
                "main.py", by_hand_others.AIOHTTP, _AIOHTTP_ALONE, _AIOHTTP_ALONE),
    Application("litestar", "Litestar, CORSConfig", "python", "litestar", "fastapi",
                {"main.py": _LITESTAR}, "main.py", packages_others.LITESTAR,
                Way((*_UVICORN, "main:app")), Way((*_UVICORN, "asgi:app")), told=True),
)  # fmt: skip

_REFUSED: Final = next(each for each in CAUSES if each.name == "OPTIONS wants a login")


@contextlib.contextmanager
def fixed(name: str, folder: Path, fix: str = "") -> Generator[str]:
    """Run a framework that wants a login for OPTIONS, with a fix in its place; give its URL."""
    system = next(each for each in FRAMEWORKS if each.name == name)
    port, home = quiet_port(), folder / str(len(list(folder.iterdir())))
    home.mkdir()
    for file, text in system.written(_REFUSED, port, system.alone, fix).items():
        (home / file).write_text(text)
    arguments = tuple(each.replace("%PORT%", str(port)) for each in system.alone.arguments)
    with hosted(system.language, [Job(home, arguments, port)], home):
        yield f"http://127.0.0.1:{port}"
