"""What a page asks for: headers, bodies, modes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_TYPES: Final = (
    *(
        "text/plain",
        "TEXT/PLAIN",
        "application/json",
        "multipart/form-data",
        "text/xml",
        "text/html",
    ),
    *("application/x-www-form-urlencoded", "APPLICATION/X-WWW-FORM-URLENCODED", "image/png", "*/*"),
    *("application/octet-stream", "application/x-protobuf", "application/graphql", "text", "text/"),
    *(
        "/plain",
        "text /plain",
        "text/ plain",
        "text/plain/x",
        "plain",
        "",
        "multipart/mixed",
        "x/y",
    ),
    *("application/csp-report", "application/reports+json", "application/ld+json", "text/plain2"),
)
_PARAMETERS: Final = (
    *("", "", ";", "; charset=utf-8", ";charset=UTF-8", ";a=b", ';a="b;c"', ";a=<b>", ";a=[b]"),
    *(
        ";a=b:c",
        ";x",
        ",text/plain",
        ", application/json",
        " ",
        ";a='b'",
        ";a={b}",
        ";a=(b)",
        ";a=\\b",
    ),
    *(";a=b@c", "\t", "\xa0", ";a=é", '; a="\\""', ";;", ";=", ";a=b/c", ";a=b?c", "; boundary=x"),
)
_LIMITS: Final = (126, 127, 128, 129, 130, 200)
_SAFE: Final = ("Accept", "Accept-Language", "Content-Language", "accept", "ACCEPT-LANGUAGE")
_MARKS: Final = ' !#$%&*+,-./;=^_`|~é"():<>?@[]{}'
_RANGES: Final = (
    *("bytes=0-", "bytes=0-0", "bytes=0-1", "bytes=5-1", "bytes=-1", "bytes=0-5,6-7", "Bytes=0-1"),
    *("bytes = 0-1", "bytes=0 -1", "bytes=0- ", "bytes=a-b", "bytes=", "bytes=00-01", "items=0-1"),
    *("bytes=9223372036854775806-", "bytes=9223372036854775807-", "bytes=18446744073709551616-"),
    *("bytes=0-4294967296", "bytes=1-2-3", "bytes=0x1-", "bytes=0-1;", "bytes=\u0661-"),
)
_OTHERS: Final = (
    *(
        ("DPR", "2"),
        ("DPR", "x"),
        ("Device-Memory", "8"),
        ("Width", "100"),
        ("Viewport-Width", "9"),
    ),
    *(("Save-Data", "on"), ("Save-Data", "off"), ("Downlink", "1"), ("ECT", "4g"), ("RTT", "100")),
    *(
        ("User-Agent", "x"),
        ("Last-Event-ID", "1"),
        ("X-Foo", ""),
        ("X-Foo", "é"),
        ("If-None-Match", '"a"'),
    ),
    *(
        ("Cache-Control", "no-cache"),
        ("Pragma", "no-cache"),
        ("X-Requested-With", "x"),
        ("Purpose", "p"),
    ),
    *(("Sec-CH-UA", "x"), ("Sec-GPC", "1"), ("Intervention", "x"), ("Service-Worker", "script")),
    *(
        ("Content-Encoding", "gzip"),
        ("Content-Location", "/"),
        ("If-Modified-Since", "x"),
        ("X-é", "1"),
    ),
    *(
        ("Access-Control-Request-Private-Network", "true"),
        ("Upgrade-Insecure-Requests", "1"),
        ("x y", "1"),
    ),
    *(
        ("Priority", "u=0"),
        ("Early-Data", "1"),
        ("Idempotency-Key", "k"),
        ("traceparent", "00-1-2-01"),
    ),
)
_FORBIDDEN: Final = (
    *(
        ("Accept-Charset", "x"),
        ("Accept-Encoding", "gzip"),
        ("Access-Control-Request-Headers", "x"),
    ),
    *(("Access-Control-Request-Method", "PUT"), ("Connection", "close"), ("Content-Length", "5")),
    *(("Cookie", "a=b"), ("Cookie2", "x"), ("Date", "x"), ("DNT", "1"), ("Expect", "100-continue")),
    *(
        ("Host", "x.test"),
        ("Keep-Alive", "1"),
        ("Origin", "http://evil.test"),
        ("Referer", "http://x/"),
    ),
    *(
        ("Set-Cookie", "a=b"),
        ("TE", "trailers"),
        ("Trailer", "x"),
        ("Transfer-Encoding", "chunked"),
    ),
    *(
        ("Upgrade", "h2c"),
        ("Via", "x"),
        ("Proxy-Authorization", "x"),
        ("proxy-foo", "x"),
        ("sec-", "x"),
    ),
    *(
        ("Sec-Fetch-Mode", "x"),
        ("SEC-Foo", "x"),
        ("X-HTTP-Method", "CONNECT"),
        ("X-HTTP-Method", "GET"),
    ),
    *(
        ("X-HTTP-Method-Override", "GET, TRACE"),
        ("X-HTTP-Method-Override", "track"),
        ("Feature-Policy", "x"),
    ),
    *(
        ("X-Method-Override", "PUT"),
        ("X-Method-Override", '"TRACE"'),
        ("X-HTTP-Method-Override", ",TRACE "),
    ),
)
_BODIES: Final = (
    {"k": "text", "v": "x"},
    {"k": "text", "v": ""},
    {"k": "usp", "v": "a=b"},
    {"k": "form", "v": [["a", "b"]]},
    {"k": "blob", "v": "x"},
    {"k": "blob", "v": "x", "t": "text/plain"},
    {"k": "blob", "v": "x", "t": "application/json"},
    {"k": "blob", "v": "", "t": "TEXT/PLAIN;charset=utf-8"},
    {"k": "buf", "v": "x"},
    None,
)


def _echo(listed: str) -> dict[str, Any]:
    pre = allowing("*", headers=listed, methods="PUT, PATCH, DELETE")
    return {"0": {"pre": preflight(pre), "act": actual(allowing("*"))}}


def content_types(d: Draw) -> Scenario:
    """Which values of Content-Type are safelisted."""
    page = d.plain_page()
    value = d.pick(_TYPES) + d.pick(_PARAMETERS)
    if d.chance(0.12):
        value = d.pick(("text/plain; a=", "application/json; a="))
        value += "a" * (d.pick(_LIMITS) - len(value))
    step = {
        "url": d.url(d.partner(page)),
        "method": "POST",
        "headers": [["Content-Type", value]],
        "body": {"k": "text", "v": "x"},
    }
    return d.scenario(page, [d.api(step, 0.45)], _echo("content-type"))


def _safe_value(d: Draw) -> str:
    kind = d.number(0, 4)
    if kind == 0:
        return f"a{chr(d.number(1, 255))}b"
    if kind == 1:
        return "a" * d.pick(_LIMITS)
    if kind == 2:  # noqa: PLR2004 - the third kind
        return d.pick(("de", "*", "de-DE, en;q=0.5", "a_b", "a/b", "", "text/html, */*;q=0.1"))
    return f"a{d.pick(_MARKS)}b"


def safelist(d: Draw) -> Scenario:
    """Which other headers are safelisted, by value, by number, in sum."""
    page = d.plain_page()
    kind = d.number(0, 9)
    headers: list[list[str]]
    if kind < 4:  # noqa: PLR2004 - four in ten
        headers = [[d.pick(_SAFE), _safe_value(d)] for _ in range(d.pick((1, 1, 1, 2)))]
    elif kind < 6:  # noqa: PLR2004 - two in ten
        headers = [["Range", d.pick(_RANGES)]]
    elif kind < 9:  # noqa: PLR2004 - three in ten
        headers = [list(d.pick(_OTHERS))]
        if d.chance(0.3):
            headers.append(list(d.pick(_OTHERS)))
    else:
        length = d.pick((100, 127, 128))
        names = ("Accept", "Accept-Language", "Content-Language")
        headers = [[name, "a" * length] for _ in range(d.number(1, 4)) for name in names]
    listed = d.pick(("*", ",".join(dict.fromkeys(name.lower() for name, _ in headers)), "", "x-a"))
    step = {"url": d.url(d.partner(page)), "headers": headers}
    return d.scenario(
        page, [d.api(step, 0.2)], _echo(listed.encode("latin-1", "ignore").decode("latin-1"))
    )


def forbidden(d: Draw) -> Scenario:
    """Headers that a page may not set."""
    page = d.plain_page()
    step = {"url": d.url(d.partner(page)), "headers": [list(d.pick(_FORBIDDEN))]}
    return d.scenario(page, [d.api(step, 0.5)], _echo("*"))


def no_cors_headers(d: Draw) -> Scenario:
    """What mode no-cors leaves of a request's headers."""
    page = d.plain_page()
    choices = (
        *(
            ["Accept", "x"],
            ["Accept", "b" * 129],
            ["Authorization", "x"],
            ["Content-Type", "text/plain"],
        ),
        *(
            ["Content-Type", "application/json"],
            ["DPR", "2"],
            ["Range", "bytes=0-1"],
            ["X-Foo", "1"],
        ),
        *(["Accept-Language", "de"], ["Accept", 'a"b'], ["Save-Data", "on"]),
    )
    headers = [d.pick(choices), *d.some(choices, 2)]
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "mode": "no-cors", "headers": headers}
    step["method"] = d.pick(("GET", "POST", "HEAD"))
    return d.scenario(page, [step], {"0": {"pre": None, "act": actual([])}})


