"""What Django's settings say, and what of it can't work: for `manage.py check` and at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's own name

from corsac.middleware.source import source_of
from corsac.policy.mistakes import PolicyError
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.middleware.source import Source
    from corsac.policy.policy import Policy, PolicyFields
    from corsac.policy.provider import PolicyProvider

SETTING: Final = "CORSAC"
_MIDDLEWARE: Final = "corsac.middleware.django.CORS"
_CSRF: Final = "django.middleware.csrf.CsrfViewMiddleware"
_OTHER: Final = "corsheaders.middleware.CorsMiddleware"
_EXAMPLE: Final = '{"allow_origins": ["https://app.example"]}'


def configured() -> RunningPolicy | PolicyProvider:
    """Make of the setting what answers requests.

    The setting is a dict of the policy's fields, with `mode` if it likes; or a `Policy`, a
    `RunningPolicy`, a `PolicyProvider`.

    Raises:
        PolicyError: The fields make no policy.
        TypeError: The setting is missing, or is none of these.
        ValueError: There is no such mode.
    """
    given = cast("Source | PolicyFields | None", getattr(settings, SETTING, None))
    if given is None:
        raise TypeError(f"there is no setting {SETTING}: write {SETTING} = {_EXAMPLE}")
    if not isinstance(given, dict):
        return source_of(given, None, {})
    fields = dict(cast("dict[str, Any]", given))
    mode = fields.pop("mode", None)
    return source_of(None, mode, cast("PolicyFields", fields))


def check(**_options: object) -> list[CheckMessage]:
    """Check the settings, as Django's system checks do."""
    try:
        source = configured()
    except PolicyError as error:
        return [
            Error(
                f"{SETTING}: {mistake.field}: {mistake.value} {mistake.reason}",
                hint=str(mistake.mend),
                id=f"corsac.{mistake.code}",
            )
            for mistake in error.mistakes
        ]
    except (TypeError, ValueError) as error:
        return [Error(f"{SETTING}: {error}", id="corsac.E001")]
    policy = source.policy if isinstance(source, RunningPolicy) else None
    return [*_order(), *_leftovers(), *(_csrf(policy) if policy else ())]


def _order() -> Iterator[CheckMessage]:
    """Whatever stands before it answers without the headers: redirects, refusals, errors."""
    listed = list(settings.MIDDLEWARE)
    if _MIDDLEWARE in listed and listed.index(_MIDDLEWARE):
        before = ", ".join(listed[: listed.index(_MIDDLEWARE)])
        hint = f"put {_MIDDLEWARE} first in MIDDLEWARE"
        yield Warning(f"answers of {before} have no CORS headers", hint=hint, id="corsac.W001")


def _leftovers() -> Iterator[CheckMessage]:
    if _OTHER in settings.MIDDLEWARE:
        hint = f"take {_OTHER} out of MIDDLEWARE"
        yield Warning("two middlewares answer for CORS", hint=hint, id="corsac.W002")
        return
    names = sorted(name for name in dir(settings) if name.startswith("CORS_"))
    if names:
        hint = f"say in {SETTING} what they said, and delete them"
        yield Warning(f"nothing reads {', '.join(names)}", hint=hint, id="corsac.W003")


def _csrf(policy: Policy) -> Iterator[CheckMessage]:
    """Django refuses a form of another origin by itself, though CORS allows it."""
    if _CSRF not in settings.MIDDLEWARE:
        return
    parts = (policy, *(route.policy for route in policy.routes))
    origins = {origin for part in parts if part.allow_credentials for origin in part.allow_origins}
    missing = sorted(origin for origin in origins if not _is_trusted(origin))
    if missing:
        yield Warning(
            f"CSRF_TRUSTED_ORIGINS lacks {', '.join(missing)}: what they send with cookies other"
            " than by GET and HEAD gets a 403 of CsrfViewMiddleware",
            hint="add them to CSRF_TRUSTED_ORIGINS; or silence this, if the views are exempt",
            id="corsac.W004",
        )


def _is_trusted(origin: str) -> bool:
    """Tell whether Django would take an origin, or a pattern as it has them: https://*.b.c."""
    for trusted in settings.CSRF_TRUSTED_ORIGINS:
        scheme, star, domain = trusted.partition("://*")
        if origin == trusted or (
            star and origin.startswith(f"{scheme}://") and origin.endswith(domain)
        ):
            return True
    return False
