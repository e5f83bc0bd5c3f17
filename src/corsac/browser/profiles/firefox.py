"""Firefox ESR 153, as recorded."""

from __future__ import annotations

from corsac.browser.console.firefox import firefox_authorization_warning, firefox_console
from corsac.browser.console.firefox_other import (
    firefox_mixed_content_warning,
    firefox_upgrade_warning,
)
from corsac.browser.cookie_rules import FIREFOX as COOKIES
from corsac.browser.cookie_rules import ThirdParty
from corsac.browser.exposed import firefox_exposed, standard_exposed
from corsac.browser.location import firefox_location
from corsac.browser.max_age import firefox_max_age
from corsac.browser.preflight_cache import MergingCache
from corsac.browser.profile import Announce, Check, Profile, Streams
from corsac.browser.request import Api
from corsac.browser.response_lines import firefox_lines
from corsac.browser.safelists import FIREFOX as SAFELIST

FIREFOX_153 = Profile(
    name="firefox@153",
    label="Firefox ESR 153",
    version="153",
    console=firefox_console,
    error="TypeError: NetworkError when attempting to fetch resource.",
    safelist=SAFELIST,
    streams=Streams.TEXT,
    singletons=frozenset({"authorization"}),
    preflight_order=(
        Check.CORS,
        Check.REDIRECT,
        Check.STATUS,
        Check.METHODS_SYNTAX,
        Check.METHOD,
        Check.HEADERS_SYNTAX,
        Check.HEADERS,
    ),
    wildcard_covers_authorization=True,
    preflight_sticks=True,
    preflight_untainted=True,
    listener_implies_method=False,
    authorization_warning=firefox_authorization_warning,
    announces_authorization=Announce.UNLESS_CROSSED,
    exposed=firefox_exposed,
    announces_first_headers=frozenset({Api.XHR}),
    lines=firefox_lines,
    data_has_length=True,
    local_network=False,
    invalid_corp_allows=True,
    reads_http09=frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"}),
    needs_first_headers=frozenset({Api.FETCH, Api.XHR}),
    location=firefox_location,
    make_cache=MergingCache,
    max_age=firefox_max_age,
    max_age_cap=86400.0,
    retries=9,
    retries_unsafe=1,
    authorization_returns=True,
    upgrade_warning=firefox_upgrade_warning,
    upgrade_redirects=True,
    mixed_content_warning=firefox_mixed_content_warning,
    style_type_empty=False,
    track_needs_ok=False,
    passive_elements=frozenset({Api.TRACK}),
    needs_good_chunks=True,
    forgets_set_body_headers=True,
    counts_allow_origin=True,
    caches_redirects=False,
    caches_found=False,
    blocks_partial_images=True,
    beacon_limited=False,
    repeated_joins_types=True,
    exposed_to_xhr=standard_exposed,
    data_spells_type=True,
    keeps_folds=True,
    caches_by_credentials=True,
    cookies=COOKIES,
    third_party_blocked=ThirdParty.PARTITION,
    uncached_modes=frozenset({"no-store", "reload"}),
    uncached_headers=frozenset(
        {"if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"}
    ),
)
"""What Firefox 153 does otherwise than the standard."""
