"""Each layer on its framework, configured for the same policy as its documentation shows.

A contestant is a function that makes the application. What it needs is imported by name when it is
called: each runs in a process by itself, in an environment that this project's own is not.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from tools.scoreboard.policy import EXPOSED, HEADERS, MAX_AGE, METHODS, ORIGINS, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    App = Any

#: What most layers call the same.
_COMMON: Final[dict[str, Any]] = {
    "allow_methods": METHODS,
    "allow_headers": HEADERS,
    "expose_headers": EXPOSED,
    "allow_credentials": True,
    "max_age": MAX_AGE,
}


@dataclass(frozen=True, slots=True)
class Contestant:
    """A layer: what people call it, the packages whose versions count, how it is made."""

    label: str
    packages: tuple[str, ...]
    make: Callable[[], App]


def named(path: str) -> App:
    """Import something by its whole name."""
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


# The frameworks: a page, one that takes POST alone, one that raises an exception ----------------


def _starlette(**options: object) -> App:
    text, route = named("starlette.responses.PlainTextResponse"), named("starlette.routing.Route")

    async def items(_: object) -> App:
        return text("items")

    async def broken(_: object) -> App:
        raise LookupError("no such table")

    routes = [route("/items", items), route("/broken", broken)]
    routes.append(route("/submit", items, methods=["POST"]))
    return named("starlette.applications.Starlette")(routes=routes, **options)


def _flask() -> App:
    app = named("flask.Flask")(__name__)

    def items() -> str:
        return "items"

    def broken() -> str:
        raise LookupError("no such table")

    return _ruled(app, items, broken)


def _quart() -> App:
    app = named("quart.Quart")(__name__)

    async def items() -> str:
        return "items"

    async def broken() -> str:
        raise LookupError("no such table")

    return _ruled(app, items, broken)


def _ruled(app: App, items: Callable[[], object], broken: Callable[[], object]) -> App:
    app.add_url_rule("/items", "items", items)
    app.add_url_rule("/broken", "broken", broken)
    app.add_url_rule("/submit", "submit", items, methods=["POST"])
    return app


def _django(**settings: object) -> App:
    response, path = named("django.http.HttpResponse"), named("django.urls.path")

    def items(_: object) -> App:
        return response("items")

    def broken(_: object) -> App:
        raise LookupError("no such table")

    submit = named("django.views.decorators.http.require_POST")(items)
    here: App = sys.modules[__name__]  # where Django is told to look
    here.urlpatterns = [path("items", items), path("broken", broken), path("submit", submit)]
    secret = {"SECRET_KEY": "made-up"}
    configure = named("django.conf.settings").configure
    configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, **secret, **settings)
    named("django.setup")()
    return named("django.core.wsgi.get_wsgi_application")()


def _litestar(**options: object) -> App:
    async def items() -> str:
        return "items"

    async def submit() -> str:
        return "items"

    async def broken() -> str:
        raise LookupError("no such table")

    get, post = named("litestar.get"), named("litestar.post")
    handlers = [get("/items")(items), get("/broken")(broken), post("/submit")(submit)]
    return named("litestar.Litestar")(handlers, **options)


def _aiohttp() -> App:
    web: App = import_module("aiohttp.web")

    async def items(_: object) -> App:
        return web.Response(text="items")

    async def broken(_: object) -> App:
        raise LookupError("no such table")

    app = web.Application()
    app.router.add_get("/items", items)
    app.router.add_get("/broken", broken)
    app.router.add_post("/submit", items)
    return app


# The layers -------------------------------------------------------------------------------------


def starlette() -> App:
    """Make Starlette with its own layer, which FastAPI has too."""
    middleware = named("starlette.middleware.Middleware")
    layer = named("starlette.middleware.cors.CORSMiddleware")
    return _starlette(middleware=[middleware(layer, allow_origins=ORIGINS, **_COMMON)])


def asgi_cors() -> App:
    """Make Starlette inside asgi-cors, which has no credentials and no exposed headers.

    Its max_age is left out: with it, answers to allowed origins fail.
    """
    layer = named("asgi_cors.asgi_cors")
    return layer(_starlette(), hosts=ORIGINS, headers=HEADERS, methods=METHODS)


def flask_cors() -> App:
    """Make Flask with Flask-CORS as its extension."""
    app = _flask()
    named("flask_cors.CORS")(
        app,
        origins=ORIGINS,
        methods=METHODS,
        allow_headers=HEADERS,
        expose_headers=EXPOSED,
        supports_credentials=True,
        max_age=MAX_AGE,
    )
    return app


def wsgicors() -> App:
    """Make Flask inside wsgicors."""
    return named("wsgicors.CORS")(
        _flask(),
        origin=" ".join(ORIGINS),
        methods=", ".join(METHODS),
        headers=", ".join(HEADERS),
        expose_headers=", ".join(EXPOSED),
        credentials="true",
        maxage=str(MAX_AGE),
    )


def quart_cors() -> App:
    """Make Quart with Quart-CORS."""
    return named("quart_cors.cors")(_quart(), allow_origin=ORIGINS, **_COMMON)


def litestar() -> App:
    """Make Litestar with its CORSConfig."""
    config = named("litestar.config.cors.CORSConfig")
    return _litestar(cors_config=config(allow_origins=ORIGINS, **_COMMON))


def aiohttp_cors() -> App:
    """Make aiohttp with aiohttp-cors on every route."""
    app = _aiohttp()
    options = named("aiohttp_cors.ResourceOptions")(**_COMMON)
    cors = named("aiohttp_cors.setup")(app, defaults=dict.fromkeys(ORIGINS, options))
    for route in list(app.router.routes()):
        if route.method != "HEAD":
            cors.add(route)
    return app


_BESIDE: Final = "django.middleware.common.CommonMiddleware"


def django_cors_headers() -> App:
    """Make Django with django-cors-headers."""
    return _django(
        INSTALLED_APPS=["corsheaders"],
        MIDDLEWARE=["corsheaders.middleware.CorsMiddleware", _BESIDE],
        CORS_ALLOWED_ORIGINS=ORIGINS,
        CORS_ALLOW_METHODS=METHODS,
        CORS_ALLOW_HEADERS=[name.lower() for name in HEADERS],
        CORS_EXPOSE_HEADERS=EXPOSED,
        CORS_ALLOW_CREDENTIALS=True,
        CORS_PREFLIGHT_MAX_AGE=MAX_AGE,
    )


def corsac_django() -> App:
    """Make Django with corsac's middleware."""
    return _django(
        INSTALLED_APPS=["corsac.middleware.django"],
        MIDDLEWARE=["corsac.middleware.django.CORS", _BESIDE],
        CORSAC=POLICY,
    )


