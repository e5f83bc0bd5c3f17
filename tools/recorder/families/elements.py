"""What elements and other initiators load: images, scripts, fonts, streams of events, sockets."""

from __future__ import annotations

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
_WEIGHTS: Final = ("img", "img", "script", "script", "module", "module", "import", "style", "style")
_APIS: Final = (
    *_WEIGHTS,
    "font",
    "video",
    "audio",
    "track",
    "track",
    "eventsource",
    "eventsource",
    "beacon",
)
_WITH_ATTRIBUTE: Final = frozenset({"img", "script", "module", "style", "video", "audio", "track"})
_BEACONS: Final = (
    {"k": "text", "v": "x"},
    {"k": "blob", "v": "x", "t": "application/json"},
    {"k": "blob", "v": "x", "t": "text/plain"},
    {"k": "usp", "v": "a=b"},
    {"k": "form", "v": [["a", "b"]]},
    {"k": "text", "v": "x", "rep": 65537},
    {"k": "buf", "v": "x"},
)


def _loading(api: str, headers: Pairs, status: int = 200) -> dict[str, Any]:
    kind, body = _LOADED[api]
    return {
        "st": status,
        "h": [["Content-Type", kind], ["Cache-Control", "no-store"], *headers],
        "b": body,
    }


def loading(d: Draw) -> Scenario:
    """Elements and initiators, with and without crossorigin."""
    page = d.plain_page()
    api = d.pick(_APIS)
    target = d.pick((d.partner(page), d.partner(page), d.other(page), page))
    step: dict[str, Any] = {"api": api, "url": d.url(target)}
    if api in _WITH_ATTRIBUTE and d.chance(0.75):
        step["co"] = d.pick(("anonymous", "use-credentials", "bogus", ""))
    if api == "eventsource":
        step["withCredentials"] = d.pick((0, 1))
    if api == "beacon":
        step["body"] = d.pick(_BEACONS)
    allowed = d.pick((page, page, "*", "http://x.test", "null", None))
    headers = allowing(allowed, d.chance(0.5))
    if d.chance(0.05):
        headers += allowing(page)
    act = _loading(api, headers, d.pick((200, 200, 200, 200, 404)))
    pre = preflight(allowing(allowed, d.chance(0.6), headers="content-type"))
    server: dict[str, Any] = {"0": {"pre": pre, "act": act}}
    if d.chance(0.2):
        scheme = page.partition(":")[0]
        onward = f"{scheme}://{d.pick(('b.test', 'c.test', 'a.test'))}"
        final = _loading(api, allowing(d.pick(("*", "null", page, None)), d.chance(0.4)))
        server = {
            "0": {"pre": pre, "act": moved(d.url(onward, "1"), headers)},
            "1": {"pre": pre, "act": final},
        }
    jar = []
    if d.chance(0.3):
        host = target.partition("://")[2].partition(":")[0]
        jar = [
            {"host": host, "n": "n", "v": "1", "ss": "None", "sec": 1},
            {"host": host, "n": "l", "v": "1", "ss": "Lax"},
        ]
    return d.scenario(page, [step], server, ck=jar)


def handshakes(d: Draw) -> Scenario:
    """WebSocket handshakes: always with Origin, never with a preflight."""
    kind = d.pick(("top", "top", "sandbox", "worker", "data"))
    origin = d.plain_page()
    page: str | dict[str, str] = origin if kind == "top" else {"o": origin, "k": kind}
    schemes = ("wss",) if origin.startswith("https") else ("ws", "wss")
    host = d.pick(("a.test", "b.test", "sub.a.test", "b.test"))
    step: dict[str, Any] = {"api": "websocket", "url": d.url(f"{d.pick(schemes)}://{host}")}
    headers: Pairs = []
    if d.chance(0.25):
        step["protocols"] = ["chat", "v2"]
        headers = d.pick(
            ([["Sec-WebSocket-Protocol", "chat"]], [["Sec-WebSocket-Protocol", "x"]], [])
        )
    accepted = {"st": 101, "h": headers, "ws": 1}
    refused = d.pick((actual(allowing("*")), actual([], 403), moved(d.url(f"{origin}", "1"), [])))
    act = accepted if d.chance(0.65) else refused
    jar = [
        {"host": host, "n": "n", "v": "1", "ss": "None", "sec": 1},
        {"host": host, "n": "l", "v": "1", "ss": "Lax"},
        {"host": host, "n": "d", "v": "1"},
    ]
    answers = {"0": {"pre": None, "act": act}}
    return d.scenario(page, [step], answers, ck=jar if d.chance(0.6) else [])


def worker_scripts(d: Draw) -> Scenario:
    """Worker scripts, which must be same-origin whatever the server allows."""
    page = d.plain_page()
    target = d.pick((page, page, d.partner(page)))
    step: dict[str, Any] = {"api": "worker", "url": d.url(target), "tmo": 3000}
    if d.chance(0.4):
        step["type"] = "module"
    headers = [
        ["Content-Type", d.pick(("text/javascript", "text/javascript", "text/plain"))],
        *allowing("*"),
    ]
    act: dict[str, Any] = {"st": d.pick((200, 200, 404)), "h": headers, "b": "postMessage(1)"}
    server: dict[str, Any] = {"0": {"pre": None, "act": act}}
    if d.chance(0.25):
        onward = d.pick((page, d.partner(page)))
        server = {"0": {"act": moved(d.url(onward, "1"), allowing("*"))}, "1": {"act": act}}
    return d.scenario(page, [step], server)
