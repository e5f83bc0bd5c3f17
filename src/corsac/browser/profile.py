"""A profile: where an engine leaves the standard, as a table, and how it words its console."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from corsac.browser.cookie_rules import STANDARD as STANDARD_COOKIES
from corsac.browser.cookie_rules import CookieRules, ThirdParty
from corsac.browser.exposed import standard_exposed
from corsac.browser.location import standard_location
from corsac.browser.max_age import standard_max_age
from corsac.browser.preflight_cache import EntryCache
from corsac.browser.response_lines import kept_lines
from corsac.core.request_headers import STANDARD, Safelist

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.preflight_cache import PreflightCache
    from corsac.browser.request import Api
    from corsac.browser.state import Request
    from corsac.core.headers import Headers


class Check(StrEnum):
    """The checks of a preflight's answer; engines run them in different orders."""

    REDIRECT = "redirect"
    CORS = "cors"
    STATUS = "status"
    METHODS_SYNTAX = "methods-syntax"
    HEADERS_SYNTAX = "headers-syntax"
    METHOD = "method"
    HEADERS = "headers"


class Announce(StrEnum):
    """When a preflight after redirects lists Authorization."""

    #: Only where it will be sent.
    IF_SENT = "if-sent"
    #: Also on later hops, but for the one that took it away.
    UNLESS_CROSSED = "unless-crossed"
    ALWAYS = "always"


class Streams(StrEnum):
    """What an engine does with a stream as a request's body."""

    SENT = "sent"
    #: What it is as a string, `[object ReadableStream]`.
    TEXT = "text"
    REFUSED = "refused"


class Refused(StrEnum):
    """What becomes of a cached response that the CORS check refused."""

    KEPT = "kept"
    #: What is there goes too; where fetch() asked.
    DROPPED = "dropped"
    #: What was there stays.
    UNSTORED = "unstored"


class Writer(Protocol):
    """An engine's console: a complaint in, its lines out, in the order of printing."""

    def __call__(self, complaint: Complaint) -> Sequence[str]:
        """Word a complaint."""
        ...


def first_uncovered(request: Request, uncovered: tuple[str, ...]) -> str:  # noqa: ARG001 -- a field's signature
    """Name the first uncovered header of the sorted list."""
    return uncovered[0]


def silent(complaint: Complaint) -> Sequence[str]:  # noqa: ARG001 -- a Writer's signature
    """Print nothing: the standard has no console."""
    return ()


def unwarned(request: Request) -> Sequence[str]:  # noqa: ARG001 -- a field's signature
    """Warn of nothing."""
    return ()


def never(request: Request) -> bool:  # noqa: ARG001 -- a field's signature
    """Say no of every request."""
    return False


