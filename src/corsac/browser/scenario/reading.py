"""Reading scenarios: JSON objects into pages, requests, cookies and a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlencode

from corsac.browser.cookie_rules import SameSite
from corsac.browser.request import Api, Body, BodyKind, Page, PageRequest
from corsac.browser.scenario.fields import Fields, ScenarioError
from corsac.browser.scenario.script import Script, read_script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    T = TypeVar("T", bound=StrEnum)

__all__ = ["Scenario", "ScenarioError", "StepRequest", "StoredCookie", "read_scenario"]


@dataclass(frozen=True, slots=True)
class StepRequest:
    """One step: what the page asks for, and what is looked at afterwards. `wait` is in seconds."""

    request: PageRequest
    wait: float = 0.0
    get_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredCookie:
    """A cookie that is in the jar beforehand."""

    host: str
    name: str
    value: str
    same_site: SameSite
    secure: bool
    domain: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A page, its requests one after another, and the servers' script."""

    id: str
    page: Page
    steps: tuple[StepRequest, ...]
    cookies: tuple[StoredCookie, ...]
    script: Script


def read_scenario(line: Mapping[str, object]) -> Scenario:
    """Read one scenario.

    Raises:
        ScenarioError: A key is missing or holds something else than it should.
    """
    fields = Fields(line)
    id_ = fields.text("id")
    page = fields.object("page")
    origin, kind = page.text("o"), page.optional("k") or "top"
    wait = fields.number("wait") / 1000
    if "steps" not in line:
        raise ScenarioError("steps: missing")
    return Scenario(
        id_,
        _page(origin, kind),
        tuple(
            _step(step, wait if index else 0.0)
            for index, step in enumerate(fields.objects("steps"))
        ),
        tuple(_cookie(cookie, id_) for cookie in fields.objects("ck")),
        read_script(fields),
    )


#: A body may be so many times its text, and no more.
_MAX_REPEAT = 1_000_000
#: The recorder's documents: what a page of each kind has for its URL.
_DOCUMENTS = {
    "worker": "r.js#w",
    "worker-module": "r.js#w",
    "sandbox": "inner",
    "sandbox-so": "inner",
    "srcdoc": "srcdoc",
    "sandbox-srcdoc": "srcdoc",
    "blob": "",
    "data": "",
}


def _page(origin: str, kind: str) -> Page:
    """Give the page as the recorder's own servers serve it, below `/_p/`."""
    top_url = f"{origin}/_p/{kind}"
    if kind.startswith("x-"):
        return Page(origin, kind, f"{kind.removeprefix('x-')}/_p/inner", top_url)
    document = _DOCUMENTS.get(kind, kind)
    url = f"{origin}/_p/{document}" if document else f"{origin}/"
    return Page(origin, kind, url, top_url, _called(origin, kind))


def _called(origin: str, kind: str) -> str | None:
    """Give a page's URL where it isn't the server's; recordings have `*` for what is random."""
    if kind in {"blob", "worker-blob"}:
        return f"blob:{origin}/*"
    script = f'"{origin}/_p/r.js"'
    if kind == "worker-data":
        return f"data:text/javascript,importScripts({quote(script, safe='')})"
    if kind == "data":
        text = f'<!doctype html><meta charset="utf-8"><body><script src={script}></script>'
        return f"data:text/html,{quote(text, safe='!')}"
    return None


def _step(step: Fields, wait: float) -> StepRequest:
    request = PageRequest(
        url=step.text("url"),
        api=_member(Api, step, "api", Api.FETCH),
        method=step.optional("method"),
        headers=step.pairs("headers"),
        body=_body(step.object("body")) if step.values.get("body") is not None else None,
        mode=step.optional("mode"),
        credentials=step.optional("credentials"),
        redirect=step.optional("redirect"),
        cache=step.optional("cache"),
        referrer_policy=step.optional("referrerPolicy"),
        integrity=step.optional("integrity"),
        keepalive=step.flag("keepalive"),
        target_address_space=step.optional("targetAddressSpace"),
        with_credentials=step.flag("withCredentials"),
        upload_listener=step.flag("upload") or step.flag("uploadEvents"),
        sync=step.flag("sync"),
        crossorigin=step.optional("co"),
        worker_type=step.optional("type"),
        protocols=step.texts("protocols"),
    )
    return StepRequest(request, wait, step.texts("getHeaders"))


def _member(kind: type[T], fields: Fields, key: str, default: T) -> T:
    value = fields.optional(key)
    if value is None:
        return default
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise ScenarioError(f"{fields.at(key)}: {value!r} is none of {known}") from None


def _body(body: Fields) -> Body:
    kind = _member(BodyKind, body, "k", BodyKind.TEXT)
    value = body.values.get("v")
    if isinstance(value, list):
        data = urlencode(body.pairs("v"))
    elif value is None or isinstance(value, str | int | float):
        data = "" if value is None else str(value)
    else:
        raise ScenarioError(f"{body.at('v')}: expected a string, a number or pairs")
    repeated = data * max(1, min(int(body.number("rep")), _MAX_REPEAT))
    return Body(kind, repeated.encode("utf-8", "replace"), body.optional("t"))


def _cookie(cookie: Fields, id_: str) -> StoredCookie:
    return StoredCookie(
        host=cookie.text("host"),
        name=cookie.text("n"),
        value=cookie.text("v"),
        same_site=_member(SameSite, cookie, "ss", SameSite.DEFAULT),
        secure=cookie.flag("sec"),
        domain=cookie.optional("d"),
        path=f"/{id_}/",
    )
