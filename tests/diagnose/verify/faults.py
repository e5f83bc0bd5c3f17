"""What each check has to find: a policy that is followed, but for one change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from tests.diagnose.verify.servers import (
    APP,
    LOCAL,
    PLAIN,
    POLICY,
    PUBLIC,
    URL,
    adding,
    codes,
    granting,
    instead,
    setting,
    verify,
    where,
    without,
    wrong,
)

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check
    from corsac.policy import Policy
    from tests.diagnose.verify.servers import Change

PATHS = ("/broken",)
ROUTED = POLICY.changed(routes={"/public": PUBLIC})
ACAO, ACAC = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
ACAM, ACAH = "Access-Control-Allow-Methods", "Access-Control-Allow-Headers"
ALL = without(ACAO, ACAC)


def preflight(request: WireRequest, _: WireResponse) -> bool:
    return request.preflight


def actual(request: WireRequest, _: WireResponse) -> bool:
    return not request.preflight


def method(name: str) -> Change:
    return where(lambda request, _: request.method == name and not request.preflight, ALL)


def status(code: int) -> Change:
    return where(lambda _, response: response.status == code, ALL)


def first_come(request: WireRequest) -> bool:
    return request.url.endswith("?corsac=1-2")


def origin(request: WireRequest) -> str:
    return request.headers.get("Origin") or ""


def asks(name: str) -> Change:
    """Refuse a preflight in whose lines a text stands."""
    return where(
        lambda request, _: any(name in line or name in value for line, value in request.headers),
        where(preflight, without(ACAO)),
    )


def echo(request: WireRequest, response: WireResponse) -> WireResponse:
    asked = request.headers.get("Access-Control-Request-Headers")
    return response if asked is None else setting(response, ACAH, asked)


def stranger(request: WireRequest, _: WireResponse) -> bool:
    return "stranger" in origin(request)


def add(name: str, value: str) -> Change:
    return lambda _, response: replace(response, headers=response.headers.with_line(name, value))


def hang(*, over: int, kind: FailureKind = FailureKind.TIMEOUT) -> Change:
    """Answer nothing to requests whose headers are long."""

    def change(request: WireRequest, response: WireResponse) -> WireResponse | Failure:
        longest = max(len(value) for _, value in request.headers)
        return Failure(kind, "nothing came") if longest > over else response

    return change


def crash(name: str) -> Change:
    return where(
        lambda request, _: len(request.headers.get(name) or "") > 10_000,
        lambda _, response: replace(response, status=500),
    )


def opening(request: WireRequest, response: WireResponse) -> WireResponse:
    return replace(response, status=101) if request.url.startswith("ws") else response


def closing(request: WireRequest, response: WireResponse) -> WireResponse:
    return replace(response, status=403) if request.url.startswith("ws") else response


def moved(location: str) -> Change:
    """Redirect who asks for a page."""
    return where(
        lambda _, response: response.status == 200,
        lambda _, response: setting(replace(response, status=302), "Location", location),
    )


def vite(request: WireRequest, response: WireResponse) -> WireResponse:
    if request.url.endswith("/@vite/client"):
        script = replace(response, body=b'import "/node_modules/vite/dist/client/env.mjs";')
        return setting(script, "Content-Type", "text/javascript")
    return response


#: What each check has to find: the policy that is followed, but for this change.
FAULTS: dict[str, tuple[Policy, Change]] = {
    "CORS301": (POLICY, where(lambda r, _: "a-1.b.shop" in origin(r), ALL)),
    "CORS302": (POLICY, method("HEAD")),
    "CORS303": (PLAIN, where(lambda _, r: ACAO in r.headers, adding(ACAC, "true"))),
    "CORS304": (POLICY, add(ACAO, "*")),
    "CORS305": (PUBLIC, add(ACAC, "true")),
    "CORS306": (POLICY, without("Access-Control-Expose-Headers")),
    "CORS307": (POLICY, status(404)),
    "CORS308": (POLICY, status(304)),
    "CORS309": (POLICY, method("OPTIONS")),
    "CORS310": (POLICY, status(500)),
    "CORS311": (POLICY, where(actual, adding("Access-Control-Expose-Headers", "X-Total, X-Key"))),
    "CORS312": (POLICY, where(lambda _, r: ACAC in r.headers, adding(ACAC, "True"))),
    "CORS313": (POLICY, where(lambda _, r: ACAO in r.headers, adding(ACAO, f"{APP}/"))),
    "CORS320": (POLICY, where(preflight, lambda _, r: replace(r, status=401))),
    "CORS321": (POLICY, where(preflight, adding(ACAH, "content-type"))),
    "CORS322": (POLICY, where(preflight, lambda _, r: replace(r, status=302))),
    "CORS323": (POLICY, where(preflight, adding(ACAM, "GET PUT"))),
    "CORS324": (POLICY, where(lambda r, _: "no-such" in r.url, where(preflight, without(ACAO)))),
    "CORS325": (POLICY, where(preflight, adding("Access-Control-Max-Age", "ten minutes"))),
    "CORS326": (POLICY, where(preflight, adding("Content-Length", "0"))),
    "CORS327": (POLICY, asks(" ,")),
    "CORS328": (POLICY, asks("Private-Network")),
    "CORS332": (POLICY, instead(POLICY.changed(allow_methods="*"))),
    "CORS333": (POLICY, instead(POLICY.changed(allow_headers="*"))),
    "CORS340": (POLICY, granting("stranger.invalid$")),
    "CORS341": (PLAIN, where(preflight, instead(PLAIN.changed(allow_origins="*")))),
    "CORS342": (POLICY, granting("^null$")),
    "CORS343": (POLICY, granting(r"^https://app\.example\.")),
    "CORS344": (POLICY, granting(r"^https://[^./]*app\.example$")),
    "CORS345": (POLICY, granting(r"^https://app.example$")),
    "CORS346": (POLICY, granting(r"^https?://app\.example$")),
    "CORS347": (POLICY, granting(r"^https://app\.example(:\d+)?$")),
    "CORS348": (POLICY, granting(r"^https://([^./@]+\.)*app\.example$")),
    "CORS349": (POLICY, granting(r"(?i)^https://app\.example$")),
    "CORS350": (POLICY, granting(r"^https://app\.example/$")),
    "CORS351": (POLICY, granting(r"[, ]https://app\.example")),
    "CORS352": (
        PLAIN,
        where(
            lambda r, _: len(r.headers.all("Origin")) > 1, adding(ACAO, "https://stranger.invalid")
        ),
    ),
    "CORS353": (POLICY, where(stranger, adding(ACAC, "true"))),
    "CORS354": (POLICY, granting(r"^http://localhost:3000$")),
    "CORS355": (POLICY, granting(r"^chrome-extension://")),
    "CORS356": (ROUTED, where(lambda r, _: "publicx" in r.url, adding(ACAO, "*"))),
    "CORS360": (POLICY, where(lambda _, r: ACAO in r.headers, where(actual, without("Vary")))),
    "CORS361": (POLICY, where(stranger, without("Vary"))),
    "CORS362": (POLICY, where(lambda r, _: not origin(r), without("Vary"))),
    "CORS363": (POLICY, where(lambda _, r: r.status == 404, without("Vary"))),
    "CORS364": (POLICY, where(actual, adding("Vary", "Origin, Accept, origin"))),
    "CORS365": (PUBLIC, add("Vary", "Origin")),
    "CORS366": (PUBLIC, where(lambda r, _: not origin(r), without(ACAO))),
    "CORS367": (POLICY, where(preflight, without("Vary"))),
    "CORS368": (POLICY, where(lambda r, _: first_come(r), without(ACAO))),
    "CORS369": (POLICY, where(lambda r, _: not origin(r), adding("Vary", "Origin, Accept"))),
    "CORS370": (POLICY, where(lambda r, _: r.method == "OPTIONS", adding(ACAM, "PUT, PATCH"))),
    "CORS371": (
        POLICY,
        where(
            lambda r, _: r.method == "OPTIONS" and not r.preflight,
            lambda _, r: replace(r, status=204),
        ),
    ),
    "CORS372": (POLICY, where(actual, adding(ACAM, "PUT"))),
    "CORS373": (POLICY, without("Cross-Origin-Resource-Policy")),
    "CORS374": (POLICY, where(lambda r, _: not origin(r), lambda _, r: replace(r, status=500))),
    "CORS380": (POLICY, crash("Origin")),
    "CORS381": (POLICY, hang(over=60_000)),
    "CORS382": (POLICY, where(preflight, echo)),
    "CORS383": (POLICY, where(preflight, echo)),
    "CORS390": (POLICY, opening),
    "CORS391": (POLICY, closing),
    "CORS392": (POLICY, vite),
    "CORS393": (POLICY, moved("http://backend:8080/items")),
    "CORS394": (POLICY, adding("Set-Cookie", "a=1; Domain=backend.example")),
    "CORS395": (POLICY, adding("Set-Cookie", "a=1; SameSite=Lax; Secure")),
}
#: What is a fault on this machine alone.
NEARBY = frozenset({"CORS392"})


def assert_found(check: Check) -> None:
    """Assert that a check finds the fault that it is for."""
    policy, change = FAULTS[check.code]
    url = LOCAL if check.code in NEARBY else URL
    assert check.code in codes(
        verify(wrong(policy, change), policy, websocket="/socket", paths=PATHS, url=url)
    )
