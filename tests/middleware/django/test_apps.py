"""The application of Django's that registers the checks."""

from __future__ import annotations

from typing import cast

from django.apps import apps
from django.core.checks.registry import registry

from corsac.middleware.django.checks import check
from tests.middleware.django.site import LAYER


def test_the_application_registers_the_checks() -> None:
    assert apps.get_app_config("corsac").name == LAYER.removesuffix(".CORS")
    assert check in {cast("object", each) for each in registry.get_checks()}
