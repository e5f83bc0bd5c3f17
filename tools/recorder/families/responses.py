"""What a server answers, and what the page gets of it."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from .draw import PAGES, actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Pairs, Scenario

_ORIGINS: Final = (
    *(
        "{o}",
        "*",
        "null",
        "",
        " ",
        "{s}://b.test",
        "{s}://x.test",
        "{o}/",
        "{o}/x",
        "{o}:80",
        "{o}:443",
    ),
    *(
        " {o}",
        "{o} ",
        "\t{o}",
        "{o},{o}",
        "{o}, {o}",
        "{o} {o}",
        "*, {o}",
        "{o} *",
        "{o}, null",
        "**",
    ),
    *(
        "*.a.test",
        "{s}://*.a.test",
        "{s}://*",
        "{s}://a*",
        '"{o}"',
        "'{o}'",
        "<{o}>",
        "{o};",
        "{o}#x",
    ),
    *(
        "{o}?x",
        "{O}",
        "{s}://A.test",
        "{t}",
        "a.test",
        "//a.test",
        "Null",
        "NULL",
        "undefined",
        "None",
    ),
    *(
        "true",
        "false",
        "x",
        "é",
        "{o}é",
        "{o}\x01",
        "{s}://u@a.test",
        "{s}://u:p@a.test",
        "{s}:// a.test",
    ),
    *(
        "{s}:a.test",
        "{s}:/a.test",
        "{s}://a.test.",
        "{s}://sub.a.test",
        "{s}://test",
        "file://",
        "data:",
    ),
    *(
        "{s}://xn--a.test",
        "{s}://[::1]",
        "{s}://127.0.0.1",
        "{s}://2130706433",
        "{o}\\",
        "{s}://a.test:0",
    ),
    *(
        "{s}://a.test:65536",
        "{s}://a.test:",
        "{s}://a%2Etest",
        "https://a.test, http://a.test",
        "null, null",
    ),
    *(
        "{s}://a.test:00080",
        "{s}://a_b.test",
        "chrome-extension://abc",
        "blob:{o}",
        "about:blank",
        "*\t",
    ),
)
_CREDENTIALS: Final = (
    *(
        "true",
        "True",
        "TRUE",
        " true",
        "true ",
        "\ttrue",
        "",
        "1",
        "yes",
        "*",
        "false",
        '"true"',
        "true;",
    ),
    *(
        "true,true",
        "true, true",
        "true,false",
        "t rue",
        "truee",
        "tru",
        "true\x01",
        "'true'",
        "null",
        "é",
    ),
)
_EXPOSED: Final = (
    *(
        "*",
        "x-a",
        "X-A",
        "x-b",
        "x-a,x-b",
        "x-a, x-b",
        "*,x-a",
        "x-a,*",
        "",
        " ",
        ",x-a,,",
        "x-a;x-b",
        "@",
    ),
    *(
        '"x-a"',
        "x-a x-b",
        "**",
        "set-cookie",
        "authorization",
        "etag, server",
        "content-length",
        "x-a,é",
    ),
    *("x-a\tx-b", "Access-Control-Allow-Origin", "vary", "x-a/", "*;", "'*'", "x-a,@"),
)
_RICH: Final = (
    *(["X-A", "1"], ["X-B", "2"], ["X-C", "3"], ["Authorization", "z"], ["Set-Cookie", "s=1"]),
    *(["Set-Cookie2", "s=2"], ["ETag", '"x"'], ["Content-Language", "de"], ["Expires", "0"]),
    *(
        ["Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT"],
        ["Pragma", "no-cache"],
        ["Server", "srv"],
    ),
    *(["Date", "Sat, 01 Jan 2000 00:00:00 GMT"], ["Vary", "Origin"], ["x-a", "4"], ["Link", "<x>"]),
)
_RAW: Final = (
    "HTTP/1.1 200 OK\r\n{h}Content-Length: 0\r\n\r\n",
    "HTTP/1.1 204\r\n{h}\r\n",
    "HTTP/1.0 200 OK\r\n{h}\r\n",
    "HTTP/1.1 200 OK\r\n{h}Content-Length: 10\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\n{h}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n{h}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n{h}\r\n",
    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n{h}Content-Length: 0\r\n\r\n",
    "garbage\r\n\r\n",
    "",
)


def _spelt(d: Draw, template: str, origin: str) -> str:
    scheme = origin.partition(":")[0]
    twin = "http" if scheme == "https" else "https"
    value = template.format(o=origin, O=origin.upper(), s=scheme, t=origin.replace(scheme, twin, 1))
    if d.chance(0.04):
        at = d.number(0, len(value))
        value = value[:at] + d.pick((" ", ",", "x", "/", ":", ".")) + value[at:]
    return value


def allow_origin(d: Draw) -> Scenario:
    """How Access-Control-Allow-Origin is compared, alone and several times."""
    page = d.pick(("http://a.test", "https://a.test", "http://a.test", "https://a.test", d.page()))
    framed: str | dict[str, str] = {"o": page, "k": "sandbox"} if d.chance(0.05) else page
    values = [_spelt(d, d.pick(_ORIGINS), page) for _ in range(d.pick((1, 1, 1, 1, 2)))]
    headers = [["Access-Control-Allow-Origin", value] for value in values]
    step: dict[str, Any] = {"url": d.url(d.partner(page))}
    if d.chance(0.25):
        step["credentials"] = "include"
        headers += allowing(None, "true")
    good = allowing("null" if framed != page else page, "true", methods="PUT")
    act = actual(headers, d.pick((200, 200, 200, 404, 500)))
    if d.chance(0.6):
        return d.scenario(framed, [d.api(step, 0.2)], {"0": {"pre": preflight(good), "act": act}})
    step["method"] = "PUT"
    answers = {"pre": preflight([*headers, *allowing(None, methods="PUT")]), "act": actual(good)}
    return d.scenario(framed, [d.api(step, 0.2)], {"0": answers})


def allow_credentials(d: Draw) -> Scenario:
    """How Access-Control-Allow-Credentials is compared."""
    page = d.plain_page()
    value = None if d.chance(0.1) else d.pick(_CREDENTIALS)
    headers = allowing(d.pick((page, page, page, "*")), value if value is not None else False)
    if d.chance(0.1):
        headers.append(["Access-Control-Allow-Credentials", d.pick(_CREDENTIALS)])
    good = allowing(page, "true", methods="PUT")
    step: dict[str, Any] = {
        "url": d.url(d.partner(page)),
        "credentials": d.pick(("include",) * 4 + ("same-origin", "omit")),
    }
    if d.chance(0.5):
        return d.scenario(page, [d.api(step, 0.2)], {"0": {"pre": None, "act": actual(headers)}})
    step["method"] = "PUT"
    pre = [*headers, *allowing(None, methods="PUT")] if d.chance(0.7) else good
    act = good if pre is not good else headers
    return d.scenario(page, [d.api(step, 0.2)], {"0": {"pre": preflight(pre), "act": actual(act)}})


def expose(d: Draw) -> Scenario:
    """Which response headers the page can read."""
    page = d.plain_page()
    listed = [d.pick(_EXPOSED) for _ in range(d.pick((0, 1, 1, 1, 2)))]
    exposed = [["Access-Control-Expose-Headers", value] for value in listed]
    headers: Pairs = [*allowing(d.pick((page, page, "*")), d.chance(0.8)), *_RICH, *exposed]
    target = d.url(d.partner(page) if d.chance(0.9) else page)
    names = ["X-A", "x-b", "Set-Cookie", "Content-Type", "Authorization", "ETag"]
    step: dict[str, Any] = {"url": target}
    if d.chance(0.45):
        step |= {"api": "xhr", "getHeaders": names}
        if d.chance(0.4):
            step["withCredentials"] = True
    elif d.chance(0.6):
        step["credentials"] = d.pick(("include", "omit"))
    return d.scenario(page, [step], {"0": {"pre": None, "act": actual(headers)}})


def origins(d: Draw) -> Scenario:
    """What is same-origin and what is not."""
    page = d.pick(tuple(dict.fromkeys(PAGES)))
    host = page.partition("://")[2]
    spelt = (
        f"http://{host}",
        f"https://{host.partition(':')[0]}",
        page.upper().replace("HTTP", "http"),
    )
    more = (
        "http://a.test:80",
        "http://A.TEST",
        "http://b.test.",
        "http://a.test.",
        "https://a.test:443",
    )
    target = d.pick(
        (*spelt, *more, d.other(page), "http://127.77.0.1:8002", "http://0x7f.77.1:8001")
    )
    headers = allowing("*") if d.chance(0.5) else []
    step = {"url": d.url(target.replace("httpS", "https"))}
    return d.scenario(page, [step], {"0": {"pre": None, "act": actual(headers)}})


def statuses(d: Draw) -> Scenario:
    """Statuses of the answer itself."""
    page = d.plain_page()
    codes = (
        200,
        201,
        202,
        204,
        205,
        206,
        299,
        300,
        301,
        302,
        304,
        305,
        400,
        401,
        403,
        404,
        405,
        407,
    )
    status = d.pick((*codes, 410, 416, 418, 421, 429, 451, 500, 502, 503, 599, 600, 999))
    headers = allowing("*") if d.chance(0.7) else []
    step: dict[str, Any] = {"url": d.url(d.partner(page))}
    if d.chance(0.3):
        step["method"] = d.pick(("PUT", "POST", "HEAD"))
    pre = preflight(allowing("*", methods="PUT"))
    return d.scenario(page, [d.api(step)], {"0": {"pre": pre, "act": actual(headers, status)}})


def broken(d: Draw) -> Scenario:
    """Answers that are not quite HTTP, and none at all."""
    page = d.plain_page()
    ends = ("\r\n", "\r\n", "\n")
    name = d.pick(
        (
            "Access-Control-Allow-Origin: *",
            "Access-Control-Allow-Origin:*",
            "Access-Control-Allow-Origin:\r\n *",
            "access-control-allow-origin: *",
        )
    )
    end = d.pick(ends)
    head = f"{name}{end}Access-Control-Allow-Methods: PUT{end}" if d.chance(0.85) else ""
    raw = d.pick(_RAW).replace("\r\n", end).format(h=head)
    bad = {"close": 1} if d.chance(0.1) else {"raw": raw}
    step: dict[str, Any] = {"url": d.url(d.partner(page)), "method": d.pick(("GET", "PUT"))}
    good = {"pre": preflight(allowing("*", methods="PUT")), "act": actual(allowing("*"))}
    if step["method"] == "PUT" and d.chance(0.6):
        answers = {**good, "pre": bad}
    else:
        answers = {**good, "act": bad}
    return d.scenario(page, [d.api(step, 0.5)], {"0": answers})


def timing(d: Draw) -> Scenario:
    """Timing-Allow-Origin."""
    page = d.plain_page()
    partner = d.partner(page)
    values = (
        "*",
        page,
        f"{page}, {partner}",
        partner,
        "null",
        page.upper(),
        "a.test",
        f"{page} ",
        "*,x",
        "",
    )
    allowed = [["Timing-Allow-Origin", d.pick(values)]] if d.chance(0.8) else []
    act = actual([*allowing("*" if d.chance(0.7) else None), *allowed])
    step: dict[str, Any] = {"url": d.url(partner), "timing": 1}
    if d.chance(0.3):
        step["mode"] = "no-cors"
    server: dict[str, Any] = {"0": {"pre": None, "act": act}}
    if d.chance(0.25):
        scheme = page.partition(":")[0]
        hop = moved(d.url(f"{scheme}://c.test", "1"), [*allowing("*"), *allowed])
        server = {"0": {"act": hop}, "1": {"act": act}}
    return d.scenario(page, [step], server)


def resource_policy(d: Draw) -> Scenario:
    """Cross-Origin-Resource-Policy, with an embedder policy and without."""
    kind = d.pick(("top", "coep", "coep", "coep-credentialless"))
    origin = "https://a.test" if kind != "top" else d.plain_page()
    page: str | dict[str, str] = {"o": origin, "k": kind} if kind != "top" else origin
    targets = [origin, origin.replace("a.test", "sub.a.test"), d.partner(origin)]
    values = (
        "same-origin",
        "same-site",
        "cross-origin",
        "bogus",
        "SAME-ORIGIN",
        "same-origin, same-site",
        "",
    )
    policy = [["Cross-Origin-Resource-Policy", d.pick(values)]] if d.chance(0.75) else []
    headers = [*allowing("*" if d.chance(0.7) else None), *policy]
    step = {"url": d.url(d.pick(targets)), "mode": d.pick(("no-cors", "no-cors", "cors"))}
    return d.scenario(page, [step], {"0": {"pre": None, "act": actual(headers)}})


def opaque_blocking(d: Draw) -> Scenario:
    """Opaque answers that are withheld even as such."""
    page = d.plain_page()
    kinds = (
        "text/html",
        "text/plain",
        "application/json",
        "text/xml",
        "image/png",
        "text/csv",
        "application/pdf",
    )
    headers: Pairs = [["Content-Type", d.pick(kinds)], ["Cache-Control", "no-store"]]
    if d.chance(0.5):
        headers.append(["X-Content-Type-Options", d.pick(("nosniff", "NoSniff", "x"))])
    body = d.pick(("ok", "<html>", '{"a":1}', "", ")]}'\n{}", "a,b"))
    act = {"st": d.pick((200, 200, 206, 404)), "h": headers, "b": body}
    step = {"url": d.url(d.partner(page)), "mode": "no-cors"}
    return d.scenario(page, [step], {"0": {"pre": None, "act": act}})


def integrity(d: Draw) -> Scenario:
    """Subresource integrity, of fetches and of elements."""
    page = d.plain_page()
    good = base64.b64encode(hashlib.sha256(b"1").digest()).decode()
    longer = base64.b64encode(hashlib.sha512(b"1").digest()).decode()
    wrong = "A" * 43 + "="
    value = d.pick(
        (
            f"sha256-{good}",
            f"sha512-{longer}",
            f"sha256-{wrong}",
            "bogus",
            "",
            f"sha256-{wrong} sha256-{good}",
            f"md5-{good}",
        )
    )
    headers: Pairs = [["Content-Type", "text/javascript"], *allowing(d.pick(("*", "*", None)))]
    act = {"st": 200, "h": headers, "b": "1"}
    step: dict[str, Any] = {"url": d.url(d.pick((page, d.partner(page)))), "integrity": value}
    if d.chance(0.5):
        step["mode"] = d.pick(("cors", "no-cors"))
    else:
        step["api"] = d.pick(("script", "module"))
        if d.chance(0.7):
            step["co"] = "anonymous"
    return d.scenario(page, [step], {"0": {"pre": None, "act": act}})
