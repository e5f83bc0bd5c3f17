"""Pages of every kind: frames, workers, opaque origins, policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_KINDS: Final = (
    *(
        "sandbox",
        "sandbox",
        "sandbox-so",
        "sandbox-srcdoc",
        "srcdoc",
        "data",
        "blob",
        "csp",
        "worker",
    ),
    *("worker", "worker-module", "worker-blob", "worker-data", "x"),
)
_OPAQUE: Final = frozenset({"sandbox", "sandbox-srcdoc", "data", "csp", "worker-data"})
_URLS: Final = (
    *(
        "http://a.test/{i}/0",
        "http://b.test/{i}/0",
        "https://b.test/{i}/0",
        "http://127.77.0.1:8001/{i}/0",
    ),
    *(
        "http://localhost:8001/{i}/0",
        "about:blank",
        "data:text/plain,hi",
        "file:///x",
        "javascript:1",
    ),
    *(
        "foo://x",
        "ftp://b.test/x",
        "chrome://version",
        "ws://b.test/{i}/0",
        "//b.test/{i}/0",
        "http://",
    ),
    *("http://[", "http://b.test:1/{i}/0", "https://b.test:6667/{i}/0", "https://nx.invalid/{i}/0"),
    *(
        "view-source:http://b.test/",
        "blob:https://a.test/x",
        "mailto:x@y",
        "/{i}/0",
        "../{i}/0",
        "/{i}/0?x",
        "http://b.test:0/{i}/0",
    ),
    *(
        "https://B.TEST:443/{i}/0",
        "http:b.test/{i}/0",
        "https:\\\\b.test\\{i}\\0",
        "tel:1",
        "HTTPS://b.test/{i}/0",
    ),
)


def _framed(d: Draw) -> tuple[dict[str, str], str]:
    """A page of any kind, and the origin that its requests have."""
    origin = d.page()
    kind = d.pick(_KINDS)
    if kind == "x":
        inner = d.pick(("b.test", "c.test", "sub.a.test"))
        framed = f"{origin.partition(':')[0]}://{inner}"
        return {"o": origin, "k": f"x-{framed}"}, framed
    return {"o": origin, "k": kind}, "null" if kind in _OPAQUE else origin


def kinds(d: Draw) -> Scenario:
    """Simple and preflighted requests, in all modes, from pages of all kinds."""
    page, origin = _framed(d)
    target = d.url(d.pick((page["o"], d.partner(page["o"]), d.other(page["o"]))))
    step: dict[str, Any] = {"url": target}
    kind = d.number(0, 3)
    if kind == 0:
        step["mode"] = d.pick(("cors", "no-cors", "same-origin"))
    elif kind == 1:
        step |= {"method": d.pick(("PUT", "POST", "DELETE")), "credentials": "include"}
    elif kind == 2:  # noqa: PLR2004 - the third of four
        step["headers"] = [d.pick((["X-Foo", "1"], ["Authorization", "x"]))]
    allowed = d.pick((origin, origin, "null", "*", page["o"], None))
    pre = allowing(
        allowed,
        "true",
        methods="PUT, DELETE",
        headers=d.pick(("x-foo, authorization", "*")),
        age="600",
    )
    answers = {"pre": preflight(pre), "act": actual(allowing(allowed, "true"))}
    steps = [d.api(step, 0.25)] * d.pick((1, 1, 1, 2))
    return d.scenario(page, steps, {"0": answers})


def schemes(d: Draw) -> Scenario:
    """URLs of all schemes, bad ports, mixed content, names that don't exist."""
    page: str | dict[str, str] = d.pick(("https://a.test", "https://a.test", "http://a.test"))
    if d.chance(0.4):
        page = {"o": str(page), "k": d.pick(("sandbox", "worker", "srcdoc"))}
    step: dict[str, Any] = {"url": d.pick(_URLS).format(i=d.identity)}
    if d.chance(0.6):
        step["mode"] = d.pick(("cors", "no-cors", "same-origin"))
    if d.chance(0.2):
        step["method"] = "PUT"
    answers = {"pre": preflight(allowing("*", methods="PUT")), "act": actual(allowing("*"))}
    return d.scenario(page, [d.api(step, 0.5)], {"0": answers})


