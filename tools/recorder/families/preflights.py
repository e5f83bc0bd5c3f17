"""What a preflight allows, for how long, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

METHODS: Final = (
    *("GET", "get", "Get", "HEAD", "head", "POST", "post", "Post", "PUT", "put", "Put"),
    *("DELETE", "delete", "DeLeTe", "OPTIONS", "options", "PATCH", "patch", "Patch"),
    *("CHICKEN", "chicken", "PROPFIND", "M-SEARCH", "X_1", "x!#$%&'*+.^`|~", "QUERY", "query"),
    *("TRACE", "trace", "TRACK", "CONNECT", "connect", "GE T", "", "Gé", "null", "LINK", "PURGE"),
)
_METHOD_LISTS: Final = (
    *(
        "{m}",
        "*",
        "GET",
        "GET, HEAD, POST",
        "{m},DELETE",
        "DELETE, {m}",
        " {m} ",
        ",{m}",
        ",,{m},,",
    ),
    *(
        "{m};DELETE",
        '"{m}"',
        "*,{m}",
        "**",
        "{m}\tDELETE",
        "",
        " ",
        "{m}, @",
        "@",
        "{m}/1",
        "{m} *",
    ),
    *(
        "GET,HEAD,POST,PUT,PATCH,DELETE",
        "{l}",
        "{u}",
        "{m}, {m}",
        "{m}:",
        "{m}\t",
        "{m} , GET",
        "'*'",
    ),
)
_HEADER_LISTS: Final = (
    *(
        "{n}",
        "*",
        "{u}",
        "{n},x-other",
        "x-other , {n}",
        ",{n}",
        ",,{n},,",
        "{n};x-other",
        "{n} x-other",
    ),
    *(
        "*,Authorization",
        "Authorization,*",
        "**",
        "",
        " ",
        "@",
        "@,{n}",
        "{n}/",
        "{n},é",
        '"{n}"',
        "null",
    ),
    *(
        "x-other",
        " *",
        "* ",
        "{n}\t",
        "*, {n}",
        "{n}:",
        "{n},*",
        "content-type, {n}",
        "x-foo,x-bar",
    ),
)
_ASKED: Final = (
    *(["X-Foo", "1"], ["X-Bar", "2"], ["Authorization", "x"], ["Content-Type", "application/json"]),
    *(["X-Requested-With", "XMLHttpRequest"], ["authorization", "Bearer t"], ["x-FOO", "2"]),
)
_AGES: Final = (
    *("0", "1", "3", "5", "60", "600", "7200", "86400", "99999999", "4294967295", "4294967296"),
    *("9223372036854775807", "99999999999999999999", "abc", "600s", "600;", "600.5", "6e2", "0x10"),
    *(
        "-0",
        "-1",
        "-100",
        "+600",
        " 600 ",
        "0600",
        "600,600",
        "600, 5",
        "600 ,",
        "",
        " ",
        "é",
        '"600"',
    ),
)
_STATUSES: Final = (
    *(200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 400),
    *(401, 403, 404, 405, 407, 418, 429, 500, 501, 502, 503, 599, 600, 999),
)


def methods(d: Draw) -> Scenario:
    """Which methods need a preflight, and how their case is taken."""
    page, method = d.plain_page(), d.pick(METHODS)
    origin = page
    listed = d.pick((method, method.upper(), "*", None, "PUT"))
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "method": method}
    if d.chance(0.35):
        step["credentials"] = "include"
    answers = {
        "pre": preflight(allowing(origin, "true", methods=listed)),
        "act": actual(allowing(origin, "true")),
    }
    return d.scenario(page, [d.api(step)], {"0": answers})


def allow_methods(d: Draw) -> Scenario:
    """How Access-Control-Allow-Methods is parsed."""
    page, method = d.plain_page(), d.pick(("PUT", "DELETE", "patch", "PATCH", "QUERY", "CHICKEN"))
    listed = d.pick(_METHOD_LISTS).format(m=method, l=method.lower(), u=method.upper())
    headers = allowing(page, "true", methods=listed)
    if d.chance(0.15):
        headers.append(["Access-Control-Allow-Methods", d.pick((method, "*", "@", ""))])
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "method": method}
    if d.chance(0.3):
        step["credentials"] = "include"
    answers = {"pre": preflight(headers), "act": actual(allowing(page, "true"))}
    return d.scenario(page, [d.api(step, 0.2)], {"0": answers})


def allow_headers(d: Draw) -> Scenario:
    """How Access-Control-Allow-Headers is parsed, and what it covers."""
    page = d.plain_page()
    asked = [d.pick(_ASKED), *d.some(_ASKED, 2)]
    name = d.pick(asked)[0]
    listed = d.pick(_HEADER_LISTS).format(n=name.lower(), u=name.upper())
    if d.chance(0.25):
        listed = ",".join(header[0].lower() for header in asked)
    credentials = d.chance(0.25)
    origin = page if credentials or d.chance(0.8) else "*"
    headers = allowing(origin, credentials, headers=listed, methods="PUT, POST")
    if d.chance(0.1):
        headers.append(["Access-Control-Allow-Headers", d.pick((name, "*", "@"))])
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "headers": asked}
    if d.chance(0.3):
        step["method"] = d.pick(("PUT", "POST"))
    if credentials:
        step["credentials"] = "include"
    answers = {"pre": preflight(headers), "act": actual(allowing(origin, credentials))}
    return d.scenario(page, [d.api(step, 0.3)], {"0": answers})


def wildcards(d: Draw) -> Scenario:
    """Where `*` stands for everything, and where for itself."""
    page = d.plain_page()
    origin = d.pick(("*", page))
    pre = allowing(
        origin, d.chance(0.8), methods=d.pick(("*", "PUT")), headers=d.pick(("*", "x-foo"))
    )
    act = allowing(origin, d.chance(0.8), expose=d.pick(("*", "x-a", "*, x-a")))
    step = {
        "url": d.url(d.partner(page)),
        "method": "PUT",
        "headers": [["X-Foo", "1"]],
        "credentials": d.pick(("omit", "same-origin", "include")),
    }
    answers = {"pre": preflight(pre), "act": actual([*act, ["X-A", "1"], ["X-B", "2"]])}
    return d.scenario(page, [d.api(step, 0.3)], {"0": answers})


def statuses(d: Draw) -> Scenario:
    """Which statuses a preflight passes with."""
    page = d.plain_page()
    target = d.partner(page)
    status = d.pick(_STATUSES)
    headers = allowing("*" if d.chance(0.85) else None, methods="PUT")
    if d.chance(0.3):
        headers.append(["Location", d.url(target, "1")])
    good = {"pre": preflight(allowing("*", methods="PUT")), "act": actual(allowing("*"))}
    step = {"url": d.url(target), "method": "PUT"}
    server = {"0": {"pre": preflight(headers, status), "act": actual(allowing("*"))}, "1": good}
    return d.scenario(page, [d.api(step, 0.25)], server)


def then_actual(d: Draw) -> Scenario:
    """Preflight and actual answer that differ."""
    page = d.plain_page()
    partner = d.partner(page)
    choices = ("*", page, "null", partner, None)
    credentials = d.pick(("include", "omit", "same-origin"))
    step = {"url": d.url(partner), "method": d.pick(("DELETE", "PUT")), "credentials": credentials}
    pre = allowing(d.pick(choices), d.chance(0.7), methods="DELETE, PUT")
    act = allowing(d.pick(choices), d.chance(0.7))
    answers = {"pre": preflight(pre), "act": actual(act, d.pick((200, 200, 404, 500)))}
    return d.scenario(page, [d.api(step, 0.25)], {"0": answers})


def asides(d: Draw) -> Scenario:
    """401 with a challenge, a preflight that carries cookies back, one with Content-Type."""
    page = d.plain_page()
    target = d.url(d.partner(page))
    challenge = ["WWW-Authenticate", d.pick(("Basic realm=x", "Bearer", 'Digest realm="x"'))]
    credentials = d.pick(("omit", "same-origin"))
    headers = allowing(page, "true", methods="PUT", headers="x-foo")
    if d.chance(0.5):
        refused = actual([*allowing(page, "true"), challenge], 401)
        step: dict[str, Any] = {"url": target, "credentials": credentials, "tmo": 3000}
        return d.scenario(page, [step], {"0": {"pre": None, "act": refused}})
    extra = d.pick((["Set-Cookie", f"p=1; Path=/{d.identity}/"], challenge, ["Vary", "Origin"]))
    answers = {"pre": preflight([*headers, extra]), "act": actual(allowing(page, "true"))}
    steps = [{"url": target, "method": "PUT", "credentials": "include"}] * 2
    return d.scenario(page, steps, {"0": answers})


def _aged(d: Draw, steps: int, wait: int = 0) -> Scenario:
    page = d.plain_page()
    headers = allowing("*", methods="PUT", age=None if d.chance(0.06) else d.pick(_AGES))
    if d.chance(0.1):
        headers.append(["Access-Control-Max-Age", d.pick(_AGES)])
    step = {"url": d.url(d.partner(page)), "method": "PUT"}
    answers = {"pre": preflight(headers), "act": actual(allowing("*"))}
    return d.scenario(page, [d.api(step, 0.3)] * steps, {"0": answers}, wait=wait)


def max_age(d: Draw) -> Scenario:
    """How Access-Control-Max-Age is parsed."""
    return _aged(d, 2)


def max_age_in_time(d: Draw) -> Scenario:
    """The same, with time between the requests: 5 s is the default."""
    return _aged(d, d.pick((2, 2, 3)), d.pick((2000, 3500, 6500)))


def _varied(d: Draw, page: str) -> dict[str, Any]:
    method = d.pick(("PUT", "PUT", "PUT", "POST", "GET", "HEAD", "DELETE", "PATCH", "patch"))
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "method": method}
    headers = d.some(
        (["X-Foo", "1"], ["X-Bar", "2"], ["Authorization", "x"], ["Range", "bytes=0-5,6-7"]), 2
    )
    if headers:
        step["headers"] = headers
    if d.chance(0.35):
        step["credentials"] = d.pick(("include", "omit", "same-origin"))
    if d.chance(0.1):
        step["cache"] = d.pick(("no-store", "reload", "no-cache", "force-cache"))
    elif d.chance(0.08):
        step["headers"] = [*headers, ["If-None-Match", '"a"']]
    elif d.chance(0.1):
        step["url"] += d.pick(("#a", "?q", "?q=2", "#b"))
    return step


def cached(d: Draw) -> Scenario:
    """Sequences of requests to one URL: what the preflight cache covers."""
    page = d.plain_page()
    listed = d.chance(0.65)
    pre = allowing(
        page,
        "true",
        methods="PUT, DELETE, PATCH, patch" if listed else "*",
        headers="x-foo, x-bar, authorization, range, if-none-match"
        if listed
        else "*, Authorization",
        age=d.pick(("600", "600", "600", None, "86400")),
    )
    first = _varied(d, page)
    repeat = d.pick((1, 2, 2))
    steps = [first] * repeat + [_varied(d, page) for _ in range(4 - repeat)]
    answers = {"pre": preflight(pre), "act": actual(allowing(page, "true"))}
    return d.scenario(page, [d.api(step, 0.15) for step in steps], {"0": answers})


def changing(d: Draw) -> Scenario:
    """A server that changes its mind between preflights, or fails the request itself."""
    page = d.plain_page()
    choices: list[dict[str, Any]] = [
        preflight(allowing(page, "true", methods=m, headers=h, age="600"), status)
        for m, h, status in (
            ("PUT", None, 204),
            ("DELETE", None, 204),
            ("PUT", "x-a", 204),
            ("*", "x-b", 204),
            ("PUT", "x-a, x-b", 404),
            ("PUT, DELETE", "x-a, x-b", 200),
        )
    ]
    acts = [
        actual(allowing(page, "true")),
        actual(allowing("http://x.test", "true")),
        actual([], 500),
    ]
    server: dict[str, Any] = {
        "0": {
            "pre": [d.pick(choices) for _ in range(d.number(1, 3))],
            "act": [d.pick(acts) if d.chance(0.3) else acts[0] for _ in range(3)],
        }
    }
    steps: list[dict[str, Any]] = []
    for _ in range(d.number(3, 4)):
        step: dict[str, Any] = {
            "url": d.url(d.partner(page)),
            "method": d.pick(("PUT", "PUT", "DELETE")),
        }
        if d.chance(0.4):
            step["headers"] = [d.pick((["X-A", "1"], ["X-B", "1"]))]
        if d.chance(0.3):
            step["credentials"] = "include"
        steps.append(step)
    if d.chance(0.15):
        server["0"]["act"][0] = moved(d.url(d.partner(page), "1"), allowing(page, "true"), 307)
        server["1"] = {"pre": choices[-1], "act": acts[0]}
    return d.scenario(page, steps, server)