def bodies(d: Draw) -> Scenario:
    """Bodies, and the Content-Type that they bring."""
    page, body = d.plain_page(), d.pick(_BODIES)
    if d.chance(0.08):
        body = {"k": "stream", "v": "x"}
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "body": body}
    step["method"] = d.pick(("POST", "POST", "PUT", "DELETE", "PATCH", "GET"))
    if d.chance(0.4):
        step["headers"] = [["Content-Type", d.pick(("application/json", "text/plain", "x", ""))]]
    if body and body["k"] == "stream":
        return d.scenario(page, [step], _echo("content-type"))
    return d.scenario(page, [d.api(step, 0.45)], _echo("content-type"))


def upload_listeners(d: Draw) -> Scenario:
    """Listeners on xhr.upload, which force a preflight."""
    page = d.plain_page()
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "api": "xhr"}
    step["method"] = d.pick(("GET", "POST", "PUT"))
    step[d.pick(("upload", "uploadEvents"))] = 1
    if d.chance(0.7):
        step["body"] = d.pick(_BODIES)
    pre = preflight(
        allowing(d.pick(("*", "*", page, None)), methods=d.pick((None, "*", "PUT", "")))
    )
    if d.chance(0.3):
        pre["st"] = 404
    return d.scenario(page, [step], {"0": {"pre": pre, "act": actual(allowing("*"))}})


