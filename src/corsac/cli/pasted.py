"""`corsac check` with a pasted request: what its line says becomes the options that it stands for.

A copied line holds what the browser sent, not what script set: what browsers add by themselves is
taken out again, or it would seem to need a preflight.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from corsac.browser.request import Api, Body, BodyKind
from corsac.cli.mistake import Mistake
from corsac.core.fields import is_token
from corsac.core.findings import Text
from corsac.core.request_headers import is_forbidden
from corsac.evidence.har import is_har
from corsac.evidence.pasted import EvidenceError, Form, Pasted
from corsac.evidence.reading import is_request, read_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.browser.request import PageRequest
    from corsac.cli.check_options import Asked
    from corsac.cli.payload import ReadFile
    from corsac.cli.recorded import Recorded

#: Headers that a browser's network layer adds though script could set them; lower case.
_BROWSERS_OWN: Final = frozenset(
    "priority purpose save-data upgrade-insecure-requests user-agent x-client-data".split()
)
#: HTTP/2's pseudo-headers, as older browsers copy them, with the colon or without.
_PSEUDO: Final = frozenset("authority method path scheme :authority :method :path :scheme".split())
_CACHE: Final = frozenset({"cache-control", "pragma"})
_ASKED_METHOD: Final = "access-control-request-method"
_ASKED_HEADERS: Final = "access-control-request-headers"
#: `Sec-Fetch-Dest` → what makes such a request; fetch() and XMLHttpRequest say `empty`.
_INITIATORS: Final = {
    "audio": Api.AUDIO,
    "font": Api.FONT,
    "image": Api.IMG,
    "script": Api.SCRIPT,
    "style": Api.STYLE,
    "track": Api.TRACK,
    "video": Api.VIDEO,
}
_MODES: Final = frozenset({"cors", "no-cors", "same-origin"})
_SECURE: Final = ("https:", "wss:")
_KNOWN_TYPES: Final = {"content-type": "application/json", "range": "bytes=0-1,3-4"}

_LEFT_OUT: Final = (
    "The browser adds these headers by itself, so they were not taken for the page's: {names}."
)
_DEV_TOOLS_CACHE: Final = (
    "Cache-Control and Pragma: no-cache were left out: DevTools adds both while its cache is "
    "disabled. If the page sets them, give them with -H."
)
_COOKIES: Final = (
    "The browser sent the line's cookies, so they count as SameSite=None; Secure here, and the "
    "request as made with credentials."
)
_NO_COOKIES: Final = (
    "The line has no cookie, which tells nothing of the credentials mode: add --credentials "
    "include if the page asks with credentials."
)
_PREFLIGHT: Final = (
    "The line is a preflight: the request that it announced is asked for, {method}, with made-up "
    "values for its headers."
)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What a paste became: options, and what no option says."""

    asked: Asked
    notes: tuple[Text, ...] = ()
    body: Body | None = None
    integrity: str | None = None
    api: Api | None = None
    crossorigin: str | None = None
    recorded: Recorded | None = None

    def finish(self, request: PageRequest) -> PageRequest:
        """Give the request what no option says."""
        if self.body is not None:
            request = replace(request, body=self.body)
        if self.integrity is not None:
            request = replace(request, integrity=self.integrity)
        if self.api is None:
            return request
        return replace(
            request, api=self.api, crossorigin=self.crossorigin, method=None, headers=(), body=None
        )


@dataclass(slots=True)
class _Sorted:
    """The header lines of a paste, by whose they are."""

    page: list[str] = field(default_factory=list[str])
    browser: dict[str, str] = field(default_factory=dict[str, str])
    left_out: list[str] = field(default_factory=list[str])
    notes: list[Text] = field(default_factory=list[Text])


def unfold(asked: Asked, read: ReadFile) -> Unfolded:
    """Read the paste in place of the URL; what was typed beside it wins.

    Args:
        asked: The options; the URL may be a paste, `@file` or `-`.
        read: Reads files.

    Raises:
        Mistake: it can't be read.
    """
    if asked.har is not None:
        return _from_recording(asked, read(asked.har).decode("utf-8-sig", "replace"), asked.url)
    text = asked.url or ""
    if text == "-" or text.startswith("@"):
        text = read(text if text == "-" else text[1:]).decode("utf-8-sig", "replace")
        if is_har(text):
            return _from_recording(asked, text, None)
        if not is_request(text) and len(text.split()) == 1:
            return Unfolded(replace(asked, url=text.strip()))
    elif not is_request(text):
        return Unfolded(asked)
    try:
        pasted = read_request(text)
    except EvidenceError as error:
        from corsac.render.redact import message

        raise Mistake(error.text, message(error.place), mend=error.advice) from error
    return _merged(asked, pasted)


def _from_recording(asked: Asked, text: str, url: str | None) -> Unfolded:
    """Take a request of a HAR file in place of the URL."""
    from corsac.cli.recorded import choose

    return recorded_request(asked, choose(text, url))


def recorded_request(asked: Asked, recorded: Recorded) -> Unfolded:
    """Take a recorded request as if its line had been pasted."""
    made = _merged(asked, recorded.entry.pasted())
    return replace(made, notes=(*recorded.notes, *made.notes), recorded=recorded)


