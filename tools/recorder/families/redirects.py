"""Redirects: what becomes of origin, method, headers and credentials on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_LOCATIONS: Final = (
    *(
        "{b}/{i}/1",
        "/{i}/1",
        "1",
        "//c.test/{i}/1",
        "{s}://u:p@b.test/{i}/1",
        "{s}://u@b.test/{i}/1",
    ),
    *(
        "{s}://:p@b.test/{i}/1",
        "{s}://@b.test/{i}/1",
        "{s}://u:p@a.test/{i}/1",
        "",
        "{s}://",
        "{s}://[",
    ),
    *("{b}/{i}/1#frag", "#x", "?x", "data:text/plain,hi", "ftp://b.test/x", "file:///etc/passwd"),
    *("mailto:x@y", "javascript:1", "about:blank", "blob:{s}://a.test/x", "foo://x", "chrome://x"),
    *(
        "{b}:80/{i}/1",
        "{b}/{i}/1 x",
        " {b}/{i}/1",
        "{S}://b.test/{i}/1",
        "{b}/{i}/é",
        "{b}:1/{i}/1",
    ),
    *(
        "{s}://c.test/{i}/1",
        "{s}://B.TEST/{i}/1",
        "{b}\\{i}\\1",
        "ws://b.test/{i}/1",
        "///b.test/{i}/1",
    ),
    *(
        "http://127.77.0.1:8001/{i}/1",
        "{s}://b.test./{i}/1",
        "{b}/{i}/../{i}/1",
        "./1",
        "{b}:99999/",
    ),
)


def _hosts(d: Draw, page: str) -> list[str]:
    scheme = page.partition(":")[0]
    names = ["a.test", "b.test", "c.test", "sub.a.test"]
    hosts = [f"{scheme}://{name}" for name in names]
    if d.chance(0.2):
        hosts.append("https://b.test" if scheme == "http" else "https://b.test:8441")
    return hosts


def _chain(d: Draw, page: str, status: int, hops: int) -> tuple[str, dict[str, Any]]:
    """URL of the first hop, and the server's answers for all of them."""
    hosts = _hosts(d, page)
    places = [d.pick(hosts) for _ in range(hops + 1)]
    server: dict[str, Any] = {}
    for hop in range(hops + 1):
        origin = d.pick((page, page, "*", "*", "null", "null" if hop else page))
        credentials = d.chance(0.55)
        headers = allowing(origin, credentials)
        pre = preflight(
            allowing(origin, credentials, methods="PUT, DELETE", headers="x-foo, authorization")
        )
        if hop == hops:
            act = actual(headers)
        else:
            act = moved(d.url(places[hop + 1], str(hop + 1)), headers, status)
        server[str(hop)] = {"pre": pre, "act": act}
    return places[0], server


def chains(d: Draw) -> Scenario:
    """One or two redirects between origins."""
    page = d.plain_page()
    where: str | dict[str, str] = {"o": page, "k": "sandbox"} if d.chance(0.05) else page
    first, server = _chain(d, page, d.pick((302, 302, 301, 303, 307)), d.pick((1, 2, 2, 3)))
    step: dict[str, Any] = {
        "url": d.url(first),
        "credentials": d.pick(("include", "omit", "same-origin")),
    }
    return d.scenario(where, [d.api(step, 0.15)], server)


def preflighted(d: Draw) -> Scenario:
    """The same with requests that need a preflight on each hop."""
    page = d.plain_page()
    first, server = _chain(d, page, d.pick((307, 307, 308, 302)), d.pick((1, 2, 2)))
    step: dict[str, Any] = {
        "url": d.url(first),
        "method": d.pick(("PUT", "PUT", "DELETE", "POST")),
        "headers": [["X-Foo", "1"], *d.some((["Authorization", "x"],), 1)],
        "credentials": d.pick(("omit", "omit", "include")),
    }
    return d.scenario(page, [d.api(step, 0.15)], server)


