"""WebKitGTK 2.50 with libsoup, as recorded. Safari has another network stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.text import soup
from corsac.browser.console.webkit import webkit_console
from corsac.browser.console.webkit_names import webkit_uncovered
from corsac.browser.console.webkit_other import webkit_upgrade_warning
from corsac.browser.cookie_rules import WEBKIT as COOKIES
from corsac.browser.cookie_rules import ThirdParty
from corsac.browser.location import webkit_location
from corsac.browser.max_age import webkit_max_age
from corsac.browser.preflight_cache import WholeCache
from corsac.browser.profile import Announce, Check, Profile, Refused, Streams
from corsac.browser.request import Api
from corsac.browser.safelists import WEBKIT as SAFELIST

if TYPE_CHECKING:
    from corsac.browser.state import Request


def _make_cache() -> WholeCache:
    return WholeCache(wildcard_covers_authorization=True, wildcard_by_entry=False)


def _skips_http_cache(request: Request) -> bool:
    """Media elements do, XMLHttpRequest with an upload listener, and workers from `blob:`."""
    media = request.destination in {"audio", "video"}
    return media or request.use_preflight or request.client.kind == "worker-blob"


WEBKITGTK_2_50 = Profile(
    name="webkitgtk@2.50",
    label="WebKitGTK 2.50",
    version="2.50",
    console=webkit_console,
    error="TypeError: Load failed",
    safelist=SAFELIST,
    streams=Streams.REFUSED,
    preflight_order=(
        Check.STATUS,
        Check.CORS,
        Check.METHODS_SYNTAX,
        Check.HEADERS_SYNTAX,
        Check.METHOD,
        Check.HEADERS,
    ),
    wildcard_covers_authorization=True,
    preflight_sticks=True,
    announces_first_headers=frozenset({Api.FETCH, Api.XHR, Api.BEACON}),
    announces_authorization=Announce.ALWAYS,
    preflight_needs_body=True,
    media_attempts=2,
    credentialless=False,
    websocket_follows=True,
    reads_bad_chunks=True,
    crossorigin_always=frozenset(
        {
            Api.IMG,
            Api.SCRIPT,
            Api.MODULE,
            Api.IMPORT,
            Api.STYLE,
            Api.TRACK,
            Api.VIDEO,
            Api.AUDIO,
            Api.FONT,
        }
    ),
    local_network=False,
    no_cors_elements=frozenset({Api.FONT, Api.TRACK}),
    refuses_credentials_late=True,
    listener_implies_method=False,
    name_uncovered=webkit_uncovered,
    shows=soup,
    needs_first_headers=frozenset({Api.FETCH, Api.XHR, Api.BEACON}),
    drops_bad_blob_types=True,
    location=webkit_location,
    make_cache=_make_cache,
    stores_early=True,
    max_age=webkit_max_age,
    max_age_cap=600.0,
    upgrade_warning=webkit_upgrade_warning,
    origin_always=frozenset({Api.MODULE, Api.IMPORT}),
    refuses_kept_late=True,
    preflights_mixed=True,
    beacon_names_url=True,
    skips_http_cache=_skips_http_cache,
    refused_stored=Refused.UNSTORED,
    vary_revalidates=False,
    answers_about_blank=False,
    lax_workers=frozenset({"module"}),
    sends_utf8=True,
    only_if_cached_asks=True,
    cookies=COOKIES,
    third_party_blocked=ThirdParty.REFUSE,
    caches_tainted=False,
    cross_origin_rewrites=frozenset({"DELETE"}),
    redirects_keep_credentials=True,
    origin_sticks=True,
    loopback_is_trustworthy=False,
)
"""What WebKitGTK 2.50 does otherwise than the standard."""
