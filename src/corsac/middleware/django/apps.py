"""What INSTALLED_APPS makes of `corsac.middleware.django`: the system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from corsac.middleware.django.checks import check


class Corsac(AppConfig):
    """Registers the checks; the middleware works without it, and runs them itself."""

    name = "corsac.middleware.django"
    label = "corsac"

    def ready(self) -> None:
        """Register the checks."""
        register(check, Tags.security)
