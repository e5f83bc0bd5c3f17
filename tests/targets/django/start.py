"""Django under gunicorn on what is exported, around views that answer as told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import SOURCE, python
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


SETTINGS = """\
SECRET_KEY = "made up"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "urls.Told"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
"""
URLS = """\
import json

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe


class Told:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "OPTIONS" and request.path == "/private/":
            return HttpResponse(status=401)
        if "X-Answer" not in request.headers:
            return self.get_response(request)
        told = json.loads(request.headers["X-Answer"])
        response = HttpResponse(status=told["status"])
        for name, value in told["headers"]:
            response[name] = value
        return response


@require_safe
def known(request):
    return JsonResponse([], safe=False)


def broken(request):
    raise RuntimeError("broken")


urlpatterns = [path("known/", known), path("broken/", broken)]
"""
WSGI = """\
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
application = get_wsgi_application()
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Django."""
    del version
    for name, text in (("settings.py", SETTINGS), ("urls.py", URLS), ("wsgi.py", WSGI)):
        (folder / name).write_text(text)
    own = target == "django-corsac"
    settings = "settings" if own else "cors_settings"
    command: list[str | Path] = [python(), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command.append("cors_wsgi" if own else "wsgi")
    path = str(SOURCE)
    with serving(command, port, folder, PYTHONPATH=path, DJANGO_SETTINGS_MODULE=settings) as url:
        yield url
