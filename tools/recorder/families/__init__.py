"""Families of scenarios, each a function of a `Draw`; the catalogue is a list to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import (
    contexts,
    cookies,
    crossed,
    elements,
    mix,
    preflights,
    redirects,
    requests,
    responses,
    spaces,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .draw import Draw, Scenario

    Family = Callable[[Draw], Scenario]

CATALOGUE: Final[Mapping[str, tuple[int, Family]]] = {
    "methods": (30, preflights.methods),
    "acam": (30, preflights.allow_methods),
    "acah": (40, preflights.allow_headers),
    "wild": (15, preflights.wildcards),
    "pre-status": (15, preflights.statuses),
    "pre-act": (10, preflights.then_actual),
    "pre-misc": (6, preflights.asides),
    "maxage": (15, preflights.max_age),
    "maxage-t": (5, preflights.max_age_in_time),
    "pcache": (35, preflights.cached),
    "pcache-chg": (12, preflights.changing),
    "ctype": (30, requests.content_types),
    "reqhdr": (45, requests.safelist),
    "forbidden": (12, requests.forbidden),
    "nocors-hdr": (6, requests.no_cors_headers),
    "bodies": (20, requests.bodies),
    "upload": (10, requests.upload_listeners),
    "modes": (20, requests.modes),
    "refpol": (10, requests.referrer_policies),
    "cachemode": (10, requests.cache_modes),
    "keepalive": (8, requests.keepalive),
    "urlcred": (5, requests.url_credentials),
    "acao": (70, responses.allow_origin),
    "acac": (30, responses.allow_credentials),
    "expose": (25, responses.expose),
    "origins": (15, responses.origins),
    "status": (12, responses.statuses),
    "net": (8, responses.broken),
    "tao": (8, responses.timing),
    "corp": (15, responses.resource_policy),
    "orb": (6, responses.opaque_blocking),
    "sri": (6, responses.integrity),
    "redir": (45, redirects.chains),
    "redir-pre": (25, redirects.preflighted),
    "redir-code": (25, redirects.codes),
    "redir-mode": (12, redirects.modes),
    "redir-loc": (20, redirects.locations),
    "redir-limit": (2, redirects.limit),
    "redir-cache": (4, redirects.cached),
    "cookies": (25, cookies.sent),
    "cookies-x": (10, cookies.with_xhr),
    "cookies-redir": (10, cookies.redirected),
    "cookies-kind": (10, cookies.in_contexts),
    "setcookie": (20, cookies.stored),
    "kinds": (45, contexts.kinds),
    "schemes": (20, contexts.schemes),
    "sync": (8, contexts.synchronous),
    "coep": (20, contexts.embedder_policies),
    "csp": (6, contexts.content_policies),
    "elements": (50, elements.loading),
    "websocket": (12, elements.handshakes),
    "workers": (8, elements.worker_scripts),
    "mix": (330, mix.anything),
    "lines": (20, written.folded),
    "several": (15, written.several),
    "ages": (10, written.ages),
    "exposing": (10, written.exposing),
    "asking": (25, written.asking),
    "refusing": (15, written.refusing),
    "remembered": (12, written.remembered),
    "x-elements": (60, crossed.initiators),
    "x-requests": (60, crossed.requests),
    "x-redir": (20, crossed.abroad),
    "x-sri": (12, crossed.protected),
    "x-events": (10, crossed.streams),
    "x-cookies": (20, crossed.jars),
}
"""Family to its share of a run and its function."""

SPECIAL: Final[Mapping[str, tuple[int, Family]]] = {"lna": (1, spaces.requests)}
"""Families that only mean something under other settings: never drawn unless asked for."""