def codes(d: Draw) -> Scenario:
    """What each status makes of method, body and headers."""
    page = d.plain_page()
    hosts = _hosts(d, page)
    status = d.pick((300, 301, 302, 303, 304, 305, 306, 307, 308))
    headers = allowing("*")
    pre = preflight(allowing("*", methods="*", headers="*,authorization"))
    server = {
        "0": {"pre": pre, "act": moved(d.url(d.pick(hosts), "1"), headers, status)},
        "1": {"pre": pre, "act": actual(headers)},
    }
    method = d.pick(("GET", "POST", "DELETE", "PATCH", "HEAD", "PUT", "OPTIONS"))
    step: dict[str, Any] = {"url": d.url(d.pick(hosts)), "method": method}
    extra = (["Content-Type", "application/json"], ["Authorization", "x"], ["X-Foo", "1"])
    if d.chance(0.45):
        step["headers"] = [d.pick(extra)]
    if method not in ("GET", "HEAD") and d.chance(0.6):
        step["body"] = d.pick(({"k": "text", "v": "x"}, {"k": "usp", "v": "a=b"}))
    return d.scenario(page, [d.api(step, 0.15)], server)


def modes(d: Draw) -> Scenario:
    """Redirect modes."""
    page = d.plain_page()
    hosts = _hosts(d, page)
    headers = allowing(d.pick(("*", "*", None)))
    step = {
        "url": d.url(d.pick(hosts)),
        "mode": d.pick(("cors", "no-cors", "same-origin")),
        "redirect": d.pick(("error", "manual", "follow")),
    }
    server = {
        "0": {"pre": None, "act": moved(d.url(d.pick(hosts), "1"), headers)},
        "1": {"pre": None, "act": actual(headers)},
    }
    return d.scenario(page, [step], server)


def locations(d: Draw) -> Scenario:
    """What a Location may be."""
    page = d.plain_page()
    scheme, partner = page.partition(":")[0], d.partner(page)
    template = d.pick(_LOCATIONS)
    location = template.format(b=partner, i=d.identity, s=scheme, S=scheme.upper())
    pre = preflight(allowing("*", methods="*", headers="*"))
    headers = allowing("*")
    hop = moved(location, headers)
    if d.chance(0.04):
        hop["h"] = [*hop["h"], ["Location", d.url(partner, "1")]]
    server = {label: {"pre": pre, "act": actual(headers)} for label in ("1", "é")}
    server["0"] = {"pre": pre, "act": hop}
    step: dict[str, Any] = {"url": d.url(d.pick((page, partner, partner)))}
    if d.chance(0.3):
        step["method"] = "PUT"
    elif d.chance(0.25):
        step["mode"] = "no-cors"
    return d.scenario(page, [d.api(step, 0.2)], server)


def limit(d: Draw) -> Scenario:
    """Twenty redirects are followed, the twenty-first is not."""
    page = d.plain_page()
    target = d.pick((page, d.partner(page)))
    count = d.pick((19, 20, 21))
    headers = allowing("*")
    server: dict[str, Any] = {
        str(hop): {"pre": None, "act": moved(d.url(target, str(hop + 1)), headers)}
        for hop in range(count)
    }
    server[str(count)] = {"pre": None, "act": actual(headers)}
    return d.scenario(page, [{"url": d.url(target)}], server)


def cached(d: Draw) -> Scenario:
    """Preflight results along a redirect, the second time."""
    page = d.plain_page()
    hosts = _hosts(d, page)
    origin = d.pick(("*", page))
    pre = preflight(allowing(origin, methods="PUT", age="600"))
    headers = allowing(origin)
    server = {
        "0": {"pre": pre, "act": moved(d.url(d.pick(hosts), "1"), headers, 307)},
        "1": {"pre": pre, "act": actual(headers)},
    }
    return d.scenario(page, [{"url": d.url(d.pick(hosts)), "method": "PUT"}] * 2, server)
