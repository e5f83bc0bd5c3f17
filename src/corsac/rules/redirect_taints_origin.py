"""A redirect to another origin makes the request's origin `null`.

The page asks one server, that one sends it on to another. The second is asked with `Origin: null`,
which its exact list of origins does not have.

## Why

Once a foreign server redirects to yet another origin, the browser no longer says whose request it
is: the origin serialises as `null` in the `Origin` header and in the check
(`fetch#concept-request-tainted-origin`). The page's own origin in `Access-Control-Allow-Origin`
then does not match (`fetch#cors-check.4`).

## Who mends it

The page, by calling the final URL itself; or the first server, by not sending API calls to other
origins. For public files `*` lets `null` in too. Never put `null` on a list: every sandboxed frame
has that origin.

## What guides get wrong

"The CORS headers on both answers will do." Not with an exact origin on the second one.

## Bad

```http
https://app.example runs fetch("https://api.example/file")
> GET /file
> Origin: https://app.example
< 302 Found
< Location: https://files.example/file
< Access-Control-Allow-Origin: https://app.example
> GET https://files.example/file
> Origin: null
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```

## Good

```http
https://app.example runs fetch("https://files.example/file")
> GET /file
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import page_fix, remedy_for
from corsac.rules.reading.origin_value import VALUE_REASONS
from corsac.rules.reading.request import without_secrets
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS051",
    cause="redirect-null-origin",
    name="redirect-taints-origin",
    title="A redirect to another origin turns Origin into `null`",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS | {
    Reason.ALLOW_ORIGIN_MISSING,
    Reason.ALLOW_ORIGIN_WILDCARD,
    Reason.PREFLIGHT_STATUS,
}


def find(case: Case) -> Iterator[Finding]:
    """Find an answer behind a redirect that knows CORS, and does not let `null` in."""
    if case.origin == "null":
        return
    for answer in Scene.of(case).later_hops:
        if _refuses_null(answer):
            yield _finding(case, answer)
            return


def _refuses_null(answer: Answer) -> bool:
    """Tell whether an answer to `Origin: null` fails, and would hardly fail without it.

    A `*` fails for the credentials alone: that is another fault.
    """
    if answer.origin != "null" or answer.origin_passes or answer.allow_origin == "*":
        return False
    return answer.speaks_of_cors


def _finding(case: Case, answer: Answer) -> Finding:
    target = without_secrets(answer.request.url)
    return Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH if answer.allow_origin == case.origin else Confidence.MEDIUM,
        Text.of("after the redirect to {target} the request's origin is `null`", target=target),
        where=Where(answer.index, ALLOW_ORIGIN, answer.allow_origin),
        notes=(
            Text.of(
                "a redirect from one foreign origin to another hides {origin}", origin=case.origin
            ),
        ),
        fixes=(page_fix("call {target} itself", target=target),),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
