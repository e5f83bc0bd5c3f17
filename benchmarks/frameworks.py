"""One view in each framework, alone, with its usual package, and with corsac's adapter."""

from __future__ import annotations

import sys
import types
from typing import Any

from layers import POLICY

METHODS = POLICY["allow_methods"]


def flask(kind: str, origins: list[str]) -> Any:
    """Flask, alone, with Flask-CORS, with corsac."""
    from flask import Flask  # noqa: PLC0415 -- may be missing

    app = Flask("bench")
    app.add_url_rule("/", "hi", lambda: "hi", methods=METHODS)
    if kind == "flask-cors":
        from flask_cors import CORS as PEER  # noqa: PLC0415 -- may be missing

        more = {key: POLICY[key] for key in ("allow_headers", "expose_headers", "max_age")}
        PEER(app, origins=origins, methods=METHODS, **more)
    if kind == "corsac":
        from corsac.middleware.flask import CORS  # noqa: PLC0415 -- needs the framework

        CORS(app, allow_origins=origins, **POLICY)
    return app.wsgi_app


def django(kind: str, origins: list[str]) -> Any:
    """Django by WSGI, alone, with django-cors-headers, with corsac."""
    import django as package  # noqa: PLC0415 -- may be missing
    from django.conf import settings  # noqa: PLC0415 -- likewise

    if not settings.configured:
        settings.configure(
            ALLOWED_HOSTS=["*"],
            ROOT_URLCONF="bench_urls",
            INSTALLED_APPS=["corsheaders"],
            LOGGING_CONFIG=None,
            MIDDLEWARE=[],
        )
        from django.http import HttpResponse  # noqa: PLC0415 -- likewise
        from django.urls import path  # noqa: PLC0415 -- likewise

        urls: Any = types.ModuleType("bench_urls")
        urls.urlpatterns = [path("", lambda _request: HttpResponse("hi"))]
        sys.modules["bench_urls"] = urls
        package.setup()
    settings.CORS_ALLOWED_ORIGINS = [*origins]
    settings.CORS_ALLOW_METHODS = METHODS
    settings.CORS_ALLOW_HEADERS = POLICY["allow_headers"]
    settings.CORS_EXPOSE_HEADERS = POLICY["expose_headers"]
    settings.CORS_PREFLIGHT_MAX_AGE = POLICY["max_age"]
    settings.CORSAC = {"allow_origins": origins, **POLICY}
    layers = {
        "django-cors-headers": ["corsheaders.middleware.CorsMiddleware"],
        "corsac": ["corsac.middleware.django.CORS"],
    }
    settings.MIDDLEWARE = layers.get(kind, [])
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 -- likewise

    return WSGIHandler()


def quart(kind: str, origins: list[str]) -> Any:
    """Quart, alone, with Quart-CORS, with corsac."""
    from quart import Quart  # noqa: PLC0415 -- may be missing

    app: Any = Quart("bench")

    async def hi() -> str:
        return "hi"

    app.add_url_rule("/", "hi", hi, methods=METHODS)
    if kind == "quart-cors":
        from quart_cors import cors  # noqa: PLC0415 -- may be missing

        names = {f"allow_{key}": POLICY[f"allow_{key}"] for key in ("headers", "methods")}
        more = {"expose_headers": POLICY["expose_headers"], "max_age": POLICY["max_age"]}
        app = cors(app, allow_origin=origins, **names, **more)
    if kind == "corsac":
        from corsac.middleware.quart import CORS  # noqa: PLC0415 -- needs the framework

        CORS(app, allow_origins=origins, **POLICY)
    return app


def litestar(kind: str, origins: list[str]) -> Any:
    """Litestar, alone, with its own CORSConfig, with corsac."""
    from litestar import Litestar, route  # noqa: PLC0415 -- may be missing
    from litestar.config.cors import CORSConfig  # noqa: PLC0415 -- likewise

    def hi() -> str:
        return "hi"

    hi.__annotations__["return"] = str
    view = route("/", http_method=METHODS, status_code=200, sync_to_thread=False)(hi)
    config = CORSConfig(allow_origins=origins, **POLICY) if kind == "Litestar's own" else None
    app = Litestar([view], logging_config=None, openapi_config=None, cors_config=config)
    if kind == "corsac":
        from corsac.middleware.litestar import CORS  # noqa: PLC0415 -- needs the framework

        CORS(app, allow_origins=origins, **POLICY)
    return app


def aiohttp(kind: str, origins: list[str]) -> Any:
    """aiohttp, alone, with aiohttp-cors, with corsac."""
    from aiohttp import web  # noqa: PLC0415 -- may be missing

    async def hi(_request: Any) -> Any:
        return web.Response(text="hi")

    app = web.Application()
    resource = app.router.add_resource("/")
    routes = [resource.add_route(method, hi) for method in METHODS]
    if kind == "aiohttp-cors":
        import aiohttp_cors  # noqa: PLC0415 -- may be missing

        options = aiohttp_cors.ResourceOptions(**POLICY)
        peer = aiohttp_cors.setup(app, defaults=dict.fromkeys(origins, options))
        for each in (resource, *routes):
            peer.add(each)
    if kind == "corsac":
        from corsac.middleware.aiohttp import CORS  # noqa: PLC0415 -- needs the framework

        CORS(app, allow_origins=origins, **POLICY)
    app.freeze()
    return app
