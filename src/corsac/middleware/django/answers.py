"""Django's requests and answers, as far as a policy needs them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from corsac.middleware.environs import request_of
from corsac.middleware.merge import UNTOUCHED_TEXT, merge_text
from corsac.middleware.views import marked

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from corsac.policy.decide import Request
    from corsac.policy.grant import Grant
    from corsac.policy.running import RunningPolicy

_NO_CONTENT: Final = 204


def read(request: HttpRequest) -> Request:
    """Give a request as the policy knows it; Django has decoded its path."""
    return replace(request_of(request.META), path=request.path)


def own_policy(request: HttpRequest) -> RunningPolicy | None:
    """Give the policy of the view that a request is for, if it has one.

    What was answered before a view was looked for, a preflight or a redirect that appends a
    slash, belongs to the view that it is about.
    """
    match = request.resolver_match
    if match is not None:
        return marked(match.func)
    paths = [request.path_info]
    if settings.APPEND_SLASH and not request.path_info.endswith("/"):
        paths.append(f"{request.path_info}/")
    for path in paths:
        try:
            return marked(resolve(path, getattr(request, "urlconf", None)).func)
        except Resolver404:
            continue
    return None


def preflight_answer(grant: Grant) -> HttpResponse:
    """Answer a preflight."""
    response = HttpResponse(status=grant.status, headers=dict(grant.text))
    if grant.status == _NO_CONTENT:
        del response.headers["Content-Type"]
    else:
        response.headers["Content-Length"] = "0"
    return response


def put(response: HttpResponseBase, grant: Grant) -> None:
    """Put a grant's header lines among an answer's, so that each stands there once."""
    headers = response.headers
    if UNTOUCHED_TEXT.issuperset(headers):
        for name, value in grant.text:
            headers[name] = value
        return
    lines = dict(merge_text([*headers.items()], grant))
    for name in [name for name in headers if name not in lines]:
        del headers[name]
    for name, value in lines.items():
        if headers.get(name) != value:
            headers[name] = value
