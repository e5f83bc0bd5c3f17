"""Django, by WSGI and by ASGI: settings, views and URLs in one module."""

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from tests.servers.sites.asked import TOTAL, BrokenError, app_of, provider

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["corsac.middleware.django.CORS", "django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF=__name__,
    CORSAC=provider(),
)
django.setup()


def case(request: HttpRequest) -> HttpResponse:
    """Answer as the case says."""
    answer = app_of(request.path)
    response = HttpResponse(status=answer.status)
    for name, value in answer.headers:
        before = response.headers.get(name)
        response.headers[name] = f"{before}, {value}" if before and name == "Vary" else value
    return response


def items(_request: HttpRequest) -> HttpResponse:
    """Answer a GET or a PUT."""
    return HttpResponse("items", headers=dict([TOTAL]))


def broken(_request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise BrokenError


urlpatterns = [path("items", items), path("broken", broken), re_path("^case/", case)]
wsgi, asgi = WSGIHandler(), ASGIHandler()
