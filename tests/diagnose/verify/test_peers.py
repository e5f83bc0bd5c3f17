"""Layers as their examples show them, run: what they are known for is found, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.diagnose.verify import layers
from tests.diagnose.verify.found import (
    ALLOWED,
    ECHO,
    OPTIONS,
    PUBLIC,
    VARY,
    Pasted,
    Star,
    alone,
    assert_found,
    intended,
    params,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

AIOHTTP = """
import aiohttp_cors
from aiohttp import web


async def x(request):
    return web.json_response([])


app = web.Application()
app.router.add_route("GET", "/x", x)
options = aiohttp_cors.ResourceOptions(
    allow_credentials=True, expose_headers="*", allow_headers="*", allow_methods="*"
)
cors = aiohttp_cors.setup(app, defaults={"https://yoursite.com": options})
for route in list(app.router.routes()):
    cors.add(route)
web.run_app(app, host="127.0.0.1", port=8080)
"""
FALCON = """
import falcon


class X:
    def on_get(self, request, response):
        response.media = []


layer = falcon.CORSMiddleware(
    allow_origins="https://yoursite.com", allow_credentials="https://yoursite.com"
)
app = falcon.App(middleware=[layer])
app.add_route("/x", X())
"""
LITESTAR = """
from litestar import Litestar, get
from litestar.config.cors import CORSConfig


@get("/x")
async def x() -> list[int]:
    return []


cors = CORSConfig(
    allow_origins=["https://yoursite.com"],
    allow_methods=["GET", "POST", "PUT", "DELETE", "PATCH"],
    allow_headers=["Content-Type", "Authorization"],
    allow_credentials=True,
    max_age=86400,
)
app = Litestar([x], cors_config=cors)
"""
SANIC = """
from sanic import Sanic, json

app = Sanic("app")
app.config.CORS_ORIGINS = "https://yoursite.com"
app.config.CORS_SUPPORTS_CREDENTIALS = True


@app.get("/x")
async def x(request):
    return json([])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8080, single_process=True, motd=False)
"""
KOA = """
const app = new (require('koa'))();
app.use(require('@koa/cors')(OPTIONS));
app.use((c) => { if (c.path === '/x' && c.method !== 'OPTIONS') c.body = []; });
app.listen(8080, '127.0.0.1');
"""
FASTIFY = """
const app = require('fastify')();
app.register(require('@fastify/cors'), OPTIONS);
app.get('/x', async () => []);
const listen = (port) => app.listen({ port, host: '127.0.0.1' });
listen(8080);
"""
NEST = """
require('reflect-metadata');
const { Controller, Get, Module } = require('@nestjs/common');
class X { x() { return []; } }
Controller()(X);
Get('x')(X.prototype, 'x', Object.getOwnPropertyDescriptor(X.prototype, 'x'));
class App {}
Module({ controllers: [X] })(App);
require('@nestjs/core').NestFactory.create(App, { logger: false }).then((app) => {
  app.enableCors(OPTIONS);
  return app.listen(8080, '127.0.0.1');
});
"""
HONO = """
const { Hono } = require('hono');
const app = new Hono();
app.use('*', require('hono/cors').cors(OPTIONS));
app.get('/x', (c) => c.json([]));
const listen = (port) => require('@hono/node-server').serve({ fetch: app.fetch, port });
listen(8080);
"""
METHODS = "['GET', 'POST', 'PUT', 'DELETE', 'PATCH']"
HEADERS = "['Content-Type', 'Authorization']"
#: Said in the words of `cors` and in Hono's.
LISTED = f"""{{
  origin: ['https://yoursite.com', 'http://localhost:3000'], credentials: true, maxAge: 86400,
  methods: {METHODS}, allowMethods: {METHODS}, allowedHeaders: {HEADERS}, allowHeaders: {HEADERS},
}}"""
QUART_CORS = f"""{layers.QUART}
from quart_cors import cors

app = cors(
    app,
    allow_origin="https://yoursite.com",
    allow_methods=["PUT"],
    allow_headers=["Content-Type"],
    allow_credentials=True,
)
"""
ASGI_CORS = f"""{layers.STARLETTE}
from asgi_cors import asgi_cors

app = asgi_cors(app, hosts=["https://yoursite.com"], methods=["PUT"], headers=["content-type"])
"""
WSGICORS = f"""{layers.FLASK}
from wsgicors import CORS

app = CORS(app, headers="*", methods="*", maxage="86400", origin="*", credentials="true")
"""
RACK = """
require 'rack/cors'
use Rack::Cors do
  allow do
    origins 'https://yoursite.com', 'http://localhost:3000'
    resource '*', headers: :any, methods: [:get, :post, :put, :patch, :delete, :options, :head],
                  credentials: true
  end
end
run lambda { |env|
  status = env['PATH_INFO'] == '/x' ? (env['REQUEST_METHOD'] == 'OPTIONS' ? 405 : 200) : 404
  [status, { 'Content-Length' => '0' }, []]
}
"""
CADDY = """
:80 {
    @origin header Origin https://yoursite.com
    header @origin Access-Control-Allow-Origin https://yoursite.com
    header @origin Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE, OPTIONS"
    header @origin Access-Control-Allow-Headers "Content-Type, Authorization"
    reverse_proxy 127.0.0.1:8080
}
"""
HAPROXY = """
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
frontend web
    bind *:80
    http-request set-var(txn.origin) req.hdr(Origin)
    acl ours var(txn.origin) -m str https://yoursite.com
    http-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if ours
    default_backend app