def unmentioned(request: Request, url: str) -> Sequence[str]:  # noqa: ARG001 -- a field's signature
    """Say nothing of an upgrade."""
    return ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One engine at one version. The defaults are the letter of the standard.

    Each field is a switch of one deviation; its comment says what the standard has.
    """

    name: str
    label: str
    version: str
    console: Writer = silent
    #: The message of the TypeError that script gets (fetch: "a TypeError", unnamed).
    error: str = "TypeError: network error"

    # Request headers
    safelist: Safelist = STANDARD
    #: What becomes of a stream as body (standard: it is sent).
    streams: Streams = Streams.SENT
    #: XMLHttpRequest leaves out a Blob's type that is no MIME type (standard: it is set).
    drops_bad_blob_types: bool = False

    #: Of these headers, set more than once, only the last line is sent (standard: all).
    singletons: frozenset[str] = frozenset()

    # Preflight
    preflight_order: tuple[Check, ...] = (
        Check.CORS,
        Check.REDIRECT,
        Check.STATUS,
        Check.METHODS_SYNTAX,
        Check.HEADERS_SYNTAX,
        Check.METHOD,
        Check.HEADERS,
    )
    #: `Access-Control-Allow-Headers: *` covers Authorization (standard: never).
    wildcard_covers_authorization: bool = False
    #: What the console says where only that covered it.
    authorization_warning: Callable[[Request], Sequence[str]] = unwarned
    #: A request preflighted once is preflighted on every later hop (standard: each on its own).
    preflight_sticks: bool = False
    #: A redirect's preflight carries and checks the origin as if untainted (standard: `null`).
    preflight_untainted: bool = False
    #: With an upload listener, absent Allow-Methods allows the method (standard: yes).
    listener_implies_method: bool = True
    #: An upload listener forces a preflight although there is no body (standard: yes).
    listener_without_body: bool = True

    #: Which of several uncovered header names is reported (standard: unnamed).
    name_uncovered: Callable[[Request, tuple[str, ...]], str] = first_uncovered

    # Preflight cache
    #: What a preflight allows is stored before it is compared with the request (standard: after).
    stores_early: bool = False
    make_cache: Callable[[], PreflightCache] = EntryCache
    max_age: Callable[[Sequence[str]], float] = standard_max_age
    #: Access-Control-Max-Age is cut to so many seconds (standard: "imposed limit").
    max_age_cap: float = float("inf")
    #: Request cache modes that don't read the preflight cache (standard: none).
    uncached_modes: frozenset[str] = frozenset()
    #: Request headers with which fetch() doesn't read the preflight cache (standard: none).
    uncached_headers: frozenset[str] = frozenset()
    #: XMLHttpRequest doesn't read it with them either.
    uncached_xhr: bool = False
    #: Request cache modes that don't store into it either.
    unstored_modes: frozenset[str] = frozenset()
    caches_tainted: bool = True
    caches_opaque: bool = True

    # Redirects
    #: What only `redirects_keep_credentials` refuses XMLHttpRequest is refused after the next hop's
    #: preflight (standard: there is no such thing).
    refuses_kept_late: bool = False
    #: Redirects to http are preflighted before they count as mixed content (standard: after).
    preflights_mixed: bool = False
    #: Methods that a 301 or 302 turns into GET (standard: POST).
    found_rewrites: frozenset[str] = frozenset({"POST"})
    #: Methods that any redirect to another origin turns into GET (standard: none).
    cross_origin_rewrites: frozenset[str] = frozenset()
    #: Redirects to URLs with credentials fail in every mode (standard: only with CORS).
    refuses_redirect_credentials: bool = False
    #: Redirects must allow credentials if the first hop had any (standard: by the mode alone).
    redirects_keep_credentials: bool = False

    #: Preflights are needed by the headers that the request started with (standard: by what
    #: redirects have left).
    needs_first_headers: frozenset[Api] = frozenset()
    #: And they announce those, where one of these APIs asked (standard: what is left),
    announces_first_headers: frozenset[Api] = frozenset()
    #: but not those of a body that a redirect took away, where script set them itself.
    forgets_set_body_headers: bool = False
    #: Whether a preflight announces an Authorization that a redirect took away.
    announces_authorization: Announce = Announce.IF_SENT
    #: A redirect from the page's own origin to a URL with credentials is refused after its
    #: preflight (standard: before).
    refuses_credentials_late: bool = False

    #: Authorization that a redirect to another origin took away goes along again on later hops
    #: within an origin (standard: never).
    authorization_returns: bool = False
    #: A redirect to a URL with credentials is refused before `redirect: "error"` is looked at
    #: (standard: after).
    credentials_before_mode: bool = False
    #: A redirect of a no-cors request to another origin makes its Origin `null` (standard: one
    #: that starts at another origin than the page's).
    no_cors_crossing_taints: bool = False

    #: What a redirect's Location lines say (standard: all of them as one value).
    location: Callable[[Sequence[str]], str | None] = standard_location

    # Local Network Access
    #: It is enforced (local-network-access: yes).
    local_network: bool = True
    #: What the console says where it waives mixed content.
    mixed_content_warning: Callable[[Request], Sequence[str]] = unwarned

    # Upgrades
    #: What the console says where http content of an https page is asked for by https.
    upgrade_warning: Callable[[Request, str], Sequence[str]] = unmentioned
    #: A URL that was upgraded before it was first sent keeps its http in `Response.url`
    #: (standard: no).
    shows_first_url: bool = False
    #: An upgrade is a redirect from the URL that script named (standard: no).
    upgrade_redirects: bool = False

    # Elements
    #: Elements whose request is no-cors without `crossorigin`, beyond the standard's.
    no_cors_elements: frozenset[Api] = frozenset()
    #: Elements whose http content an https page may have (mixed-content: none).
    passive_elements: frozenset[Api] = frozenset()
    #: How often a film that can't be played is asked for (standard: once).
    media_attempts: int = 1
    #: Workers, by type, whose script may have any type that a classic script may (standard: none).
    lax_workers: frozenset[str] = frozenset()
    #: A text track's status must be a success (standard: yes).
    track_needs_ok: bool = True
    #: An EventSource must not name another charset than UTF-8 (standard: it may).
    event_stream_utf8: bool = False
    #: Integrity metadata without a usable hash keeps elements from responses that they may not
    #: read (standard: yes, as any other).
    unusable_integrity_holds: bool = True
    #: What a stylesheet may be, as nobody forbids to guess (standard: text/css, or nothing).
    style_types: frozenset[str] = frozenset({"text/css", ""})
    #: A stylesheet's Content-Type may be there and empty (standard: yes).
    style_type_empty: bool = True
    #: navigator.sendBeacon() refuses more than 64 KiB (standard: yes).
    beacon_limited: bool = True
    #: 206 without a Range is blocked for an image without CORS (standard: no).
    blocks_partial_images: bool = False

    # Origin header
    #: Initiators that say their origin to their own server too (standard: none).
    origin_always: frozenset[Api] = frozenset()
    #: navigator.sendBeacon() of a page with an opaque origin names its URL's (standard: `null`).
    beacon_names_url: bool = False
    #: So do these elements with `crossorigin` (standard: none).
    crossorigin_always: frozenset[Api] = frozenset()
    #: Referrer policy may turn the Origin of a non-cors request to `null` (standard: yes).
    origin_follows_referrer_policy: bool = True

    #: An Origin once sent is sent on, a GET after POST included, until a redirect leaves the
    #: hop's own origin (standard: no).
    origin_sticks: bool = False

    # Mixed content
    #: http://127.0.0.1 and localhost are no mixed content on an https page (standard: yes).
    loopback_is_trustworthy: bool = True

    # Cross-Origin-Resource-Policy
    #: Under require-corp an invalid value lets through (standard: as if absent).
    invalid_corp_allows: bool = False
    #: `same-site` lets an http page read an https response (standard: no).
    corp_ignores_scheme: bool = False

    # Cookies
    cookies: CookieRules = STANDARD_COOKIES
    #: What a user's blocking of third-party cookies does.
    third_party_blocked: ThirdParty = ThirdParty.BLOCK

    #: COEP: credentialless keeps cookies from no-cors requests (standard: yes).
    credentialless: bool = True
    #: A server need not choose among a WebSocket's subprotocols (rfc6455: it need not).
    subprotocol_optional: bool = True
    #: A WebSocket's handshake follows redirects, its Origin staying (standard: no).
    websocket_follows: bool = False

    # Responses
    #: The names that Access-Control-Expose-Headers lists (standard: none if one is malformed).
    exposed: Callable[[Sequence[str]], frozenset[str]] = standard_exposed
    #: The same for XMLHttpRequest, where that reads it otherwise (standard: it doesn't).
    exposed_to_xhr: Callable[[Sequence[str]], frozenset[str]] | None = None
    #: How lines of one name are merged (standard: all are kept, and combined for script).
    lines: Callable[[Headers], Headers] = kept_lines
    #: A preflight's body must arrive whole (standard: only its head matters).
    preflight_needs_body: bool = False
    #: A first chunk that is malformed spoils head and all (rfc9112: the body is incomplete).
    needs_good_chunks: bool = False
    #: Allow-Origin in several lines of the usual spelling fails, empty ones counted; otherwise
    #: empty ones are dropped (standard: all are joined).
    counts_allow_origin: bool = False
    #: `data:` responses have a Content-Length (standard: no).
    data_has_length: bool = False
    #: XMLHttpRequest shows those with `Content-Type` alone, so spelt (standard: lower-case).
    data_spells_type: bool = False
    #: `about:blank` without CORS is answered (standard: yes).
    answers_about_blank: bool = True
    #: Request headers go out as UTF-8 (standard: a byte for a code point).
    sends_utf8: bool = False
    #: A folded line keeps its blanks, and a value a stray CR; a name with a NUL spoils its line
    #: only (rfc9112#section-5.2: one blank; rfc9110#section-5.5: rejected).
    keeps_folds: bool = False
    #: `cache: "only-if-cached"` asks the server for what isn't there (standard: it fails).
    only_if_cached_asks: bool = False
    #: Requests that pass the HTTP cache by (standard: none but those that say so).
    skips_http_cache: Callable[[Request], bool] = never
    #: What becomes of the HTTP cache's entry where the CORS check refused a response.
    refused_stored: Refused = Refused.KEPT
    #: What varies in another way is asked for with its ETag (rfc9111#section-4.1: may).
    vary_revalidates: bool = True
    #: A redirect that says nothing of its age is kept (rfc9111#section-4.2.2: may).
    caches_redirects: bool = True
    #: A 302 or 307 with a max-age is kept (rfc9111#section-3: may).
    caches_found: bool = True
    #: It keeps apart what came without credentials (rfc9111: no).
    caches_by_credentials: bool = False
    #: What a GET brought answers a HEAD (rfc9111#section-4: may).
    cache_answers_heads: bool = False
    #: Script sees header values as libsoup repaired them (standard: as they were sent).
    shows: Callable[[str], str] = str
    #: A body whose chunks are malformed ends there, and is whole (rfc9112: it is incomplete).
    reads_bad_chunks: bool = False
    #: Methods whose answer without a status line is HTTP/0.9: all body (rfc9112: none).
    reads_http09: frozenset[str] = frozenset()

    #: Statuses after which a request is sent once more (standard: 421).
    repeated_statuses: frozenset[int] = frozenset({421})
    #: The same, but for preflights: their connections are their own, and new (standard: none).
    repeated_if_reused: frozenset[int] = frozenset()
    #: Content-Type of both answers is joined then (standard: the first is gone).
    repeated_joins_types: bool = False
    #: Statuses that end a request as if the connection had broken (standard: none).
    fatal_statuses: frozenset[int] = frozenset()

    #: `Name : value` in a response is a header (rfc9112#section-5.1: must be rejected).
    space_before_colon: bool = False

    #: How often a GET, HEAD or OPTIONS whose connection was closed is sent again, as seen most
    #: often (rfc9112#section-9.3.1: may, unnamed); and any other request.
    retries: int = 0
    retries_unsafe: int = 0

    notes: tuple[tuple[str, str], ...] = field(default=())
