"""The middleware class, and the decorator for views."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from django.core.checks import ERROR
from django.core.exceptions import ImproperlyConfigured
from django.utils.deprecation import MiddlewareMixin

from corsac.middleware.django.answers import own_policy, preflight_answer, put, read
from corsac.middleware.django.checks import check, configured
from corsac.middleware.environs import preflight
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import parted, tenant, tenant_now, varied
from corsac.policy.answers import Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant

_LOG: Final = logging.getLogger("corsac")


class CORS(MiddlewareMixin):
    """Answers preflights and puts CORS headers on every answer: put it first in MIDDLEWARE.

    The policy is the setting CORSAC: see `corsac.middleware.django.checks.configured`.

    Raises:
        ImproperlyConfigured: A system check finds an error: then no server starts.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        super().__init__(get_response)
        self._inner = get_response
        messages = [each for each in check() if not each.is_silenced()]
        errors = [f"{each.msg}\n  = help: {each.hint}" for each in messages if each.level >= ERROR]
        if errors:
            raise ImproperlyConfigured("\n".join(errors))
        for each in messages:
            _LOG.warning("%s", each)
        self.source = configured()
        self.refusals = Refusals()
        self._running, self._provider = parted(self.source)
        if self._provider is not None and self._provider.is_async and not self.async_mode:
            raise ImproperlyConfigured("CORSAC: under WSGI the provider's load must not be async")

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401 -- an answer, or one to await
        """Serve one request."""
        if self.async_mode:
            return self.__acall__(request)
        provider = self._provider
        found = None if provider is None else tenant_now(provider, read(request))
        early = self._early(found, request)
        return early or self._late(found, request, self._inner(request))

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve one request of an asynchronous server."""
        provider = self._provider
        found = None if provider is None else await tenant(provider, read(request))
        early = self._early(found, request)
        return early or self._late(found, request, await self._inner(request))

    def _early(self, found: Enforcer | None, request: HttpRequest) -> HttpResponse | None:
        """Answer a preflight."""
        if request.method != "OPTIONS":
            return None
        enforcer = self._enforcer(found, request)
        grant = preflight(enforcer, request.META, request.path)
        grant = self._noted(enforcer, grant, request) if grant else None
        return preflight_answer(grant) if grant else None

    def _late(
        self, found: Enforcer | None, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Put the headers on the application's answer."""
        enforcer, origin = self._enforcer(found, request), request.META.get("HTTP_ORIGIN")
        grant = enforcer.actual(origin, request.path, request.method or "GET")
        if granted := self._noted(enforcer, grant, request):
            put(response, granted)
        return response

    def _enforcer(self, found: Enforcer | None, request: HttpRequest) -> Enforcer:
        """Give what decides: the view's own policy, the tenant's, the setting's."""
        own = own_policy(request)
        return own.enforcer if own else (found or self._running.enforcer)

    def _noted(self, enforcer: Enforcer, grant: Grant, request: HttpRequest) -> Grant | None:
        """Count and log a refusal; give what is to be sent, None where only reporting is."""
        if grant.reason is not None:
            origin = None if grant.status else request.META.get("HTTP_ORIGIN")
            host = request.META.get("HTTP_HOST")
            self.refusals.note(enforcer, grant.reason, read, request, origin, host)
        if enforcer.mode is Mode.REPORT_ONLY:
            return None
        return grant if self._provider is None else varied(grant, self._provider)
