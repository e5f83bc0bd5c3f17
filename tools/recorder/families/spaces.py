"""Local Network Access: pages and targets in three address spaces, told apart by port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .draw import actual, allowing, moved, preflight

if TYPE_CHECKING:
    from .draw import Draw, Scenario

_PAGES: Final = (
    "http://a.test:8101",
    "http://a.test:8102",
    "https://a.test:8441",
    "http://a.test",
    "https://a.test",
)
_TARGETS: Final = ("8101", "8102", "8103", "80")


def requests(d: Draw) -> Scenario:
    """Requests between address spaces."""
    origin = d.pick(_PAGES)
    kind = d.pick(("top",) * 12 + ("sandbox", "worker"))
    page: str | dict[str, str] = origin if kind == "top" else {"o": origin, "k": kind}
    target = f"http://{d.pick(('a', 'b', 'sub.a'))}.test:{d.pick(_TARGETS)}".removesuffix(":80")
    if d.chance(0.25):
        target = d.pick(("https://b.test", "https://b.test:8441"))
    step: dict[str, Any] = {"url": d.url(target), "tmo": 3000}
    if d.chance(0.08):
        step["api"] = d.pick(("img", "xhr", "eventsource", "script"))
    else:
        step["mode"] = d.pick(("cors", "cors", "no-cors"))
        step["method"] = d.pick(("GET", "GET", "PUT")) if step["mode"] == "cors" else "GET"
        if d.chance(0.45):
            step["targetAddressSpace"] = d.pick(("local", "loopback", "public", "unknown"))
    headers = allowing(d.pick(("*", "*", None)))
    server: dict[str, Any] = {
        "0": {"pre": preflight(allowing("*", methods="PUT")), "act": actual(headers)}
    }
    if d.chance(0.08):
        onward = f"http://b.test:{d.pick(('8101', '8102', '8103'))}"
        server = {"0": {**server["0"], "act": moved(d.url(onward, "1"), headers)}, "1": server["0"]}
    return d.scenario(page, [step], server)
