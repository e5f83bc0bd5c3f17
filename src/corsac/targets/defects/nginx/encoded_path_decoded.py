r"""A third party's API gets other paths than the page asked for: `%2F` has become a slash.

## Why

nginx decodes a path before it looks for a location, and encodes anew what `rewrite` or the path of
`proxy_pass` made of it: of `/proxy/a%2Fb` the API gets `/a/b`. An identifier with a slash in it
names something else then, and the page reads a 404, or another answer than its own.

## Who mends it

Whoever keeps the nginx configuration: a variable in `proxy_pass` is sent as it is. The line with
the name stays below it: it is what nginx knows the name's addresses from, without a `resolver`,
and it serves what comes with dots in its path.

## Bad

```nginx
server {
    location /proxy/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_ssl_server_name on;
        proxy_set_header Cookie "";
        proxy_set_header Origin "";
        proxy_hide_header Set-Cookie;
        proxy_pass https://api.example/;
    }
}
```

## Good

```nginx
server {
    location /proxy/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_ssl_server_name on;
        proxy_set_header Cookie "";
        proxy_set_header Origin "";
        proxy_hide_header Set-Cookie;
        if ($request_uri ~ "^/proxy(?![^?]*(?:\.|%2[Ee]){2})(?<raw_path>/.*)$") {
            proxy_pass https://api.example$raw_path;
        }
        proxy_pass https://api.example/;
    }
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.nginx.cors import answers
from corsac.targets.defects.nginx.proxied_path_broken import prefix
from corsac.targets.defects.nginx.third_party import ThirdParty, name_taken_off, third_parties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.nginx.tree import Config

RULE = rule(
    "CORS236",
    "encoded-path-decoded",
    "An encoded slash in a path is decoded on the way",
    __doc__,
    Severity.INFO,
)
_URL: Final = re.compile(r"(https://[^/$]+)(/[^$?]*)?", re.IGNORECASE)
_PUT: Final = re.compile(r"((?:/[\w-]+)*)/\$1")
#: Paths with two dots in a row stay as nginx makes them: they could lead out of the place.
_NO_DOTS: Final = r"(?![^?]*(?:\.|%2[Ee]){2})"


def find(tree: Config) -> Iterator[Finding]:
    """Find places before a third party that take their own name off the path."""
    for place in third_parties(tree):
        taken = _taken(place)
        if taken is None or any(x.own("proxy_pass") for x in tree.ifs(place.level)):
            continue
        off, behind = taken
        yield found(
            RULE,
            place.span,
            Text.of("{asked} becomes {sent}", asked=f"{off}/a%2Fb", sent=f"{behind}/a/b"),
            fixes=_fix(tree, place, taken),
            party=Party.PROXY,
            confidence=Confidence.MEDIUM,
        )


def _taken(place: ThirdParty) -> tuple[str, str] | None:
    """Give what a place takes off a path, and what it puts there; None where it leaves it."""
    match = _URL.fullmatch(place.passed.arguments[0])
    asked = prefix(place.level)
    if match is None or asked is None:
        return None
    rewritten = place.level.own("rewrite")
    if rewritten:
        name = name_taken_off(place.level)
        put = _PUT.fullmatch(rewritten[0].arguments[1]) if name else None
        alone = len(rewritten) == 1 and match[2] is None
        return (name.rstrip("/"), put[1]) if put and alone else None
    if match[2] is None or not (asked.text.endswith("/") and match[2].endswith("/")):
        return None
    return asked.text.rstrip("/"), match[2].rstrip("/")


def _fix(tree: Config, place: ThirdParty, taken: tuple[str, str]) -> tuple[Fix, ...]:
    """Send the path as it came; of several ifs that hold the last one decides, with its lines."""
    title = Text.of("send the path as it came")
    if any(x.lines and not answers(x) for x in tree.ifs(place.level)):
        return advice(title)
    off, behind = taken
    upstream = place.passed.arguments[0].split("/", 3)[2]
    lines = (
        f'if ($request_uri ~ "^{re.escape(off)}{_NO_DOTS}(?<raw_path>/.*)$") {{',
        f"    proxy_pass https://{upstream}{behind}$raw_path;",
        "}",
    )
    # Behind a `rewrite … break` no if is carried out.
    first = min(x.start for x in (place.passed, *place.level.own("rewrite")))
    return unsafe(title, place.passed.source.before(first, *lines))
