"""The exports for Django, on Django under gunicorn: around an application that answers as told."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import Address, Export, ExportError, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, RICH, STRANGER, ask, differences, policy, variants
from tests.targets.frameworks import python
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator

SOURCE = Path(__file__).resolve().parents[3] / "src"
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
TARGETS = ("django", "django-corsac")


def written(target: str, options: Options, file: str = RICH) -> Export:
    return export(BY_NAME[target], policy(file), options)


@contextlib.contextmanager
def django(folder: Path, target: str, file: str = RICH) -> Generator[tuple[str, Export]]:
    """Run Django with what is exported, as it is."""
    interpreter = python()
    port = free_port()
    made = written(target, Options(full=True, listen=Address("127.0.0.1", port)), file)
    (layer,) = made.files
    (folder / layer.name).write_text(layer.text)
    for name, text in (("settings.py", SETTINGS), ("urls.py", URLS), ("wsgi.py", WSGI)):
        (folder / name).write_text(text)
    served = "cors_wsgi" if target == "django-corsac" else "wsgi"
    settings = "settings" if target == "django-corsac" else "cors_settings"
    command: list[str | Path] = [
        interpreter,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        served,
    ]
    with serving(
        command, port, folder, PYTHONPATH=str(SOURCE), DJANGO_SETTINGS_MODULE=settings
    ) as url:
        yield url, made


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "django" and file.startswith("every-"):
        with pytest.raises(ExportError, match="no wildcard"):
            written(target, Options(), file)
        return
    with django(tmp_path, target, file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_of_django_itself_are_readable(target: str, tmp_path: Path) -> None:
    with django(tmp_path, target) as (url, _):
        for method, path, status in (
            ("GET", "/missing/", 404),
            ("GET", "/known", 301),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known/", 405),
            ("GET", "/broken/", 500),
            ("HEAD", "/known/", 200),
            ("OPTIONS", "/known/", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        preflight = {"Access_Control_Request_Method": "PUT"}
        for path in ("/missing/", "/known", "/private/"):
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight))


def test_what_the_package_does_otherwise_is_said() -> None:
    found = [each.code for each in written("django", Options()).warnings]
    assert found == ["app-headers", "preflight-status", "options-taken"]
    assert [each.code for each in written("django-corsac", Options()).warnings] == ["csrf-origins"]


def test_a_pattern_that_the_csrf_check_can_not_say_is_a_warning() -> None:
    preview = Policy(allow_origins=["https://pr-{digits}.example.net"], allow_credentials=True)
    made = export(BY_NAME["django"], preview.changed(max_age=0), Options())
    assert {"csrf-patterns", "max-age-zero"} <= {each.code for each in made.warnings}


def test_a_wildcard_with_credentials_is_refused() -> None:
    every = policy(RICH).changed(allow_headers="*")
    with pytest.raises(ExportError, match="no wildcard"):
        export(BY_NAME["django"], every, Options())


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "# At the end of " in pasted.text
