"""From what was typed to what a page asks for: options that don't fit together are refused."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.browser.request import Api, Body, BodyKind, PageRequest
from corsac.cli.address import page_at, page_from, target_url
from corsac.cli.header_options import read_fields
from corsac.cli.mistake import Mistake
from corsac.cli.payload import Data, Payload, read_payload
from corsac.core.findings import Text

if TYPE_CHECKING:
    from corsac.browser.request import Page
    from corsac.cli.check_options import Asked
    from corsac.cli.header_options import Fields
    from corsac.cli.payload import ReadFile

_TAKEN_OVER = "The Origin header was taken as --origin: browsers ignore one that script sets."
_OVERRULED = "Browsers ignore an Origin header that script sets, and corsac did too."
_BASIC = "-u is an Authorization header that the page sets, which needs a preflight."


@dataclass(frozen=True, slots=True)
class Question:
    """A request, the page that makes it, and what was made of the options, for the report."""

    request: PageRequest
    page: Page
    notes: tuple[Text, ...] = ()


def question(asked: Asked, read: ReadFile) -> Question:
    """Make the request that the options describe.

    Args:
        asked: The options.
        read: Reads the files that they name.

    Raises:
        Mistake: an option is malformed, or some exclude each other.
    """
    fields = read_fields(header_lines(asked.headers, read))
    page, notes = _page(asked, fields)
    url = target_url(asked.url or "", page)
    _refuse_contradictions(asked, websocket=url.lower().startswith(("ws:", "wss:")))
    payload = read_payload(
        Data(
            asked.data,
            asked.data_raw,
            asked.data_binary,
            asked.data_urlencode,
            asked.json,
            asked.form,
        ),
        read,
    )
    if asked.as_query and payload:
        url, payload = _with_query(url, payload.body.data), None
    if asked.user:
        notes = (*notes, Text(_BASIC))
    request = PageRequest(
        url=url,
        api=_api(asked, url),
        method=_method(asked, payload),
        headers=_headers(asked, fields, payload),
        body=_body(asked, fields, payload),
        mode=asked.mode,
        credentials=asked.credentials,
        redirect=asked.redirect,
        cache=asked.cache,
        referrer_policy=asked.referrer_policy,
        keepalive=asked.keepalive,
        with_credentials=asked.with_credentials,
        upload_listener=asked.upload_listener,
    )
    return Question(request, page, (*notes, *fields.notes))


def header_lines(values: tuple[str, ...], read: ReadFile) -> list[str]:
    """Give the header lines that `-H` names, those of `@file` among them."""
    lines: list[str] = []
    for value in values:
        if value.startswith("@"):
            lines += [line for line in read(value[1:]).decode("latin-1").splitlines() if line]
        else:
            lines.append(value)
    return lines


def _page(asked: Asked, fields: Fields) -> tuple[Page, tuple[Text, ...]]:
    if asked.origin is not None and asked.page is not None:
        page = page_at(asked.page)
        if page_from(asked.origin).origin != page.origin:
            raise Mistake("--origin and --page name two origins", mend="--page alone is enough")
    elif asked.page is not None:
        page = page_at(asked.page)
    elif asked.origin is not None:
        page = page_from(asked.origin)
    elif fields.origin is not None:
        return page_from(fields.origin), (Text(_TAKEN_OVER),)
    else:
        raise Mistake(
            "which page asks? CORS depends on its origin",
            mend="add --origin https://app.example (what the address bar shows, without the "
            "path), or --page with the whole address",
        )
    return page, ((Text(_OVERRULED),) if fields.origin is not None else ())


def _refuse_contradictions(asked: Asked, *, websocket: bool) -> None:
    """Refuse what no page can do.

    Raises:
        Mistake: with what to do instead.
    """
    fetch_only: dict[str, object] = {
        "--mode": asked.mode,
        "--credentials": asked.credentials,
        "--redirect": asked.redirect,
        "--cache": asked.cache,
        "--referrer-policy": asked.referrer_policy,
        "--keepalive": asked.keepalive,
        "--stream": asked.stream,
    }
    xhr_only: dict[str, object] = {
        "--with-credentials": asked.with_credentials,
        "--upload-listener": asked.upload_listener,
    }
    body: dict[str, object] = {
        "-d": asked.data,
        "--data-raw": asked.data_raw,
        "--data-binary": asked.data_binary,
        "--data-urlencode": asked.data_urlencode,
        "--json": asked.json,
        "-F": asked.form,
    }
    http: dict[str, object] = {
        "-X": asked.method,
        "-H": asked.headers,
        "-u": asked.user,
        "-I": asked.head,
        "-G": asked.as_query,
        "--xhr": asked.xhr,
    }
    if websocket:
        _refuse(
            body | http | fetch_only | xhr_only,
            "{options}: a page can't choose this for a WebSocket",
            "new WebSocket(url) takes the URL alone; cookies of its host always go along",
        )
    if asked.xhr:
        _refuse(
            fetch_only,
            "{options}: XMLHttpRequest has no such setting",
            "--with-credentials sends cookies; leave --xhr out to use fetch()",
        )
    else:
        _refuse(
            xhr_only,
            "{options}: this belongs to XMLHttpRequest",
            "add --xhr, or use --credentials include with fetch()",
        )
    if asked.stream and not any(body.values()):
        raise Mistake("--stream: there is no body to be streamed", mend="add -d DATA")
    if asked.as_query and (asked.json or asked.form):
        raise Mistake("-G: a query takes -d and its kin, not --json or -F")


def _refuse(options: dict[str, object], message: str, mend: str) -> None:
    given = [name for name, value in options.items() if value]
    if given:
        raise Mistake(message, mend=mend, options=", ".join(given))


def _api(asked: Asked, url: str) -> Api:
    if url.lower().startswith(("ws:", "wss:")):
        return Api.WEBSOCKET
    return Api.XHR if asked.xhr else Api.FETCH


def _method(asked: Asked, payload: Payload | None) -> str | None:
    """Give the method: what was typed, else what curl implies."""
    if asked.method is not None:
        return asked.method
    if asked.head:
        if payload:
            raise Mistake("-I: HEAD has no body", mend="-G puts -d's data into the query")
        return "HEAD"
    return "POST" if payload else None


def _headers(asked: Asked, fields: Fields, payload: Payload | None) -> tuple[tuple[str, str], ...]:
    """Give the headers that the page sets: its own win over those that a data option brings."""
    headers = list(fields.headers)
    own = {name.lower() for name, _ in headers} | fields.removed
    implied = list(payload.headers) if payload else []
    if asked.user is not None:
        if ":" not in asked.user:
            raise Mistake("-u: a password belongs to it", mend="write -u user:password")
        credentials = base64.b64encode(asked.user.encode()).decode("ascii")
        implied.append(("Authorization", f"Basic {credentials}"))
    return (*headers, *(line for line in implied if line[0].lower() not in own))


def _body(asked: Asked, fields: Fields, payload: Payload | None) -> Body | None:
    if payload is None:
        return None
    if asked.stream:
        return replace(payload.body, kind=BodyKind.STREAM)
    if "content-type" in fields.removed:
        # A string always has a type; bytes have none.
        return replace(payload.body, kind=BodyKind.BUFFER)
    return payload.body


def _with_query(url: str, data: bytes) -> str:
    """Put `-G`'s data into a URL, before its fragment."""
    address, hash_sign, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{data.decode('utf-8', 'replace')}{hash_sign}{fragment}"
