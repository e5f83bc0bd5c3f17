"""Static files of the development server, which pass no middleware, and the layer around them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from corsac.testing.wsgi import WsgiServer
from tests.middleware.ask import APP
from tests.middleware.django.site import FILES
from tests.middleware.story import ALLOW, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "frameworks.md"
BLOCK = re.compile(r"^```python\n(from django.contrib.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def files() -> Iterator[None]:
    """Have static files, as a new project does."""
    found = {
        "INSTALLED_APPS": ["django.contrib.staticfiles"],
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [str(FILES)],
        "DEBUG": True,
    }
    with override_settings(**found):
        yield


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Django's file is closed with its answer
def test_runserver_answers_for_static_files_without_any_middleware() -> None:
    sent = ask(WsgiServer(StaticFilesHandler(WSGIHandler())), "/static/a.css")
    assert (sent.status, ALLOW in sent.headers) == (200, False)


def test_the_layer_of_the_guide_stands_around_them() -> None:
    (code,) = re.findall(
        r"^```python\n(from django.contrib.*?)^```", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )
    scope: dict[str, Any] = {}
    exec(code, scope)  # noqa: S102 -- our own text
    for path in ("/static/a.css", "/items"):
        sent = ask(WsgiServer(scope["application"]), path)
        assert (sent.status, sent.headers.all(ALLOW)) == (200, (APP,))
