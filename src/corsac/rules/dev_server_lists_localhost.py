"""Vite's development server lets pages of this machine in, and nobody else.

Until Vite 6.0.9 (and 5.4.12) it answered everyone with `*`. Now it has a list: `localhost`,
`127.0.0.1` and `[::1]`, on any port. A page under any other name gets no header.

## Why

Whatever page was open in the developer's browser could read the source code. Without an
Allow-Origin for this origin the check fails (`fetch#cors-check.2`).

## Who mends it

Who runs the development server: `server.cors.origin` in `vite.config` names the pages that may ask.
`server.cors: true` brings the hole back.

## Bad

```http
http://shop.test runs import("http://localhost:5173/@vite/client")
> GET /@vite/client
> Origin: http://shop.test
< 200 OK
< Vary: Origin
< Content-Type: text/javascript
```

## Good

```http
http://shop.test runs import("http://localhost:5173/@vite/client")
> GET /@vite/client
> Origin: http://shop.test
< 200 OK
< Vary: Origin
< Content-Type: text/javascript
< Access-Control-Allow-Origin: http://shop.test
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.browser.url import parse_url
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Fix, Party, Rule, Text, Where
from corsac.core.host import is_loopback_host
from corsac.rules.reading.absence import nothing_lets_in
from corsac.rules.reading.request import host_of_origin
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS022",
    cause="vite-dev-cors-tightened",
    name="dev-server-lists-localhost",
    title="Vite's development server lets in pages of this machine only",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})

_PATH = re.compile(r"^/(@vite|@fs|@id|@react-refresh|node_modules/\.vite)(/|$)")
_BODY = re.compile(rb"/@vite/client|__vite_ssr_|vite/dist/client")
_READ = 65_536


def find(case: Case) -> Iterator[Finding]:
    """Find a development server of Vite's that gives a page of another host no header."""
    scene = Scene.of(case)
    if not nothing_lets_in(scene) or is_loopback_host(host_of_origin(case.origin)):
        return
    answer = next((a for a in scene.first_hop if _of_vite(a)), None)
    if answer is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of(
            "the development server lets in pages of this machine, not {origin}",
            origin=case.origin,
        ),
        where=Where(answer.index, ALLOW_ORIGIN),
        notes=(Text.of("older versions let everyone in: since Vite 6.0.9 there is a list"),),
        fixes=(
            Fix(
                Text.of("name the page in vite.config"),
                system="vite",
                snippet=f'server: {{ cors: {{ origin: "{case.origin}" }} }},',
                language="javascript",
            ),
        ),
    )


def _of_vite(answer: Answer) -> bool:
    url = parse_url(answer.request.url)
    if url is not None and _PATH.search(url.path):
        return True
    return _BODY.search(answer.response.body[:_READ]) is not None