def synchronous(d: Draw) -> Scenario:
    """XMLHttpRequest that blocks."""
    page = d.plain_page()
    where: str | dict[str, str] = {"o": page, "k": "worker"} if d.chance(0.2) else page
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "api": "xhr", "sync": 1}
    step["method"] = d.pick(("GET", "PUT"))
    if d.chance(0.3):
        step["withCredentials"] = True
    if d.chance(0.2):
        step["headers"] = [["X-Foo", "1"]]
    allowed = d.pick((page, page, "*", "null", "x", None))
    answers = {
        "pre": preflight(allowing(allowed, "true", methods="PUT")),
        "act": actual(allowing(allowed, "true")),
    }
    return d.scenario(where, [step], {"0": answers})


def embedder_policies(d: Draw) -> Scenario:
    """Pages that demand CORP or CORS of what they load, or load without credentials."""
    page = {"o": "https://a.test", "k": d.pick(("coep", "coep-credentialless", "coop-coep"))}
    host = d.pick(("a.test", "sub.a.test", "b.test"))
    target = f"https://{host}"
    policy = d.pick((None, None, "same-origin", "same-site", "cross-origin", "bogus"))
    headers = allowing(d.pick(("*", "https://a.test", None)), d.chance(0.5))
    if policy:
        headers.append(["Cross-Origin-Resource-Policy", policy])
    step: dict[str, Any] = {"url": d.url(target)}
    if d.chance(0.5):
        step["api"] = d.pick(("img", "script", "style", "module"))
        if d.chance(0.4):
            step["co"] = d.pick(("anonymous", "use-credentials"))
    else:
        step["mode"] = d.pick(("no-cors", "cors"))
        step["credentials"] = d.pick(("include", "same-origin"))
    kinds_of = {
        "img": "image/png",
        "script": "text/javascript",
        "module": "text/javascript",
        "style": "text/css",
    }
    act = {
        "st": 200,
        "h": [["Content-Type", kinds_of.get(step.get("api", ""), "text/plain")], *headers],
        "b": "/{i}/0",
    }
    if step.get("api") == "img":
        act["b"] = PIXEL
    jar = [{"host": host, "n": "n", "v": "1", "ss": "None", "sec": 1}]
    return d.scenario(page, [step], {"0": {"pre": None, "act": act}}, ck=jar)


def content_policies(d: Draw) -> Scenario:
    """Pages whose Content-Security-Policy upgrades or blocks requests."""
    origin = d.pick(("http://a.test", "https://a.test"))
    page = {"o": origin, "k": d.pick(("csp-upgrade", "csp-connect"))}
    target = d.pick(("http://b.test", "https://b.test", "http://a.test", origin))
    step: dict[str, Any] = {"url": d.url(target), "method": d.pick(("GET", "PUT"))}
    if d.chance(0.3):
        step["mode"] = "no-cors"
        step["method"] = "GET"
    elif d.chance(0.3):
        step["credentials"] = "include"
    allowed = d.pick(("*", "*", origin, "https://a.test", None))
    credentials = d.chance(0.5)
    pre = preflight(allowing(allowed, credentials, methods="PUT"))
    answers: dict[str, Any] = {"pre": pre, "act": actual(allowing(allowed, credentials))}
    server = {"0": answers}
    if d.chance(0.25):
        onward = d.url(d.pick(("http://b.test", "https://b.test", "http://a.test")), "1")
        server = {"0": {**answers, "act": moved(onward, allowing(allowed))}, "1": answers}
    if d.chance(0.2):
        step = {"url": step["url"], "api": d.pick(("img", "script", "style"))}
        step |= d.pick(({}, {"co": "anonymous"}))
    return d.scenario(page, [d.api(step, 0.3)], server)


PIXEL: Final = (
    "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    "\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00"
    "\x00\x00IEND\xaeB`\x82"
)
"""The bytes of a PNG with one transparent pixel, as latin-1."""
