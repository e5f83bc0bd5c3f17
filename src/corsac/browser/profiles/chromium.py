"""Chromium 156, as recorded."""

from __future__ import annotations

from corsac.browser.console.chromium import (
    chromium_console,
    chromium_mixed_content_warning,
    chromium_upgrade_warning,
)
from corsac.browser.cookie_rules import CHROMIUM as COOKIES
from corsac.browser.location import chromium_location
from corsac.browser.max_age import chromium_max_age
from corsac.browser.preflight_cache import WholeCache
from corsac.browser.profile import Check, Profile, Refused
from corsac.browser.request import Api
from corsac.browser.safelists import CHROMIUM as SAFELIST

_BYPASSES = frozenset({"no-store", "reload", "no-cache"})
_CONDITIONS = frozenset(
    {"if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"}
)


def _make_cache() -> WholeCache:
    return WholeCache(wildcard_covers_authorization=False, wildcard_by_entry=True)


CHROMIUM_156 = Profile(
    name="chromium@156",
    label="Chromium 156",
    version="156",
    console=chromium_console,
    error="TypeError: Failed to fetch",
    safelist=SAFELIST,
    preflight_order=(
        Check.REDIRECT,
        Check.CORS,
        Check.STATUS,
        Check.METHODS_SYNTAX,
        Check.HEADERS_SYNTAX,
        Check.METHOD,
        Check.HEADERS,
    ),
    wildcard_covers_authorization=True,
    listener_implies_method=False,
    listener_without_body=False,
    make_cache=_make_cache,
    max_age=chromium_max_age,
    max_age_cap=7200.0,
    uncached_modes=_BYPASSES,
    uncached_headers=_CONDITIONS,
    uncached_xhr=True,
    unstored_modes=frozenset({"no-store"}),
    fatal_statuses=frozenset({407}),
    caches_tainted=False,
    caches_opaque=False,
    refuses_redirect_credentials=True,
    origin_always=frozenset({Api.FONT, Api.MODULE, Api.IMPORT}),
    crossorigin_always=frozenset({Api.IMG, Api.SCRIPT, Api.STYLE, Api.TRACK}),
    cookies=COOKIES,
    mixed_content_warning=chromium_mixed_content_warning,
    space_before_colon=True,
    subprotocol_optional=False,
    retries=1,
    retries_unsafe=1,
    reads_http09=frozenset({"GET", "OPTIONS"}),
    drops_bad_blob_types=True,
    location=chromium_location,
    origin_follows_referrer_policy=False,
    credentials_before_mode=True,
    no_cors_crossing_taints=True,
    upgrade_warning=chromium_upgrade_warning,
    shows_first_url=True,
    lax_workers=frozenset({"classic"}),
    event_stream_utf8=True,
    track_needs_ok=False,
    style_types=frozenset({"text/css", "text/plain", ""}),
    answers_about_blank=False,
    unusable_integrity_holds=False,
    repeated_if_reused=frozenset({408}),
    refused_stored=Refused.DROPPED,
    cache_answers_heads=True,
)
"""What Chromium 156 does otherwise than the standard."""