backend app
    server app 127.0.0.1:8080
"""
TRAEFIK = """\
    cors:
      headers:
        accessControlAllowOriginList: ["https://yoursite.com", "http://localhost:3000"]
        accessControlAllowMethods: [GET, POST, PUT, DELETE, PATCH]
        accessControlAllowHeaders: [Content-Type, Authorization]
        accessControlAllowCredentials: true
        accessControlMaxAge: 86400
"""
ENVOY = """\
                  allow_origin_string_match:
                  - exact: https://yoursite.com
                  - exact: http://localhost:3000
                  allow_methods: GET, POST, PUT, DELETE, PATCH
                  allow_headers: content-type, authorization
                  allow_credentials: true
                  max_age: "86400"
"""
ONE = intended(allow_origins=ALLOWED[:1])
READ = ONE.changed(allow_methods=[], allow_headers=[], max_age=None)
JSON = READ.changed(allow_methods=["PUT"], allow_headers=["Content-Type"])
SIMPLE = READ.changed(allow_credentials=False)


def nest(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return layers.node(folder, recipe, "nest")


def hono(folder: Path, recipe: str, _: int) -> AbstractContextManager[str]:
    return layers.node(folder, recipe, "hono")


CASES = {
    "aiohttp-cors": Pasted(
        alone(layers.python_script), AIOHTTP, "/x", READ,
        "CORS302 CORS307 CORS332 CORS333 CORS360 CORS361 CORS362",
        f"CORS309 CORS311 CORS371 {ECHO}", "CORS302 CORS307 CORS360 CORS361 CORS362",
    ),
    "Falcon": Pasted(
        alone(layers.gunicorn), FALCON, "/x", READ, f"CORS333 {VARY}", ECHO, VARY
    ),
    "Litestar": Pasted(
        alone(layers.uvicorn), LITESTAR, "/x", ONE,
        "CORS361 CORS362 CORS363", f"CORS353 {OPTIONS}", "CORS361 CORS362 CORS363",
    ),
    "Sanic Extensions": Pasted(
        alone(layers.python_script), SANIC, "/x", READ,
        "CORS361 CORS363", "CORS309", "CORS305 CORS361 CORS363",
    ),
    "Koa, credentials alone": Pasted(
        alone(layers.node), KOA.replace("OPTIONS)", "{ credentials: true })"), "/x", ONE,
        "CORS333 CORS340 CORS341 CORS342", f"CORS309 CORS325 {ECHO}", "CORS340 CORS341 CORS342",
    ),
    "Fastify": Pasted(
        alone(layers.node), FASTIFY.replace("OPTIONS)", f"{LISTED})"), "/x", intended(),
        slight="CORS326 CORS353 CORS371",
    ),
    "NestJS": Pasted(
        nest, NEST.replace("OPTIONS)", f"{LISTED})"), "/x", intended(),
        slight="CORS326 CORS353 CORS370 CORS371",
    ),
    "Hono": Pasted(
        hono, HONO.replace("OPTIONS)", f"{LISTED})"), "/x", intended(),
        slight="CORS353 CORS370 CORS371",
    ),
    "Hono, nothing said": Pasted(
        hono, HONO.replace("OPTIONS)", ")"), "/x", PUBLIC,
        "CORS332 CORS333", f"CORS370 CORS371 {ECHO}",
    ),
    "Quart-CORS": Pasted(alone(layers.uvicorn), QUART_CORS, "/x", JSON, slight="CORS324"),
    "asgi-cors": Pasted(
        alone(layers.uvicorn), ASGI_CORS, "/x", JSON.changed(allow_credentials=False),
        f"CORS320 CORS321 CORS322 {VARY}", "CORS324 CORS327 CORS367 CORS370 CORS372",
        f"CORS322 {VARY}",
    ),
    "wsgicors": Pasted(
        alone(layers.gunicorn), WSGICORS, "/x", ONE,
        f"CORS305 CORS320 CORS321 CORS340 CORS341 CORS342 {VARY}", f"CORS324 CORS327 {ECHO}",
        f"CORS305 CORS340 CORS342 {VARY}",
    ),
    "rack-cors": Pasted(
        alone(layers.rack), RACK, "/x", intended(max_age=7200),
        "CORS333", f"CORS367 CORS370 CORS372 {ECHO}",
    ),
    "Caddy": Pasted(
        layers.caddy, CADDY, "/x", ONE.changed(allow_credentials=False),
        f"CORS320 CORS321 CORS322 {VARY}",
        "CORS324 CORS325 CORS327 CORS367 CORS370 CORS372", f"CORS322 {VARY}",
    ),
    "Caddy before an API with a star": Pasted(
        layers.caddy, CADDY, "/x", ONE.changed(allow_credentials=False),
        f"CORS301 CORS304 CORS307 CORS320 CORS321 CORS322 CORS340 CORS342 {VARY}",
        "CORS324 CORS325 CORS327 CORS367 CORS370 CORS372",
        f"CORS301 CORS304 CORS307 CORS322 {VARY}",
        behind=Star,
    ),
    "HAProxy": Pasted(layers.haproxy, HAPROXY, "/x", SIMPLE, VARY, "", VARY),
    "Traefik": Pasted(layers.traefik, TRAEFIK, "/x", intended(), VARY, "CORS353 CORS367", VARY),
    "Envoy": Pasted(layers.envoy, ENVOY, "/x", intended(), VARY, "CORS367", VARY),
}  # fmt: skip


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("case", params(CASES))
def test_it_has_just_these_faults(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)
