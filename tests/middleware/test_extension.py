"""What an extension is: named with its application or before, once on each."""

from __future__ import annotations

from typing import Any

import pytest

from corsac.middleware.extension import Extension
from corsac.middleware.views import marked
from corsac.policy import PolicyError, RunningPolicy
from tests.middleware.ask import APP
from tests.middleware.story import POLICY


class Site:
    """An application with extensions."""

    def __init__(self) -> None:
        self.extensions: dict[str, Any] = {}


class OnSite(Extension[Site]):
    """An extension that only notes where it was put."""

    def put_around(self, app: Site) -> None:
        """Note it."""
        app.extensions["around"] = self.source


def test_it_is_put_on_an_application_once() -> None:
    site = Site()
    extension = OnSite(site, POLICY)
    assert site.extensions == {"corsac": extension, "around": extension.source}
    with pytest.raises(RuntimeError, match="already"):
        OnSite(site, POLICY)


def test_the_application_may_be_named_later() -> None:
    site, extension = Site(), OnSite(allow_origins=[APP])
    extension.init_app(site)
    assert site.extensions["corsac"] is extension


def test_an_unsafe_policy_does_not_start() -> None:
    with pytest.raises(PolicyError):
        OnSite(allow_origins="*", allow_credentials=True)


def test_a_view_has_its_policy_and_methods_are_told_apart_from_then_on() -> None:
    extension = OnSite(policy=POLICY)
    assert not extension.has_views

    @extension.view(allow_origins="*")
    def view() -> None: ...

    assert marked(view)
    assert extension.has_views
    assert isinstance(extension.source, RunningPolicy)
    grant = extension.source.enforcer.preflight(APP, "PUT", None)
    assert dict(grant.lines)["Access-Control-Allow-Methods"] == "PUT"
