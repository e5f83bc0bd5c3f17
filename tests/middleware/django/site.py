"""A Django site for the tests: its settings, its views, and how it is asked."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path, re_path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_GET
from django.views.static import serve

from corsac.middleware.django import cors
from corsac.testing.asgi import AsgiServer
from corsac.testing.wsgi import WsgiServer
from tests.middleware.ask import APP, EVIL

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from corsac.testing.server import AppServer
    from tests.exchanges.loader import Case

LAYER = "corsac.middleware.django.CORS"
FILES = Path(tempfile.mkdtemp())
(FILES / "a.css").write_text("a {}")

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["corsac.middleware.django"],
        LOGGING_CONFIG=None,
        MIDDLEWARE=[LAYER, "django.middleware.common.CommonMiddleware"],
        ROOT_URLCONF=__name__,
        CORSAC={"allow_origins": [APP], "allow_methods": ["PUT"]},
    )
    django.setup()


def door(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn everyone away who comes to the door: a middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/door":
            return HttpResponse("who are you?", status=401)
        return get_response(request)

    return middleware


def items(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"items by {request.method}")


def broken(_request: HttpRequest) -> HttpResponse:
    raise LookupError("no such table")


def stream(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter(["a", "b", "c"]))


async def waiting(_request: HttpRequest) -> HttpResponse:
    await asyncio.sleep(0)
    return HttpResponse("waited")


def styles(request: HttpRequest) -> HttpResponseBase:
    return serve(request, "a.css", document_root=str(FILES))


@cors(allow_origins="*", allow_methods=["DELETE"])
def public(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("for all", headers={"vary": "Accept", "access-control-max-age": "7"})


@method_decorator(cors(allow_origins=[EVIL]), name="dispatch")
class Partners(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse("partners")


def as_the_case_says(_request: HttpRequest) -> HttpResponse:
    case = cast("Case", settings.CASE)
    response = HttpResponse(status=case.app.status)
    for name, value in case.app.headers:
        before = response.headers.get(name)
        response.headers[name] = f"{before}, {value}" if before and name == "Vary" else value
    return response


urlpatterns = [
    path("items", require_GET(items)),
    path("folder/", items),
    path("broken", broken),
    path("stream", stream),
    path("waiting", waiting),
    path("styles", styles),
    path("public/", public),
    path("partners", Partners.as_view()),
    re_path("^case/", as_the_case_says),
]


class EveryPath:
    """URLs for the corpus: each is the case's."""

    urlpatterns = (re_path("", as_the_case_says),)


@contextmanager
def served(kind: str, **changed: Any) -> Generator[AppServer]:  # noqa: ANN401 -- settings
    """Serve the site by WSGI or ASGI, under changed settings."""
    with override_settings(**changed):
        server: AppServer = (
            WsgiServer(WSGIHandler()) if kind == "wsgi" else AsgiServer(ASGIHandler())
        )
        try:
            yield server
        finally:
            server.close()
