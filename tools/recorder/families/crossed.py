"""Everything with everything: initiators, pages, redirects, cookies and policies, by chance."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from .contexts import PIXEL
from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Pairs, Scenario

_LOADED: Final = {
    "img": ("image/png", PIXEL),
    "script": ("text/javascript", "1"),
    "module": ("text/javascript", "1"),
    "import": ("text/javascript", "1"),
    "style": ("text/css", "a{}"),
    "font": ("font/woff2", "x"),
    "video": ("video/mp4", "x"),
    "audio": ("audio/mpeg", "x"),
    "track": ("text/vtt", "WEBVTT\n\n"),
    "eventsource": ("text/event-stream", "data: x\n\n"),
    "beacon": ("text/plain", ""),
}
_OPAQUE: Final = frozenset({"sandbox", "sandbox-srcdoc", "data", "csp", "worker-data"})
_KINDS: Final = (
    *("top",) * 4,
    *("sandbox", "sandbox-so", "sandbox-srcdoc", "srcdoc", "data", "blob", "csp", "coep", "x"),
    *("coep-credentialless", "coop-coep"),
)
_WORKERS: Final = ("worker", "worker-module", "worker-blob", "worker-data")
_WITH_ATTRIBUTE: Final = frozenset({"img", "script", "module", "style", "video", "audio", "track"})
_TYPES: Final = (
    *("text/plain", "text/html", "application/json", "application/octet-stream", "text/javascript"),
    *("text/css", "image/png", "text/javascript; charset=utf-8", "TEXT/JAVASCRIPT", "x", "", None),
    *("text/event-stream;charset=utf-8", "text/event-stream; x=y", "application/xml", "text/csv"),
)
_POLICIES: Final = (
    "same-origin",
    "same-site",
    "cross-origin",
    "bogus",
    "",
    "Same-Origin",
    "cross-origin ",
)
_CREDENTIALS: Final[tuple[bool | str, ...]] = (True, True, False, "TRUE")
_JAR: Final[tuple[dict[str, Any], ...]] = (
    {"n": "d", "v": "1"},
    {"n": "l", "v": "1", "ss": "Lax"},
    {"n": "s", "v": "1", "ss": "Strict"},
    {"n": "ns", "v": "1", "ss": "None", "sec": 1},
    {"n": "sec", "v": "1", "sec": 1},
)
_REFERRERS: Final = ("no-referrer", "origin", "same-origin", "unsafe-url", "strict-origin")


def _framed(d: Draw, kinds: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """A page of one of the kinds, and the origin that its requests have."""
    kind = d.pick(kinds)
    origin = "https://a.test" if kind.startswith("co") else d.page()
    if kind == "x":
        inner = d.pick(("b.test", "c.test", "sub.a.test", "a.test"))
        framed = f"{origin.partition(':')[0]}://{inner}"
        return {"o": origin, "k": f"x-{framed}"}, framed
    return {"o": origin, "k": kind}, "null" if kind in _OPAQUE else origin


def _target(d: Draw, page: str) -> str:
    choices = (d.partner(page), d.partner(page), d.other(page), page)
    secure = page.startswith("https") and d.chance(0.04)
    return "http://b.test" if secure else d.pick(choices)


def _jar(d: Draw, origins: list[str]) -> list[dict[str, Any]]:
    if d.chance(0.6):
        return []
    hosts = dict.fromkeys(each.partition("://")[2].partition(":")[0] for each in origins)
    return [{"host": host, **cookie} for host in hosts for cookie in d.some(_JAR, 4)]


def _passing(d: Draw, origin: str, page: str) -> Pairs:
    allowed = d.pick((origin, origin, origin, "*", "*", "null", None, "http://x.test", page))
    headers = allowing(allowed, d.pick(_CREDENTIALS))
    if d.chance(0.2):
        headers.append(["Cross-Origin-Resource-Policy", d.pick(_POLICIES)])
    return headers


def _route(d: Draw, target: str, page: str, last: dict[str, Any], hop: Any) -> dict[str, Any]:  # noqa: ANN401 - a function that draws headers
    """The servers' answers on the way to `last`, with redirects or without."""
    pre = preflight(
        allowing(
            d.pick(("*", page, "null")),
            d.chance(0.6),
            methods="PUT, DELETE",
            headers="x-foo, content-type",
        )
    )
    server: dict[str, Any] = {}
    hops = d.pick((0, 0, 0, 1, 1, 2))
    for number in range(hops):
        scheme = target.partition(":")[0]
        onward = f"{scheme}://{d.pick(('a.test', 'b.test', 'c.test', 'sub.a.test'))}"
        if d.chance(0.1):
            onward = d.pick(("https://b.test", "http://b.test", f"{scheme}://u:p@b.test"))
        location = d.url(onward, str(number + 1))
        act = moved(location, hop(), d.pick((301, 302, 303, 307, 308)))
        server[str(number)] = {"pre": pre, "act": act}
    server[str(hops)] = {"pre": pre, "act": last}
    return server


