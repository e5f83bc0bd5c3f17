"""Header lines as they stand on the wire: blanks, folds, doubles, odd names, odd numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Pairs, Scenario

_LINES: Final = (
    *("{n}:{v}", "{n}:   {v}", "{n}:\t{v}\t", "{n}: {v} \t ", "{n}:\r\n {v}", "{n}: {v}\r\n "),
    *("{n}:\r\n\t{v}", "{n}: \r\n \r\n {v}", "{n}: {a}\r\n {z}", "{n}: {a}\r\n\t{z}"),
    *("{n}: {v}\x00", "{n}: \x00{v}", "{n}: {v}\x0b", "{n}: \x0c{v}", "{n}: {v}\r", "{n}: {v}\x7f"),
    *("{n} : {v}", " {n}: {v}", "{n}\t: {v}", "{n}={v}", "{n}", ": {v}", "{n}:: {v}", "{n}: : {v}"),
    *("{l}: {v}", "{u}: {v}", "{n}: {v}\xa0", "{n}: \xa0{v}", "{n}: {v}\x85", "{n}\x00: {v}"),
    *(
        "{n}: {v}\r\n{n}:",
        "{n}:\r\n{n}: {v}",
        "{l}: {v}\r\n{u}: {v}",
        "{n}: {v}\n{n}: {v}",
        "{n}: {v},",
    ),
    *("X-{n}: {v}", "{n}-: {v}", "{n}x: {v}", "X: y\r\n{n}: {v}", "{n}: ,{v}", "{n}: {v} ,"),
)
"""`{n}` is the header's name, `{v}` its value, `{a}` and `{z}` the value's halves."""
_TOLD: Final = ("Origin", "Credentials", "Methods", "Headers", "Expose-Headers", "Max-Age")
_AGES: Final = (
    *(
        "0",
        "00",
        "-0",
        "+0",
        "-1",
        "-5",
        "-9223372036854775808",
        "-9223372036854775809",
        "1.5",
        "0.5",
    ),
    *(
        "5.0",
        "600.0",
        "1e3",
        "1E9",
        "Infinity",
        "NaN",
        "0x258",
        "6 00",
        "600 s",
        "600, 600",
        "600;x",
    ),
    *("2147483647", "2147483648", "4294967295", "9223372036854775807", "9223372036854775808"),
    *(
        "18446744073709551615",
        "18446744073709551616",
        "9" * 40,
        "1" * 300,
        "\t600",
        "600\t",
        "'600'",
    ),
    *(
        "max-age=600",
        "600,",
        ",600",
        ", ",
        "٦",
        "true",
        "*",
        "null",
        "-",
        "+",
        "+-5",
        "--5",
        "600\x00",
    ),
    *("86400", "86401", "7200", "7201", "600", "601", "5", "60", "1", "31536000"),
)
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "Origin": ("{o}", "*", "null", "", "{o}, {o}", "http://x.test"),
    "Credentials": ("true", "false", "", "TRUE", "true, true"),
    "Methods": ("PUT", "*", "GET", "", "put", "PUT, DELETE", "@", "PUT,"),
    "Headers": ("x-foo", "*", "X-Foo", "", "x-bar", "x-foo, x-bar", "@", "authorization"),
    "Expose-Headers": ("x-a", "*", "X-B", "", "x-a, x-b", "@", "etag"),
    "Max-Age": ("600", "0", "5", "-1", "x", ""),
}
_EXPOSE: Final = (
    *("x-a , x-b", "x-a,,x-b", "X-A, X-B, x-c", "*, authorization", "set-cookie, x-a", "x-a\x0b"),
    *(
        "x-a, *",
        "content-type, content-length, date",
        "x-é",
        "'x-a'",
        "x-a, x-b;q=1",
        "(x-a)",
        "x_a",
    ),
    *("x-a\t,\tx-b", ", ", "x-a, ", "x-A,x-a", "etag,server,link,vary", "cache-control", "x-a:x-b"),
    *("access-control-expose-headers", "x-a,\x00", "*,*", "x-d", "location, x-d", "* ,x-a"),
)
_NAMES: Final = (
    *("X-Foo", "x_foo", "X.Foo", "!#$%&'*+-.^_`|~", "0", "X-", "-", "x" * 60, "Accept", "ACCEPT"),
    *("aCCept-lAnguage", "Content-type", "CONTENT-LANGUAGE", "Range", "RANGE", "X-Foo ", " X-Foo"),
    *(
        "X Foo",
        "X:Foo",
        "Xé",
        "",
        "X(",
        "X\t",
        "Sec-X",
        "sec",
        "Proxy-X",
        "proxy",
        "Accept-Push-Policy",
    ),
    *(
        "Signature",
        "Digest",
        "Want-Digest",
        "Accept-Post",
        "Cookie",
        "Alt-Used",
        "Origin-Agent-Cluster",
    ),
    *(
        "Authorization",
        "AUTHORIZATION",
        "x-csrf-token",
        "X-Api-Key",
        "User-Agent",
        "If-Match",
        "Referer",
    ),
    *("Access-Control-Allow-Origin", "Access-Control-Request-Private-Network", "Sec-Purpose"),
    *("If-Range", "If-Unmodified-Since", "Cache-Control", "Pragma", "Last-Event-ID", "Content-MD5"),
)
_CONTENTS: Final = (
    *(
        "1",
        "",
        " 1",
        "1 ",
        "\t1\t",
        "a b",
        "a,b",
        "é",
        "\x80",
        "\xff",
        "a\x01b",
        "a\x7fb",
        "a\x00b",
    ),
    *(
        "a\rb",
        "a\nb",
        "\n1",
        "1\n",
        "a\r\n b",
        "☃",
        "a" * 129,
        "a" * 1025,
        '"q"',
        "(c)",
        "a;b=c",
        "*",
    ),
    *(
        "\x0b1",
        "\x0c1",
        "1\x0b",
        "\xa01",
        "bytes=0-",
        "bytes=1-2",
        "text/plain;x=y",
        "text/plain,x/y",
    ),
)


def _halves(value: str) -> tuple[str, str]:
    middle = len(value) // 2
    return value[:middle], value[middle:]


def folded(d: Draw) -> Scenario:
    """One header of an answer, blanks, folds and stray bytes around it."""
    page = d.plain_page()
    told = d.pick((*("Origin",) * 4, *_TOLD))
    name = f"Access-Control-Allow-{told}"
    if told in {"Expose-Headers", "Max-Age"}:
        name = f"Access-Control-{told}"
    value = _VALUES[told][0 if d.chance(0.7) else -2].format(o=page)
    first, last = _halves(value)
    line = d.pick(_LINES).format(n=name, l=name.lower(), u=name.upper(), v=value, a=first, z=last)
    others = [
        f"{key}: {text}"
        for key, text in (
            ("Access-Control-Allow-Origin", page),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Allow-Methods", "PUT"),
            ("Access-Control-Allow-Headers", "x-foo"),
        )
        if key != name
    ]
    at = d.number(0, len(others))
    lines = [*others[:at], line, *others[at:], "X-A: 1", "Content-Length: 0"]
    raw = "HTTP/1.1 200 OK\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    step: dict[str, Any] = {"url": d.url(d.partner(page))}
    if told in {"Methods", "Headers", "Max-Age"} or d.chance(0.3):
        step |= {"method": "PUT", "headers": [["X-Foo", "1"]]}
    if told == "Credentials" or d.chance(0.3):
        step["credentials"] = "include"
    good = actual([*allowing(page, "true"), ["X-A", "1"]])
    answers: dict[str, Any] = {"pre": {"raw": raw}, "act": good}
    if told == "Expose-Headers" or (told != "Max-Age" and d.chance(0.4)):
        pre = preflight(allowing(page, "true", methods="PUT", headers="x-foo"))
        answers = {"pre": pre, "act": {"raw": raw}}
    return d.scenario(page, [d.api(step, 0.3)] * (2 if told == "Max-Age" else 1), {"0": answers})


def several(d: Draw) -> Scenario:
    """The same header said in several lines."""
    page = d.plain_page()
    told = d.pick(_TOLD)
    name = f"Access-Control-{told if told in {'Expose-Headers', 'Max-Age'} else f'Allow-{told}'}"
    values = [d.pick(_VALUES[told]).format(o=page) for _ in range(d.pick((2, 2, 3)))]
    spelt = [d.pick((name, name, name.lower())) for _ in values]
    lines: Pairs = [list(pair) for pair in zip(spelt, values, strict=True)]
    passing = allowing(page, "true", methods="PUT", headers="x-foo")
    lines = [*(pair for pair in passing if pair[0] != name), *lines]
    step: dict[str, Any] = {"url": d.url(d.partner(page))}
    if told != "Expose-Headers":
        step |= {"method": d.pick(("PUT", "PUT", "POST")), "headers": [["X-Foo", "1"]]}
    if d.chance(0.4):
        step["credentials"] = "include"
    act = actual(
        [*(allowing(page, "true") if d.chance(0.5) else lines), ["X-A", "1"], ["x-b", "2"]]
    )
    if told == "Expose-Headers":
        act = actual([*lines, ["X-A", "1"], ["x-b", "2"], ["ETag", "e"]])
    steps = [d.api(step, 0.3)] * (2 if told == "Max-Age" else 1)
    return d.scenario(page, steps, {"0": {"pre": preflight(lines), "act": act}})


def ages(d: Draw) -> Scenario:
    """Access-Control-Max-Age: numbers of every kind, once or twice."""
    page = d.plain_page()
    lines = [["Access-Control-Max-Age", d.pick(_AGES)] for _ in range(d.pick((1, 1, 1, 2)))]
    lines = [[name, value.encode("utf-8").decode("latin-1")] for name, value in lines]
    pre = preflight([*allowing(d.pick(("*", page)), methods="PUT", headers="x-foo"), *lines])
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "method": "PUT"}
    if d.chance(0.3):
        step["headers"] = [["X-Foo", "1"]]
    answers = {"pre": pre, "act": actual(allowing("*"))}
    return d.scenario(page, [d.api(step, 0.3)] * d.pick((2, 2, 3)), {"0": answers})


def exposing(d: Draw) -> Scenario:
    """Access-Control-Expose-Headers: lists of every kind, in one line or two."""
    page = d.plain_page()
    lines = [["Access-Control-Expose-Headers", d.pick(_EXPOSE)] for _ in range(d.pick((1, 1, 2)))]
    told: Pairs = [
        *(
            ["X-A", "1"],
            ["x-a", "2"],
            ["X-B", ""],
            ["X-C", "é"],
            ["X-D", "a\tb"],
            ["Location", "/x"],
        ),
        *(
            ["Set-Cookie", f"s=1; Path=/{d.identity}/"],
            ["ETag", "e"],
            ["Cache-Control", "no-store"],
        ),
    ]
    credentials = d.chance(0.4)
    step: dict[str, Any] = {"url": d.url(d.partner(page))}
    if credentials:
        step["credentials"] = "include"
    act = {"st": 200, "h": [*allowing(page, "true"), *told, *lines], "b": "ok"}
    return d.scenario(page, [d.api(step, 0.4)], {"0": {"pre": None, "act": act}})


def asking(d: Draw) -> Scenario:
    """Request headers of every name and value that script can think of."""
    page = d.plain_page()
    headers = [[d.pick(_NAMES), d.pick(_CONTENTS if d.chance(0.5) else ("1", "x", "bytes=0-1"))]]
    while d.chance(0.4) and len(headers) < 4:  # noqa: PLR2004 - few enough to read
        headers.append([d.pick((*_NAMES, headers[0][0])), d.pick(_CONTENTS)])
    step: dict[str, Any] = {"url": d.url(d.pick((d.partner(page), d.partner(page), page)))}
    step["headers"] = headers
    step["method"] = d.pick(("GET", "GET", "POST", "PUT"))
    if step["method"] != "GET" and d.chance(0.5):
        step["body"] = {"k": d.pick(("text", "usp", "blob", "buf")), "v": "x"}
        if step["body"]["k"] == "usp":
            step["body"]["v"] = "a=b"
    if d.chance(0.2):
        step["mode"] = d.pick(("no-cors", "same-origin"))
    listed = d.pick(("*", "x-foo, accept, content-type, range, authorization", "*, authorization"))
    pre = preflight(allowing("*", methods="PUT", headers=listed))
    return d.scenario(page, [d.api(step, 0.4)], {"0": {"pre": pre, "act": actual(allowing("*"))}})


_STATUSES: Final = (
    *(
        200,
        204,
        206,
        300,
        301,
        302,
        303,
        304,
        305,
        306,
        307,
        308,
        400,
        401,
        401,
        402,
        403,
        405,
        407,
    ),
    *(408, 421, 425, 426, 429, 431, 451, 500, 501, 511),
)
_CHALLENGES: Final = (
    *("Basic realm=x", "Bearer", "Digest realm=x, nonce=y", "Negotiate", "", "Basic", "NTLM"),
)


def refusing(d: Draw) -> Scenario:
    """Preflights and requests answered by a redirect, a challenge, or another refusal."""
    page = d.plain_page()
    target = d.partner(page)
    status = d.pick(_STATUSES)
    headers = allowing(d.pick((page, page, "*", None)), "true", methods="PUT", headers="x-foo")
    if d.chance(0.5):
        headers.append(
            ["Location", d.pick((d.url(target, "1"), "/", "", "data:,x", d.url(page, "1")))]
        )
    if d.chance(0.5):
        name = "Proxy-Authenticate" if status == 407 else "WWW-Authenticate"  # noqa: PLR2004 - as said
        headers.append([name, d.pick(_CHALLENGES)])
    if d.chance(0.2):
        headers.append(["Retry-After", "1"])
    step: dict[str, Any] = {"url": d.url(target), "credentials": d.pick(("omit", "same-origin"))}
    if d.chance(0.7):
        step |= {"method": d.pick(("PUT", "POST")), "headers": [["X-Foo", "1"]]}
    step["tmo"] = 3000
    good = preflight(allowing(page, "true", methods="PUT", headers="x-foo"))
    odd = {"st": status, "h": headers, "b": "" if status == 304 else "x"}  # noqa: PLR2004 - as said
    answers: dict[str, Any] = {"pre": odd, "act": actual(allowing(page, "true"))}
    if "method" not in step or d.chance(0.5):
        answers = {"pre": good, "act": odd}
    server = {"0": answers, "1": {"pre": good, "act": actual(allowing("*"))}}
    return d.scenario(page, [d.api(step, 0.3)], server)


def remembered(d: Draw) -> Scenario:
    """Answers that the HTTP cache keeps, and who may read them later."""
    page = d.plain_page()
    target = d.pick((d.partner(page), d.partner(page), page))
    vary = d.pick(
        (None, None, "Origin", "Accept", "*", "Origin, Cookie", "Sec-Fetch-Mode", "X-Foo")
    )
    kept = d.pick(
        ("max-age=600", "max-age=600", "public, max-age=600", "no-cache", "max-age=0", "no-store")
    )
    answers: list[dict[str, Any]] = []
    for number in range(3):
        allowed = d.pick((page, page, "*", None, "http://x.test"))
        headers: Pairs = [["Content-Type", "text/plain"], ["Cache-Control", kept]]
        headers += [*allowing(allowed, d.chance(0.6)), ["ETag", '"a"']]
        if vary:
            headers.append(["Vary", vary])
        status = 304 if number and kept in {"no-cache", "max-age=0"} and d.chance(0.5) else 200
        answers.append({"st": status, "h": headers, "b": "" if status == 304 else str(number)})  # noqa: PLR2004 - as said
    if d.chance(0.1):
        answers[0] = moved(d.url(target, "1"), answers[0]["h"], d.pick((301, 302, 307)))
    steps: list[dict[str, Any]] = []
    for _ in range(d.number(2, 4)):
        step: dict[str, Any] = {"url": d.url(target)}
        if d.chance(0.4):
            step["credentials"] = d.pick(("include", "omit", "same-origin"))
        if d.chance(0.2):
            step["mode"] = "no-cors"
        elif d.chance(0.15):
            step["headers"] = [
                d.pick((["X-Foo", "1"], ["Accept", "text/x"], ["Range", "bytes=0-1"]))
            ]
        if d.chance(0.15):
            step["cache"] = d.pick(("no-store", "reload", "no-cache", "force-cache"))
        elif d.chance(0.1):
            step["method"] = d.pick(("POST", "HEAD"))
        steps.append(d.api(step, 0.15))
    pre = preflight(allowing(page, "true", headers="*, x-foo, range"))
    server = {"0": {"pre": pre, "act": answers}, "1": {"pre": pre, "act": answers[-1]}}
    return d.scenario(page, steps, server)