def modes(d: Draw) -> Scenario:
    """Mode, credentials and method in any combination."""
    page = d.plain_page()
    step: dict[str, Any] = {
        "url": d.url(d.pick((d.other(page), d.partner(page), page))),
        "mode": d.pick(("cors", "no-cors", "same-origin", "navigate", "websocket", "bogus")),
        "method": d.pick(("GET", "HEAD", "POST", "PUT", "put", "OPTIONS", "CHICKEN")),
        "credentials": d.pick(("include", "omit", "same-origin")),
    }
    pre = allowing(page, "true", methods="*,PUT,OPTIONS,CHICKEN")
    answers = {"pre": preflight(pre), "act": actual([*allowing(page, "true"), ["X-A", "1"]])}
    return d.scenario(page, [step], {"0": answers})


def referrer_policies(d: Draw) -> Scenario:
    """Referrer policies, which Origin follows where the request is not a CORS one."""
    page = d.plain_page()
    policies = (
        "no-referrer",
        "origin",
        "same-origin",
        "unsafe-url",
        "strict-origin",
        "no-referrer-when-downgrade",
    )
    step = {
        "url": d.url(d.pick((page, d.partner(page), d.other(page)))),
        "method": d.pick(("GET", "POST", "POST", "PUT")),
        "mode": d.pick(("cors", "no-cors", "same-origin")),
        "referrerPolicy": d.pick(
            (*policies, "strict-origin-when-cross-origin", "origin-when-cross-origin")
        ),
    }
    return d.scenario(page, [step], _echo("*"))


def cache_modes(d: Draw) -> Scenario:
    """Cache modes, before a stored answer and after."""
    page = d.plain_page()
    target = d.url(d.pick((page, d.partner(page))))
    cache = d.pick(
        ("default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached", "bogus")
    )
    step: dict[str, Any] = {
        "url": target,
        "cache": cache,
        "mode": d.pick(("cors", "cors", "same-origin")),
    }
    if d.chance(0.3):
        step["method"] = "PUT"
    headers = [
        ["Content-Type", "text/plain"],
        ["Cache-Control", d.pick(("max-age=600", "no-cache"))],
        ["ETag", '"a"'],
        ["Vary", d.pick(("Origin", "Accept"))],
        *allowing("*"),
    ]
    act = {"st": 200, "h": headers, "b": "ok"}
    steps = [step] if d.chance(0.4) else [{"url": target}, step]
    return d.scenario(
        page, steps, {"0": {"pre": preflight(allowing("*", methods="PUT")), "act": act}}
    )


def keepalive(d: Draw) -> Scenario:
    """Requests that outlive their page, and the 64 KiB they may carry."""
    page = d.plain_page()
    size = d.pick((1, 1, 1000, 65535, 65536, 65537))
    step: dict[str, Any] = {
        "url": d.url(d.partner(page)),
        "method": d.pick(("POST", "POST", "PUT", "GET")),
    }
    step["keepalive"] = True
    if step["method"] != "GET":
        step["body"] = {"k": d.pick(("text", "blob")), "v": "x", "rep": size}
    if d.chance(0.3):
        step["mode"] = "no-cors"
        step["method"] = "POST"
    if d.chance(0.3):
        step["headers"] = [["X-Foo", "1"]]
    answers = {
        "pre": preflight(
            allowing(d.pick(("*", page, None)), headers=d.pick(("*", "")), methods="PUT")
        ),
        "act": actual(allowing(d.pick(("*", page, None)))),
    }
    return d.scenario(page, [step], {"0": answers})


def url_credentials(d: Draw) -> Scenario:
    """User and password in the URL."""
    page = d.plain_page()
    scheme, _, host = d.pick((page, d.partner(page))).partition("://")
    step: dict[str, Any] = {
        "url": d.url(f"{scheme}://{d.pick(('u:p@', 'u@', ':@', '@', ':p@'))}{host}")
    }
    if d.chance(0.5):
        step["credentials"] = d.pick(("include", "omit"))
    answers = {"pre": preflight(allowing(page, "true")), "act": actual(allowing(page, "true"))}
    return d.scenario(page, [d.api(step, 0.5)], {"0": answers})
