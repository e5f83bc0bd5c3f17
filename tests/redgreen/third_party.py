"""What a proxy before somebody else's API must keep to itself."""

from __future__ import annotations

from corsac.core.headers import Headers
from tests.exchanges.loader import App
from tests.redgreen.recipe_probe import SITE, said
from tests.targets.corpus import ask, asking
from tests.targets.layers import seen

#: Whatever an API that is CORS-enabled says by itself.
_ITS_OWN = App(200, Headers.of([("Access-Control-Allow-Origin", "*"),
                                ("Access-Control-Allow-Methods", "PURGE")]))  # fmt: skip
_SECRETS = {"cookie", "origin", "referer", "x-real-ip", "x-forwarded-for"}


def third_party_faults(url: str, behind: int) -> list[str]:
    """Probe a running proxy; an empty list is a pass."""
    found: list[str] = []
    lines = {name.replace("-", "_"): value for name, value in asking(_ITS_OWN).items()}
    more = {"Cookie": "sess=1", "Referer": f"{SITE}/secret", "X_Forwarded_For": "203.0.113.7"}
    answer = ask(url, "GET", "/proxy/a%2Fb/data?q=%20", SITE, **lines, **more)
    if answer.status != 200:
        return [f"status {answer.status}"]
    if answer.headers.all("Access-Control-Allow-Origin") != ("*",):
        found.append(f"Allow-Origin is {answer.headers.all('Access-Control-Allow-Origin')}")
    if "PURGE" in ",".join(answer.headers.all("Access-Control-Allow-Methods")):
        found.append("its Allow-Methods come through")
    if "Set-Cookie" in answer.headers:
        found.append("its cookies come through")
    told = seen(answer)
    if told["path"] != "/a%2Fb/data?q=%20":
        found.append(f"the path became {told['path']}")
    if told["host"].partition(":")[0] != "localhost":
        found.append(f"it is asked as {told['host']}")
    found += [f"it is told {name}" for name in sorted(_SECRETS & told.keys())]
    moved = App(302, Headers.of([("Location", f"https://localhost:{behind}/new")]))
    lines = {name.replace("-", "_"): value for name, value in asking(moved).items()}
    to = ask(url, "GET", "/proxy/old", SITE, **lines).headers.get("Location") or ""
    if to.removeprefix(url) != "/proxy/new":
        found.append(f"its redirect leads to {to}")
    for status in (404, 500):
        lines = asking(App(status, _ITS_OWN.headers))
        broken = ask(url, "GET", "/proxy/x", SITE, X_Answer=lines["X-Answer"])
        if broken.headers.all("Access-Control-Allow-Origin") != ("*",):
            found.append(f"a {status} has {said(broken)}")
    return found
