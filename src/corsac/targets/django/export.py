"""A policy for Django: with django-cors-headers, or with corsac's own middleware.

The package's middleware stands first, so that whatever answers early (redirects, CSRF,
authentication) answers inside it. Its list of exact origins lets a path or a trailing slash pass,
its expressions are matched from the start alone: hence expressions with an end, for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer, listed
from corsac.targets.export import (
    APP_HEADERS,
    Export,
    ExportError,
    File,
    Notice,
    unread_methods,
)
from corsac.targets.expressions import expression
from corsac.targets.python import constructor, module
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.pattern import OriginPattern
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options


def package(policy: Policy, options: Options) -> Export:
    """Write the settings of django-cors-headers.

    Raises:
        ExportError: The policy gives back what was asked for, which the package can't.
    """
    answer = Answer.of_policy(policy)
    if answer.echoes_method or answer.echoes_headers:
        raise ExportError(
            "wildcard-with-credentials",
            Text("django-cors-headers has fixed lists, and with credentials * is no wildcard"),
            Text("name the methods and headers, or export django-corsac"),
        )
    lines = _settings(answer)
    title = f"# {about('Django', answer)}"
    if options.full:
        base = module(options, "settings")
        head = [
            title,
            f"from {base} import *  # noqa: F403",
            f"from {base} import INSTALLED_APPS, MIDDLEWARE",
        ]
        text = "\n".join([*head, "", *lines, ""])
        file = File("cors_settings.py", text, "python")
        start = f"DJANGO_SETTINGS_MODULE=cors_settings gunicorn --bind {options.listen} wsgi"
    else:
        text = "\n".join([title, "# At the end of settings.py.", *lines, ""])
        file, start = File("cors_settings.py", text, "python"), ""
    return Export(
        (file,),
        install=("pip install django-cors-headers" + " gunicorn" * options.full,),
        start=(start,) if start else (),
        warnings=(*_warnings(answer), *unread_methods(answer, "gunicorn")),
    )


def own(policy: Policy, options: Options) -> Export:
    """Write corsac's own middleware around the application that servers load."""
    lines = [
        "from corsac.middleware.wsgi import CORS",
        f"from corsac.policy import Policy{', Route' if policy.routes else ''}",
        "",
        *constructor(policy),
    ]
    answer = Answer.of_policy(policy)
    title = f"# {about('Django', answer)}"
    if options.full:
        loaded = f"from {module(options, 'wsgi')} import application as django"
        text = "\n".join([title, loaded, *lines, "application = CORS(django, policy)", ""])
        name, start = "cors_wsgi.py", f"gunicorn --bind {options.listen} cors_wsgi"
    else:
        place = "# At the end of wsgi.py."
        text = "\n".join([title, place, *lines, "application = CORS(application, policy)", ""])
        name, start = "wsgi.py", ""
    return Export(
        (File(name, text, "python"),),
        install=("pip install corsac" + " django gunicorn" * options.full,),
        start=(start,) if start else (),
        warnings=(*_csrf_warning(answer), *unread_methods(answer, "gunicorn")),
    )


def _settings(answer: Answer) -> list[str]:
    lines = [
        'INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]',
        "# First, so that what answers early answers inside it.",
        'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]',
    ]
    if answer.varies:
        patterns = [f'    r"^{expression(each)}\\Z",' for each in answer.origins]
        lines += ["CORS_ALLOWED_ORIGIN_REGEXES = [", *patterns, "]"]
    else:
        lines.append("CORS_ALLOW_ALL_ORIGINS = True")
    lines += [
        f"CORS_ALLOW_METHODS = {listed(answer.methods)}",
        f"CORS_ALLOW_HEADERS = {listed(answer.allowed_headers)}",
        f"CORS_EXPOSE_HEADERS = {listed(answer.expose)}",
        # 0 is the package's way of sending no header.
        f"CORS_PREFLIGHT_MAX_AGE = {answer.max_age or 0}",
    ]
    if answer.credentials:
        trusted = listed(tuple(each.text for each in answer.origins if _is_trustable(each)))
        lines += [
            "CORS_ALLOW_CREDENTIALS = True",
            "# Or the CSRF check refuses their POST, PUT, PATCH and DELETE.",
            f"CSRF_TRUSTED_ORIGINS = {trusted}",
            "# Where the page is of another site than this server, its cookies need these too:",
            '# SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "None"',
            "# SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True",
        ]
    return lines


def _is_trustable(pattern: OriginPattern) -> bool:
    """Tell whether Django's CSRF check can say a pattern: exact, or all subdomains."""
    return pattern.exact or (pattern.subdomains and not pattern.any_port)


def _csrf_warning(answer: Answer) -> tuple[Notice, ...]:
    if not answer.credentials:
        return ()
    text = Text(
        "Django's CSRF check does not know these origins: list them in CSRF_TRUSTED_ORIGINS, or "
        "POST, PUT, PATCH and DELETE get a 403"
    )
    return (Notice("csrf-origins", text),)


def _warnings(answer: Answer) -> tuple[Notice, ...]:
    """Say what the package answers otherwise than the policy does."""
    found = [APP_HEADERS]
    text = "the package answers every preflight with {status}, refused ones without the headers"
    found.append(Notice("preflight-status", Text.of(text, status=200)))
    text = (
        "it also answers OPTIONS with Access-Control-Request-Method and without Origin, and puts a "
        "preflight's lists on every OPTIONS"
    )
    found.append(Notice("options-taken", Text(text)))
    if not answer.varies:
        text = (
            "it sends the star to requests with Origin alone, and varies by it: caches share less"
        )
        found.append(Notice("star-needs-origin", Text(text)))
    if answer.max_age == 0:
        text = "it has no way to send Access-Control-Max-Age: 0; browsers take 5 seconds"
        found.append(Notice("max-age-zero", Text(text)))
    if answer.companions:
        text = "Timing-Allow-Origin and Cross-Origin-Resource-Policy are not sent by it"
        found.append(Notice("companions", Text(text)))
    if answer.credentials and not all(map(_is_trustable, answer.origins)):
        text = "Django's CSRF_TRUSTED_ORIGINS has no placeholders and no ports left open"
        found.append(Notice("csrf-patterns", Text(text)))
    return tuple(found)