def initiators(d: Draw) -> Scenario:
    """Elements and other initiators in pages of all kinds."""
    page, origin = _framed(d, _KINDS)
    api = d.pick(tuple(_LOADED))
    target = _target(d, page["o"])
    step: dict[str, Any] = {"api": api, "url": d.url(target), "tmo": 4000}
    if api in _WITH_ATTRIBUTE and d.chance(0.5):
        step["co"] = d.pick(("anonymous", "use-credentials", "use-credentials", ""))
    if api == "eventsource":
        step["withCredentials"] = d.pick((0, 1))
    if api == "beacon":
        step["body"] = d.pick(
            (
                {"k": "text", "v": "x"},
                {"k": "blob", "v": "x", "t": "application/json"},
                {"k": "usp", "v": "a=b"},
            )
        )
    if api in _WITH_ATTRIBUTE and d.chance(0.1):
        step["referrerPolicy"] = d.pick(_REFERRERS)
    kind, body = _LOADED[api]
    stated: Pairs = [["Content-Type", kind]]
    if d.chance(0.2):
        other = d.pick(_TYPES)
        stated = [] if other is None else [["Content-Type", other]]
        if d.chance(0.5):
            stated.append(["X-Content-Type-Options", "nosniff"])
    headers = [*stated, ["Cache-Control", "no-store"], *_passing(d, origin, page["o"])]
    last = {"st": d.pick((200,) * 8 + (404, 500, 204, 206)), "h": headers, "b": body}
    server = _route(d, target, page["o"], last, lambda: _passing(d, origin, page["o"]))
    return d.scenario(page, [step], server, ck=_jar(d, [target]))


def _asked(d: Draw, step: dict[str, Any], kind: str) -> None:
    """Make a step one of XMLHttpRequest or fetch(), with what either may say."""
    if d.chance(0.35):
        step["api"] = "xhr"
        step["withCredentials"] = d.chance(0.5)
        if d.chance(0.15) and kind in {"top", "worker"}:
            step["sync"] = 1
        elif d.chance(0.15):
            step["uploadEvents"] = 1
    else:
        step["credentials"] = d.pick(("include", "omit", "same-origin"))
        if d.chance(0.3):
            step["mode"] = d.pick(("no-cors", "same-origin"))
        if d.chance(0.15):
            step["redirect"] = d.pick(("manual", "error"))
        if d.chance(0.1):
            step["referrerPolicy"] = d.pick(_REFERRERS)
        if d.chance(0.1):
            step["keepalive"] = True
        if d.chance(0.1):
            step["cache"] = d.pick(("no-store", "reload", "no-cache"))


def requests(d: Draw) -> Scenario:
    """fetch() and XMLHttpRequest in pages of all kinds, redirected, with cookies."""
    page, origin = _framed(d, (*_KINDS, *_WORKERS))
    target = _target(d, page["o"])
    step: dict[str, Any] = {
        "url": d.url(target),
        "method": d.pick(("GET", "GET", "POST", "PUT", "DELETE", "HEAD")),
    }
    if d.chance(0.3):
        step["headers"] = [
            d.pick(
                (
                    ["X-Foo", "1"],
                    ["Content-Type", "application/json"],
                    ["Authorization", "x"],
                    ["Accept", '"'],
                )
            )
        ]
    if step["method"] in {"POST", "PUT"} and d.chance(0.5):
        step["body"] = {"k": "text", "v": "x"}
    _asked(d, step, page["k"])
    last = actual(
        [*_passing(d, origin, page["o"]), ["X-A", "1"]], d.pick((200,) * 6 + (404, 204, 401))
    )
    server = _route(d, target, page["o"], last, lambda: _passing(d, origin, page["o"]))
    steps = [step] if d.chance(0.8) else [step, step]
    return d.scenario(page, steps, server, ck=_jar(d, [target, page["o"]]))


