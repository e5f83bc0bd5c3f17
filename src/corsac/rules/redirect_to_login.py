"""The API redirects to a login page.

The session is over, and the authentication layer answers the page's request as it would answer a
person: with a redirect to the login page or the identity provider. `fetch()` follows it to a server
that knows nothing of this page. It works after a reload, and fails again an hour later.

## Why

Every hop is checked (`fetch#http-fetch`); login pages carry no CORS headers
(`fetch#cors-check.2`), and from the second foreign origin on the browser says `Origin: null`.

## Who mends it

The authentication layer: answer API requests with 401 instead (`Sec-Fetch-Mode: cors` or an
`Accept` of JSON tells them from page loads). The page then sends the user to the login page itself.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 302 Found
< Location: https://login.idp.example/oauth2/authorize?client_id=items
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
> GET https://login.idp.example/oauth2/authorize?client_id=items
> Origin: null
< 200 OK
< Content-Type: text/html
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 401 Unauthorized
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import page_fix, remedy_for
from corsac.rules.reading.location import leads_to_login, resolve
from corsac.rules.reading.request import without_secrets
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS050",
    cause="redirect-to-login",
    name="redirect-to-login",
    title="The API redirects to a login page",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {
        Reason.ALLOW_ORIGIN_MISSING,
        Reason.ALLOW_ORIGIN_MISMATCH,
        Reason.ALLOW_ORIGIN_WILDCARD,
        Reason.PREFLIGHT_STATUS,
        Reason.PREFLIGHT_REDIRECT,
        Reason.REDIRECT_MODE,
    }
)


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect to a login page, where it or what follows is not let in."""
    if case.outcome.block is None:
        return
    scene = Scene.of(case)
    if not scene.preflight_lets_in:
        return
    for answer in scene.responses:
        location = answer.redirect
        if location is not None and leads_to_login(location, answer.request.url):
            yield _finding(case, scene, answer, location)
            return


def _finding(case: Case, scene: Scene, answer: Answer, location: str) -> Finding:
    target = without_secrets(resolve(location, answer.request.url) or location)
    later = [a for a in scene.later_hops if not a.origin_passes]
    judged = answer if answer.lacks_allow_origin or not later else later[0]
    return Finding(
        RULE,
        Party.BACKEND,
        Confidence.MEDIUM,
        Text.of("the API redirects to a login page, {target}", target=target),
        where=Where(judged.index, "Location" if judged is answer else "", target),
        notes=(Text.of("the session may be over: a person would now see the login page"),),
        fixes=(
            page_fix(
                "once the API answers 401, send the user to the login page",
                "if (answer.status === 401) location.assign(loginUrl);",
            ),
        ),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
