"""A fix for Django, with django-cors-headers.

Its middleware stands first, so that whatever answers early (redirects, CSRF, authentication)
answers inside it. With cookies, Django's CSRF check must know the origin as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import MAX_AGE, SAFELISTED, Answer, listed

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "python"

# What the package allows by itself (corsheaders.defaults).
_METHODS = {*SAFELISTED, "DELETE", "OPTIONS", "PATCH", "PUT"}
_HEADERS = {
    "accept",
    "authorization",
    "content-type",
    "user-agent",
    "x-csrftoken",
    "x-requested-with",
}


def _lists(answer: Answer) -> list[str]:
    methods = [each for each in answer.methods if each not in _METHODS]
    headers = [each for each in answer.headers if each.lower() not in _HEADERS]
    lines: list[str] = []
    for names, setting, default in (
        (methods, "CORS_ALLOW_METHODS", "default_methods"),
        (headers, "CORS_ALLOW_HEADERS", "default_headers"),
    ):
        if names:
            more = listed(tuple(names))[1:-1]
            lines.append(f"from corsheaders.defaults import {default}")
            lines.append(f"{setting} = (*{default}, {more})")
    return lines


def snippet(remedy: Remedy) -> str:
    """Write what goes to the end of the settings module."""
    answer = Answer.of(remedy)
    origin = listed((answer.origin,))
    lines = [
        "# Once: pip install django-cors-headers. At the end of settings.py:",
        'INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]',
        "# First, and nowhere else in the list.",
        'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]',
        f"CORS_ALLOWED_ORIGINS = {origin}" if answer.varies else "CORS_ALLOW_ALL_ORIGINS = True",
    ]
    lines += _lists(answer) if answer.preflight else []
    lines += [f"CORS_PREFLIGHT_MAX_AGE = {MAX_AGE}"] if answer.preflight else []
    if answer.credentials:
        lines += ["CORS_ALLOW_CREDENTIALS = True", f"CSRF_TRUSTED_ORIGINS = {origin}"]
    return "\n".join(lines)