def abroad(d: Draw) -> Scenario:
    """Redirects that change the scheme, name credentials, or lead out of http altogether."""
    page = d.plain_page()
    first = d.pick((page, d.partner(page), d.other(page)))
    targets = (
        *(
            "http://b.test",
            "https://b.test",
            "http://a.test",
            "https://a.test",
            "https://u:p@b.test",
        ),
        *("http://u@a.test", "http://127.77.0.1:8001", "https://b.test:8441", "http://b.test:81"),
        *("https://nx.invalid", "http://b.test:22"),
    )
    location = d.url(d.pick(targets), "1", d.pick(("", "", "?q", "#f", "?a=b#f")))
    if d.chance(0.15):
        location = d.pick(
            (
                "data:text/plain,x",
                "data:,",
                "ftp://b.test/",
                "foo:bar",
                "ws://b.test/",
                "about:srcdoc",
                "blob:null/x",
            )
        )
    headers = allowing(d.pick((page, page, "*", "null")), d.chance(0.6))
    final = allowing(d.pick((page, "*", "null", "null")), d.chance(0.6))
    if d.chance(0.3):
        headers.append(["Referrer-Policy", d.pick(_REFERRERS)])
    if d.chance(0.3):
        headers.append(["Set-Cookie", f"r=1; Path=/{d.identity}/; SameSite=None; Secure"])
    pre = preflight(allowing(d.pick(("*", page)), d.chance(0.5), methods="PUT", headers="*"))
    server = {
        "0": {"pre": pre, "act": moved(location, headers, d.pick((301, 302, 303, 307, 308)))},
        "1": {"pre": pre, "act": actual(final)},
    }
    tail = d.pick(("", "", "#top", "?q#top"))
    step: dict[str, Any] = {"url": d.url(first, "0", tail), "tmo": 3000}
    step["method"] = d.pick(("GET", "GET", "POST", "PUT"))
    step["credentials"] = d.pick(("include", "omit", "same-origin"))
    if d.chance(0.2):
        step["mode"] = "no-cors" if step["method"] != "PUT" else "same-origin"
    if d.chance(0.2):
        step["headers"] = [d.pick((["Authorization", "x"], ["X-Foo", "1"]))]
    steps = [d.api(step, 0.3)]
    return d.scenario(page, steps, server, ck=_jar(d, [first, "http://b.test"]))


def protected(d: Draw) -> Scenario:
    """Metadata of integrity, and keepalive, on requests that are redirected or cross origins."""
    page = d.plain_page()
    target = d.pick((page, d.partner(page), d.partner(page)))
    body = d.pick(("1", "2", ""))
    good = base64.b64encode(hashlib.sha384(b"1").digest()).decode()
    weak = base64.b64encode(hashlib.sha256(b"1").digest()).decode()
    wrong = "A" * 43 + "="
    value = d.pick(
        (
            *(f"sha384-{good}", f"sha256-{weak}", f"sha256-{wrong}", f"sha384-{good}?x", "sha256-"),
            *(f"sha256-{wrong} sha384-{good}", f"sha384-{wrong} sha256-{weak}", f"SHA256-{weak}"),
            *(
                f" sha256-{weak} ",
                f"sha256-{weak.rstrip('=')}",
                f"sha256-{wrong}\tsha256-{weak}",
                "sha1-x",
            ),
        )
    )
    step: dict[str, Any] = {"url": d.url(target)}
    kinds = {"script": "text/javascript", "module": "text/javascript", "style": "text/css"}
    api = d.pick(("fetch", "fetch", *kinds))
    if api == "fetch":
        step["mode"] = d.pick(("cors", "cors", "no-cors"))
        if d.chance(0.4):
            step["keepalive"] = True
        if d.chance(0.3):
            step["credentials"] = d.pick(("include", "omit"))
    else:
        step["api"] = api
        if d.chance(0.7):
            step["co"] = d.pick(("anonymous", "use-credentials"))
    step["integrity"] = value
    headers = allowing(d.pick(("*", page, None)), d.chance(0.5))
    content = body if api != "style" else f"/*{body}*/"
    last = {
        "st": d.pick((200, 200, 200, 404)),
        "h": [["Content-Type", kinds.get(api, "text/plain")], *headers],
        "b": content,
    }
    server = _route(
        d, target, page, last, lambda: allowing(d.pick(("*", page, "null")), d.chance(0.5))
    )
    return d.scenario(page, [step], server)


