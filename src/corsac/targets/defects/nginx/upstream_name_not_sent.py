"""The API behind this speaks TLS and is not told which host is meant.

## Why

nginx names the host in the TLS handshake (SNI) only with `proxy_ssl_server_name on`. Most APIs on
shared addresses need it: the handshake fails, nginx answers 502, and the page sees a CORS error.

## Who mends it

Whoever keeps the nginx configuration.

## Bad

```nginx
server {
    location /proxy/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_set_header Cookie "";
        proxy_set_header Origin "";
        proxy_hide_header Set-Cookie;
        proxy_pass https://api.example;
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
        proxy_set_header Cookie "";
        proxy_set_header Origin "";
        proxy_hide_header Set-Cookie;
        proxy_ssl_server_name on;
        proxy_pass https://api.example;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.third_party import third_parties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config

RULE = rule(
    "CORS216",
    "upstream-name-not-sent",
    "The upstream's TLS handshake does not name the host",
    __doc__,
    Severity.WARNING,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find TLS upstreams of places with CORS headers that are not named."""
    for place in third_parties(tree):
        if place.level.setting("proxy_ssl_server_name") == "on":
            continue
        edit = place.passed.source.before(place.passed.start, "proxy_ssl_server_name on;")
        yield found(
            RULE,
            place.span,
            Text.of("{host} may need its name in the handshake", host=place.host),
            fixes=safe(Text.of("name it"), edit),
            party=Party.PROXY,
        )
