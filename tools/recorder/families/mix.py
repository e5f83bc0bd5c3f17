"""Everything at once: what the other families try one by one, combined by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_HEADERS: Final = (
    *(["X-Foo", "1"], ["X-Foo", "1"], ["x-bar", "2"], ["Content-Type", "application/json"]),
    *(["Content-Type", "text/plain"], ["Authorization", "Bearer t"], ["Range", "bytes=0-1"]),
    *(
        ["Range", "bytes=-1"],
        ["Accept", '"x"'],
        ["Accept", "application/json"],
        ["Accept", "a" * 129],
    ),
    *(
        ["Content-Language", "en"],
        ["Accept-Language", "de"],
        ["If-None-Match", '"a"'],
        ["Cookie", "x=1"],
    ),
    *(["Save-Data", "on"], ["X-Requested-With", "XMLHttpRequest"], ["DPR", "2"], ["X-Trace", "é"]),
)
_METHODS: Final = (
    *("POST", "POST", "PUT", "PUT", "DELETE", "DELETE", "GET", "PATCH", "patch", "HEAD", "QUERY"),
    *("put", "OPTIONS", "post"),
)
_BODIES: Final = (
    {"k": "text", "v": "x"},
    {"k": "text", "v": "x"},
    {"k": "usp", "v": "a=b"},
    {"k": "form", "v": [["a", "b"]]},
    {"k": "blob", "v": "x", "t": "application/json"},
    {"k": "blob", "v": "x"},
    {"k": "buf", "v": "x"},
)
_METHOD_LISTS: Final = (
    *("GET", "GET", "GET, POST, PUT, DELETE, PATCH", "*", "PUT,DELETE", "POST", "PUT", "", None),
    *("GET,,HEAD, PUT ", "patch", "PUT;DELETE", "QUERY, *", "put"),
)
_HEADER_LISTS: Final = (
    *("x-foo", "x-foo", "", "content-type", "*", "*, Authorization", None, "x-foo,,x-bar ", "@"),
    *(
        "content-type,authorization,x-foo,x-bar",
        "X-Foo, Range, Accept, Content-Type",
        "x-requested-with",
    ),
)
_EXPOSED: Final = ("*", "x-a,x-b", "", "*,x-a", "X-A, x-b", "x-a", None, None)
_AGES: Final = ("5", "0", "600", "-1", "abc", "86400", None, None)
_CREDENTIALS: Final = ("true", "true", "true", "TRUE", " true ", "false", None, None)
_KINDS: Final = ("sandbox", "sandbox", "sandbox", "worker", "blob", "srcdoc", "x", "data", "csp")


def _page(d: Draw) -> tuple[str | dict[str, str], str, str]:
    """The page, its top origin, and the origin its requests have."""
    origin = d.page()
    if d.chance(0.8):
        return origin, origin, origin
    kind = d.pick(_KINDS)
    if kind == "x":
        framed = f"{origin.partition(':')[0]}://b.test"
        return {"o": origin, "k": f"x-{framed}"}, origin, framed
    opaque = kind in ("sandbox", "data", "csp")
    return {"o": origin, "k": kind}, origin, "null" if opaque else origin


def _allowed(d: Draw, origin: str) -> str | None:
    return d.pick(
        (origin, origin, origin, origin, "*", "*", "null", None, "http://x.test", f"{origin}/")
    )


def _step(d: Draw, target: str) -> dict[str, Any]:
    step: dict[str, Any] = {"url": d.url(target), "method": d.pick(_METHODS)}
    headers = d.some(_HEADERS, 3)
    if headers and d.chance(0.8):
        step["headers"] = headers
    if step["method"].upper() not in ("GET", "HEAD") and d.chance(0.6):
        step["body"] = d.pick(_BODIES)
    if d.chance(0.2):
        step["api"] = "xhr"
        if d.chance(0.4):
            step["withCredentials"] = True
        if d.chance(0.15):
            step[d.pick(("upload", "uploadEvents"))] = 1
        return step
    if d.chance(0.75):
        step["credentials"] = d.pick(("include", "omit", "same-origin"))
    if d.chance(0.3):
        step["mode"] = d.pick(("cors", "no-cors", "same-origin"))
    if d.chance(0.13):
        step["redirect"] = d.pick(("error", "manual", "follow"))
    if d.chance(0.05):
        step["referrerPolicy"] = d.pick(("no-referrer", "same-origin", "origin", "unsafe-url"))
    return step


def _answers(d: Draw, origin: str, onward: str | None) -> dict[str, Any]:
    agreed = _allowed(d, origin)
    credentials = d.pick(_CREDENTIALS)
    pre = allowing(
        agreed if d.chance(0.85) else _allowed(d, origin),
        credentials if credentials is not None else False,
        methods=d.pick(_METHOD_LISTS),
        headers=d.pick(_HEADER_LISTS),
        age=d.pick(_AGES),
    )
    shown = allowing(agreed, credentials if credentials is not None else False)
    exposed = allowing(None, expose=d.pick(_EXPOSED))
    act = actual(
        [*shown, ["X-A", "1"], ["X-B", "2"], *exposed], d.pick((200, 200, 200, 200, 201, 404, 500))
    )
    if onward is not None:
        act["st"] = d.pick((307, 307, 308, 302, 301, 303))
        act["h"] = [*act["h"], ["Location", onward]]
    return {
        "pre": preflight(pre, d.pick((204, 204, 204, 200, 200, 299, 301, 401, 404, 500))),
        "act": act,
    }


def anything(d: Draw) -> Scenario:
    """One to three equal requests, up to two redirects, cookies."""
    page, top, origin = _page(d)
    target = d.other(top)
    hops = d.pick((0, 0, 0, 0, 1, 1, 2))
    places = [target, *(d.other(top) if d.chance(0.8) else top for _ in range(hops))]
    server = {
        str(hop): _answers(d, origin, d.url(places[hop + 1], str(hop + 1)) if hop < hops else None)
        for hop in range(hops + 1)
    }
    step = _step(d, target)
    steps = [step] * d.pick((1, 1, 1, 2, 3))
    if len(steps) > 1 and d.chance(0.4):
        steps = [step, *(_step(d, target) for _ in steps[1:])]
    jar: list[dict[str, Any]] = []
    if d.chance(0.3):
        host = target.partition("://")[2].partition(":")[0]
        for number in range(d.number(1, 3)):
            cookie: dict[str, Any] = {"host": host, "n": f"k{number}", "v": str(number)}
            same_site = d.pick((None, "Lax", "Strict", "None"))
            if same_site:
                cookie["ss"] = same_site
            if same_site == "None" or d.chance(0.3):
                cookie["sec"] = 1
            jar.append(cookie)
    return d.scenario(page, steps, server, ck=jar)
