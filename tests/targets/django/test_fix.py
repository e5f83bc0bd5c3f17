"""The fix for Django, on Django: around middleware that refuses preflights."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.django.fix import snippet
from tests.targets.frameworks import python
from tests.targets.real import (
    ORIGIN,
    PUBLIC,
    REMEDY,
    SIMPLE,
    STRANGER,
    assert_let_in,
    free_port,
    plain,
    put,
    serving,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

APP = """\
import sys
from wsgiref.simple_server import make_server

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

SECRET_KEY = "made-up"
ROOT_URLCONF = __name__
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = []
MIDDLEWARE = [f"{{__name__}}.refuse", "django.middleware.common.CommonMiddleware"]
{fix}


def refuse(get_response):
    def answer(request):
        refused = request.method == "OPTIONS"
        return HttpResponse(status=401) if refused else get_response(request)

    return answer


def items(request):
    return JsonResponse({{}})


def broken(request):
    raise RuntimeError("broken")


urlpatterns = [path("items", items), path("broken", broken)]

if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "app"
    make_server("127.0.0.1", {port}, get_wsgi_application()).serve_forever()
"""


@contextlib.contextmanager
def django(folder: Path, fix: str = "") -> Generator[str]:
    """Run an application with a fix in its place."""
    interpreter = python()
    port = free_port()
    script = folder / "app.py"
    script.write_text(APP.format(port=port, fix=fix))
    with serving([interpreter, script], port, folder) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with django(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with django(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with django(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_lists_are_only_written_where_the_defaults_lack_something() -> None:
    text = snippet(replace(REMEDY, methods=("PURGE",), headers=("content-type",)))
    assert 'CORS_ALLOW_METHODS = (*default_methods, "PURGE")' in text
    assert "CORS_ALLOW_HEADERS" not in text
    assert "MAX_AGE" not in snippet(SIMPLE)
    assert "CSRF" not in snippet(SIMPLE)
