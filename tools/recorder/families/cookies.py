"""Cookies: which are sent, which are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_PAGES: Final = ("http://a.test", "https://a.test", "http://sub.a.test", "https://sub.a.test")
_NAMED: Final[tuple[dict[str, Any], ...]] = (
    {"n": "d", "v": "1"},
    {"n": "l", "v": "1", "ss": "Lax"},
    {"n": "s", "v": "1", "ss": "Strict"},
    {"n": "ls", "v": "1", "ss": "Lax", "sec": 1},
    {"n": "ns", "v": "1", "ss": "None", "sec": 1},
    {"n": "n", "v": "1", "ss": "None"},
    {"n": "sec", "v": "1", "sec": 1},
    {"n": "ss", "v": "1", "ss": "Strict", "sec": 1},
)
_ATTRIBUTES: Final = (
    *(
        "",
        "; SameSite=None",
        "; SameSite=None; Secure",
        "; SameSite=Lax",
        "; SameSite=Strict; Secure",
    ),
    *("; Secure", "; SameSite=None; Secure; Partitioned", "; Domain=a.test", "; Domain=.b.test"),
    *(
        "; HttpOnly; SameSite=None; Secure",
        "; SameSite=bogus; Secure",
        "; Max-Age=0",
        "; Domain=test",
    ),
    *(
        "; Max-Age=60; SameSite=None; Secure",
        "; samesite=NONE; secure",
        "; Domain=b.test; Secure; SameSite=None",
    ),
)


def _jar(d: Draw, origins: list[str], most: int = 8) -> list[dict[str, Any]]:
    jar: list[dict[str, Any]] = []
    for host in dict.fromkeys(origin.partition("://")[2].partition(":")[0] for origin in origins):
        jar += [{"host": host, **cookie} for cookie in d.some(_NAMED, most)]
        if host.endswith("a.test") and d.chance(0.4):
            jar.append({"host": host, "d": ".a.test", "n": "dom", "v": "1"})
    return jar


def _target(d: Draw, page: str) -> str:
    scheme = page.partition(":")[0]
    if scheme == "http":
        scheme = d.pick(("http", "https"))
    return f"{scheme}://{d.pick(('a.test', 'sub.a.test', 'b.test'))}"


def sent(d: Draw) -> Scenario:
    """Which cookies of every kind are sent, by mode and credentials."""
    page = d.pick(_PAGES)
    target = _target(d, page)
    step: dict[str, Any] = {
        "url": d.url(target),
        "credentials": d.pick(("include", "include", "omit", "same-origin")),
    }
    if d.chance(0.3):
        step["mode"] = "no-cors"
        answers: dict[str, Any] = {"pre": None, "act": actual([])}
    else:
        step["method"] = d.pick(("GET", "GET", "PUT", "POST"))
        headers = allowing(page, "true")
        answers = {"pre": preflight(allowing(page, "true", methods="PUT")), "act": actual(headers)}
    return d.scenario(page, [step], {"0": answers}, ck=_jar(d, [target]))


def with_xhr(d: Draw) -> Scenario:
    """The same with XMLHttpRequest."""
    page = d.pick(_PAGES)
    target = _target(d, page)
    step = {"url": d.url(target), "api": "xhr", "withCredentials": d.chance(0.6)}
    answers = {"pre": None, "act": actual(allowing(page, "true"))}
    return d.scenario(page, [step], {"0": answers}, ck=_jar(d, [target]))


def redirected(d: Draw) -> Scenario:
    """Cookies after a redirect between sites."""
    page = d.plain_page()
    scheme = page.partition(":")[0]
    hosts = [f"{scheme}://{name}" for name in ("a.test", "b.test", "c.test", "sub.a.test")]
    first, second = d.pick(hosts), d.pick(hosts)
    hop = moved(d.url(second, "1"), allowing(page, "true"))
    last = actual(allowing(d.pick((page, "null")), "true"))
    step = {
        "url": d.url(first),
        "credentials": d.pick(("include", "include", "omit", "same-origin")),
    }
    server = {"0": {"act": hop}, "1": {"act": last}}
    return d.scenario(page, [step], server, ck=_jar(d, [first, second], 5))


def in_contexts(d: Draw) -> Scenario:
    """Cookies from frames, workers and opaque origins."""
    origin = "https://a.test" if d.chance(0.7) else "http://a.test"
    scheme = origin.partition(":")[0]
    kind = d.pick(
        ("sandbox", "csp", f"x-{scheme}://b.test", "worker", "srcdoc", "blob", "data", "sandbox-so")
    )
    opaque = kind in ("sandbox", "csp", "data")
    allowed = "null" if opaque else kind.removeprefix("x-") if kind.startswith("x-") else origin
    target = f"{scheme}://{d.pick(('a.test', 'b.test', 'c.test'))}"
    step = {"url": d.url(target), "credentials": d.pick(("include", "include", "same-origin"))}
    answers = {"pre": None, "act": actual(allowing(allowed, "true"))}
    return d.scenario({"o": origin, "k": kind}, [step], {"0": answers}, ck=_jar(d, [target], 6))


def stored(d: Draw) -> Scenario:
    """Set-Cookie in a CORS answer, and what the next request carries."""
    page = d.plain_page()
    target = d.pick((d.other(page), d.partner(page), page))
    name = d.pick(("c", "c", "c", "__Secure-c", "__Host-c"))
    path = "/" if name == "__Host-c" else f"/{d.identity}/"
    line = f"{name}=1; Path={path}{d.pick(_ATTRIBUTES)}"
    passes = allowing(page, "true")
    setting = actual([*(passes if d.chance(0.8) else []), ["Set-Cookie", line]])
    if d.chance(0.1):
        setting = moved(d.url(target, "1"), [*passes, ["Set-Cookie", line]])
    server = {
        "0": {"pre": None, "act": [setting, actual(passes)]},
        "1": {"pre": None, "act": actual(passes)},
    }
    first = {
        "url": d.url(target),
        "credentials": d.pick(("include", "include", "omit", "same-origin")),
    }
    if name == "__Host-c":  # not bound to a path: a host of its own keeps it from other scenarios
        host = f"https://h{d.number(1, 999)}.{d.pick(('a', 'b'))}.test"
        first["url"] = d.url(host)
    return d.scenario(page, [first, {"url": first["url"], "credentials": "include"}], server)
