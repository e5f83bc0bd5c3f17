"""An error is answered from another location, which sends no CORS headers.

`error_page 500 502 503 504 /50x.html;`, as nginx's own configuration has it. `try_files $uri @app;`
is the same: what `@app` answers has the headers of `@app`.

## Why

nginx takes the headers from the location that answers in the end. Where the application is down the
page gets a 502 without Allow-Origin: the browser says "blocked by CORS" (`fetch#cors-check.2`), and
the page can't see that it is an outage.

## Who mends it

Whoever keeps the nginx configuration: repeat the CORS lines where errors are answered.

## Bad

```nginx
server {
    error_page 502 504 /50x.html;
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_pass http://127.0.0.1:8000;
    }
    location = /50x.html {
        root /srv/www;
    }
}
```

## Good

```nginx
server {
    error_page 502 504 /50x.html;
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_pass http://127.0.0.1:8000;
    }
    location = /50x.html {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        root /srv/www;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    PASSES,
    depends,
    settled,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS238",
    "error-page-without-headers",
    "Errors are answered from a location that sends no CORS headers",
    __doc__,
    Severity.WARNING,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find locations with CORS headers whose errors another one answers, which has none."""
    seen: set[int] = set()
    known: dict[int, dict[str, Level]] = {}
    for level in tree.levels:
        passes = any(level.own(name) for name in PASSES)
        if level.name != "location" or not (passes or level.own("try_files")):
            continue
        lines = level.headers(ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS, "vary")
        if not any(each.is_about(ALLOW_ORIGIN) for each in lines):
            continue
        for each, place in _answering(level, _places(tree, level, known)):
            if id(place) in seen or place.headers(ALLOW_ORIGIN):
                continue
            seen.add(id(place))
            yield found(
                RULE,
                each.source.span(each.start, each.end),
                Text.of(
                    "{place} sends nothing of line {line}",
                    place=each.arguments[-1],
                    line=lines[0].source.place(lines[0].start)[0],
                ),
                fixes=_fix(tree, level, place, lines),
                party=Party.PROXY,
            )


def _places(tree: Config, level: Level, known: dict[int, dict[str, Level]]) -> dict[str, Level]:
    """Give the locations of a level's server that answer one path, by it."""
    server = next((each for each in level.chain if each.name == "server"), level)
    if id(server) not in known:
        known[id(server)] = {
            each.directive.arguments[-1]: each
            for each in tree.inside(server)
            if each.name == "location"
            and each.directive
            and each.directive.arguments
            and each.directive.arguments[:-1] in {(), ("=",), ("^~",)}
        }
    return known[id(server)]


def _answering(level: Level, places: dict[str, Level]) -> Iterator[tuple[Directive, Level]]:
    """Give the locations that answer a level's errors, each with the line that says so."""
    for each in level.own("try_files"):
        place = places.get(each.arguments[-1]) if each.arguments else None
        if place is not None and place is not level and place.body:
            yield each, place
    passes = any(level.own(name) for name in PASSES)
    for each in level.effective("error_page") if passes else ():
        place = places.get(each.arguments[-1]) if each.arguments else None
        if place is None or place is level or place.own("return") or not place.body:
            continue
        if any(code[:1] in {"4", "5"} and code != "418" for code in each.arguments[:-1]):
            yield each, place


def _fix(tree: Config, level: Level, place: Level, lines: tuple[Directive, ...]) -> tuple[Fix, ...]:
    """Repeat the lines, once they are as they will be."""
    origin = next(each for each in lines if each.is_about(ALLOW_ORIGIN))
    fixed = [x for x in lines if depends(tree, value(origin).text) and "$" not in value(x).text]
    open_still = any(not each.is_about("vary") for each in fixed)
    if not settled(tree, level) or open_still or origin.words[-1].text != "always":
        return ()
    held = () if place.own("add_header") else place.effective("add_header")
    told = [each.source.text[each.start : each.end] for each in (*held, *lines)]
    first = place.body[0]
    return safe(Text.of("repeat them there"), first.source.before(first.start, *told))
