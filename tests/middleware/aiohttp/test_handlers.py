"""aiohttp's handlers: which one a request is for, and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from corsac.middleware.aiohttp import CORS, cors
from corsac.middleware.aiohttp.handlers import Handlers, put
from corsac.policy import PolicyProvider
from corsac.policy.grant import Grant
from tests.middleware.aiohttp_memory import AiohttpServer
from tests.middleware.ask import APP, EVIL
from tests.middleware.story import ALLOW, POLICY, ask, preflight, tell_of_views

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler


@cors(allow_origins="*")
async def public(_request: web.Request) -> web.Response:
    return web.Response(text="for all")


async def items(request: web.Request) -> web.Response:
    return web.Response(text=await request.text())


class Shelf(web.View):
    """A class-based view, one method of which has a policy."""

    async def get(self) -> web.Response:
        return web.Response(text="shelf")

    @cors(allow_origins=[EVIL], allow_methods=["DELETE"])
    async def delete(self) -> web.Response:
        return web.Response(text="gone")


def make() -> web.Application:
    app = web.Application(middlewares=[web.normalize_path_middleware()])
    app.router.add_get("/open/{number}", public)
    app.router.add_put("/open/{number}", items)
    app.router.add_get("/items", items)
    app.router.add_get("/folder/", public)
    app.router.add_view("/shelf", Shelf)
    part = web.Application()
    part.router.add_get("/public", public)
    app.add_subapp("/part", part)
    CORS(app, POLICY)
    return app


SITE = AiohttpServer(make)


def test_handlers_have_policies_of_their_own() -> None:
    tell_of_views(SITE)


def test_a_redirect_that_appends_a_slash_is_its_handlers() -> None:
    assert (sent := ask(SITE, "/folder", EVIL)).status == 308
    assert sent.headers.get(ALLOW) == "*"


def test_a_method_of_a_class_has_a_policy() -> None:
    assert ask(SITE, "/shelf", EVIL, "DELETE").headers.get(ALLOW) == EVIL
    assert preflight(SITE, "/shelf", "DELETE", EVIL).status == 204
    assert ALLOW not in ask(SITE, "/shelf", EVIL).headers
    assert ask(SITE, "/shelf").headers.get(ALLOW) == APP


def test_a_handler_of_a_sub_application_is_found() -> None:
    assert ask(SITE, "/part/public", EVIL).headers.get(ALLOW) == "*"


def test_a_provider_has_handlers_too() -> None:
    provider = PolicyProvider(lambda _: "a", lambda _: POLICY)

    def tenants() -> web.Application:
        app = web.Application()
        app.router.add_get("/open", public)
        app.router.add_get("/items", items)
        CORS(app, provider)
        return app

    assert ask(AiohttpServer(tenants), "/open", EVIL).headers.get(ALLOW) == "*"
    assert ask(AiohttpServer(tenants), "/items").headers.get(ALLOW) == APP


def test_where_no_handler_has_a_policy_none_is_looked_for() -> None:
    def plain() -> web.Application:
        app = web.Application()
        app.router.add_get("/items", items)
        handlers = Handlers(app, provider)

        @web.middleware
        async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
            assert not handlers.used
            assert handlers.at_once(request) is None
            assert (await handlers.tenant(request)).policy.closed
            return await handler(request)

        app.middlewares.append(told)
        return app

    provider = PolicyProvider(lambda _: None, lambda _: None)
    assert ask(AiohttpServer(plain), "/items").status == 200


def test_each_line_stands_there_once() -> None:
    grant = Grant(allowed=True, lines=((ALLOW, APP),), vary=("Origin",))
    for headers in ({"ETag": "a"}, {"access-control-allow-origin": "*", "Vary": "origin"}):
        response = web.Response(headers=headers)
        put(response, grant)
        assert response.headers.getall(ALLOW) == [APP]
        assert response.headers["Vary"].lower() == "origin"