def streams(d: Draw) -> Scenario:
    """EventSource: what opens it, what ends it, what is tried again."""
    kind = d.pick(("top", "top", "top", "sandbox", "srcdoc", "x", "blob"))
    page, origin = _framed(d, (kind,))
    target = _target(d, page["o"])
    kinds = (
        *("text/event-stream",) * 4,
        *("text/event-stream; charset=utf-8", "text/event-stream;charset=x", "TEXT/EVENT-STREAM"),
        *("text/plain", "", "text/event-stream, text/plain"),
    )
    allowed = d.pick((origin, origin, "*", None, "null"))
    headers: Pairs = [
        ["Content-Type", d.pick(kinds)],
        *allowing(allowed, d.pick((True, True, False))),
    ]
    act = {
        "st": d.pick((200,) * 5 + (204, 205, 206, 301, 404, 500, 503)),
        "h": headers,
        "b": d.pick(("data: x\n\n", "", "retry: 1\n\n")),
    }
    step = {
        "api": "eventsource",
        "url": d.url(target),
        "withCredentials": d.pick((0, 1)),
        "tmo": 4000,
    }
    server = _route(
        d, target, page["o"], act, lambda: allowing(d.pick((origin, "*")), d.chance(0.6))
    )
    return d.scenario(page, [step], server, ck=_jar(d, [target]))


_ATTRIBUTES: Final = (
    "; SameSite=None",
    "; SameSite=Lax",
    "; SameSite=Strict",
    "; SameSite=",
    "; SameSite=x",
    "",
)
_DOMAINS: Final = (
    "",
    "",
    "",
    "; Domain={h}",
    "; Domain=.{h}",
    "; Domain={p}",
    "; Domain=x.test",
    "; Domain=",
)
_ENDS: Final = (
    "",
    "",
    "",
    "; Max-Age=60",
    "; Max-Age=0",
    "; Max-Age=-1",
    "; Max-Age=x",
    "; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "; HttpOnly",
)


def jars(d: Draw) -> Scenario:
    """Set-Cookie with every attribute, from pages and frames of all kinds, and what comes back."""
    kind = d.pick(("top", "top", "top", "x", "sandbox", "srcdoc", "worker", "blob"))
    page, origin = _framed(d, (kind,))
    target = d.pick((d.partner(page["o"]), d.other(page["o"]), page["o"]))
    host = target.partition("://")[2].partition(":")[0]
    parent = host.partition(".")[2] if host.count(".") > 1 else host
    names = ("c", "c", "__Secure-c", "__secure-c", "__Http-c", "")
    lines: Pairs = []
    for number in range(d.pick((1, 1, 2))):
        line = f"{d.pick(names)}{number}={number}; Path=/{d.identity}/"
        line += (
            d.pick(_ATTRIBUTES)
            + d.pick(("", "; Secure", "; Secure"))
            + d.pick(("", "", "; Partitioned"))
        )
        line += d.pick(_DOMAINS).format(h=host, p=parent) + d.pick(_ENDS)
        lines.append(["Set-Cookie", line])
    passing = allowing(origin, "true")
    setting = actual([*(passing if d.chance(0.8) else []), *lines])
    step: dict[str, Any] = {
        "url": d.url(target),
        "credentials": d.pick(("include", "include", "same-origin")),
    }
    later: dict[str, Any] = {"url": d.url(target), "credentials": "include"}
    if d.chance(0.3):
        step["mode"] = "no-cors"
    if d.chance(0.3):
        later["url"] = d.url(
            d.pick((target, target.replace("http://", "https://").partition(":80")[0]))
        )
    server = {"0": {"pre": None, "act": [setting, actual(passing)]}}
    return d.scenario(page, [d.api(step, 0.2), d.api(later, 0.2)], server, ck=_jar(d, [target]))