def _around(framework: Callable[[], App], module: str) -> Callable[[], App]:
    """Put a layer of corsac's around an application."""
    return lambda: named(f"corsac.middleware.{module}.CORS")(framework(), POLICY)


def _in(framework: Callable[[], App], module: str) -> Callable[[], App]:
    """Install an extension of corsac's in an application."""

    def make() -> App:
        app = framework()
        named(f"corsac.middleware.{module}.CORS")(app, POLICY)
        return app

    return make


CONTESTANTS: Final = {
    "starlette": Contestant("Starlette, FastAPI", ("starlette",), starlette),
    "django-cors-headers": Contestant(
        "django-cors-headers", ("django-cors-headers", "django"), django_cors_headers
    ),
    "flask-cors": Contestant("Flask-CORS", ("flask-cors", "flask"), flask_cors),
    "quart-cors": Contestant("Quart-CORS", ("quart-cors", "quart"), quart_cors),
    "aiohttp-cors": Contestant("aiohttp-cors", ("aiohttp-cors", "aiohttp"), aiohttp_cors),
    "litestar": Contestant("Litestar", ("litestar",), litestar),
    "asgi-cors": Contestant("asgi-cors", ("asgi-cors", "starlette"), asgi_cors),
    "wsgicors": Contestant("wsgicors", ("wsgicors", "flask"), wsgicors),
    "corsac-asgi": Contestant("corsac, ASGI", ("starlette",), _around(_starlette, "asgi")),
    "corsac-wsgi": Contestant("corsac, WSGI", ("flask",), _around(_flask, "wsgi")),
    "corsac-django": Contestant("corsac, Django", ("django",), corsac_django),
    "corsac-flask": Contestant("corsac, Flask", ("flask",), _in(_flask, "flask")),
    "corsac-quart": Contestant("corsac, Quart", ("quart",), _in(_quart, "quart")),
    "corsac-litestar": Contestant("corsac, Litestar", ("litestar",), _in(_litestar, "litestar")),
    "corsac-aiohttp": Contestant("corsac, aiohttp", ("aiohttp",), _in(_aiohttp, "aiohttp")),
}