def _merged(asked: Asked, pasted: Pasted) -> Unfolded:
    found = _sort(pasted)
    own = found.browser
    preflight = _ASKED_METHOD in own
    method = own[_ASKED_METHOD] if preflight else pasted.method
    if preflight:
        found.notes.append(Text.of(_PREFLIGHT, method=method))
        found.page += _announced(own.get(_ASKED_HEADERS, ""))
    cookies = tuple(filter(None, (*pasted.cookies, own.get("cookie", ""))))
    origin, page = _origin(asked, pasted, own)
    credentials = _credentials(asked, pasted, found, cookies)
    dest = _INITIATORS.get(own.get("sec-fetch-dest", ""))
    mode = own.get("sec-fetch-mode", "")
    merged = replace(
        asked,
        url=pasted.url,
        method=asked.method or method,
        headers=(*found.page, *asked.headers),
        data=(*pasted.data, *asked.data),
        data_raw=(*pasted.data_raw, *asked.data_raw),
        data_binary=(*pasted.data_binary, *asked.data_binary),
        data_urlencode=(*pasted.data_urlencode, *asked.data_urlencode),
        json=(*pasted.json, *asked.json),
        form=(*pasted.form_fields, *asked.form),
        as_query=asked.as_query or pasted.as_query,
        head=asked.head or pasted.head,
        user=asked.user or pasted.user,
        cookies=(*(_sent(each, pasted.url) for each in cookies), *asked.cookies),
        origin=origin,
        page=page,
        insecure=asked.insecure or pasted.insecure,
        resolve=(*pasted.resolve, *asked.resolve),
        cacert=asked.cacert or pasted.cacert,
        keepalive=asked.keepalive or pasted.keepalive,
        mode=None if asked.xhr else asked.mode or pasted.mode or _mode(mode, dest),
        redirect=asked.redirect or pasted.redirect,
        cache=asked.cache or pasted.cache,
        referrer_policy=asked.referrer_policy or pasted.referrer_policy,
        credentials=None if asked.xhr or dest else credentials,
        with_credentials=asked.with_credentials or (asked.xhr and credentials == "include"),
    )
    body = None
    if pasted.body is not None:
        body = Body(BodyKind(pasted.body_kind), pasted.body.encode("utf-8", "replace"))
    credentialed = "use-credentials" if cookies else "anonymous"
    return Unfolded(
        merged,
        tuple(found.notes),
        body,
        pasted.integrity,
        dest,
        credentialed if dest and mode == "cors" else None,
    )


def _mode(mode: str, dest: Api | None) -> str | None:
    return mode if mode in _MODES and dest is None else None


def _sort(pasted: Pasted) -> _Sorted:
    """Tell the page's headers from those of the browser."""
    found = _Sorted()
    pairs = [(line, *_split(line)) for line in pasted.headers]
    values = {name: value for _, name, value in pairs}
    no_cache = values.get("cache-control") == values.get("pragma") == "no-cache"
    if values.get("sec-fetch-mode") == "navigate":
        raise Mistake(
            "this is a navigation: the browser shows its answer, and CORS has no part in it",
            mend="copy the request that fetch() or XMLHttpRequest made",
        )
    for line, name, value in pairs:
        if name in _PSEUDO or (no_cache and name in _CACHE):
            continue
        if is_token(name) and is_forbidden(name, value):
            found.browser[name] = value
        elif name in _BROWSERS_OWN:
            found.left_out.append(line.partition(":")[0])
        elif name != "accept-language":
            found.page.append(line)  # what is no header is refused later, as any -H is
    if found.left_out:
        found.notes.append(Text.of(_LEFT_OUT, names=", ".join(found.left_out)))
    if no_cache:
        found.notes.append(Text(_DEV_TOOLS_CACHE))
    return found


def _split(line: str) -> tuple[str, str]:
    start = 1 if line.startswith(":") else 0
    name, _, value = line[start:].partition(":")
    return (":" * start + name.strip().rstrip(";")).lower(), value.strip()


def _announced(names: str) -> list[str]:
    """Make up the headers that a preflight announced."""
    listed = [name.strip() for name in names.split(",") if is_token(name.strip())]
    return [f"{name}: {_KNOWN_TYPES.get(name.lower(), '1')}" for name in listed]


def _sent(cookie: str, url: str) -> str:
    """Write a cookie that a browser sent, as `-b` takes it."""
    pairs = "; ".join(each.strip() for each in cookie.split(";") if "=" in each)
    return f"{pairs}; SameSite=None; Secure" if url.lower().startswith(_SECURE) else pairs


def _origin(asked: Asked, pasted: Pasted, own: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Give `--origin` and `--page`: as typed, else as the line's Origin and Referer say."""
    if asked.origin is not None or asked.page is not None:
        return asked.origin, asked.page
    referrer = own.get("referer") or pasted.referrer or ""
    page = referrer if referrer.startswith(("http://", "https://")) else None
    origin = own.get("origin")
    if origin is not None and page is not None and not f"{page}/".startswith(f"{origin}/"):
        page = None  # a redirect or a sandbox came between: the Origin was on the wire
    return (None if page else origin), page


def _credentials(
    asked: Asked, pasted: Pasted, found: _Sorted, cookies: tuple[str, ...]
) -> str | None:
    """Give the credentials mode: as typed or pasted, else what a cookie proves."""
    if cookies:
        found.notes.append(Text(_COOKIES))
    given = asked.credentials or pasted.credentials
    if given is not None:
        return given
    if cookies:
        return "include"
    if pasted.form is not Form.FETCH and not asked.with_credentials:
        found.notes.append(Text(_NO_COOKIES))
    return None
