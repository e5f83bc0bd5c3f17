"""Behind nginx's CORS headers those of the application come through as well.

## Why

`add_header` adds; it replaces nothing. An application that answers CORS too gives the browser two
Allow-Origin lines, which count as one wrong value (`fetch#cors-check.4`); and an application's `*`
reaches those whom nginx gives nothing.

## Who mends it

Whoever keeps the nginx configuration: hide the application's lines. Or let the application alone
answer CORS, and take the lines out of nginx.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        uwsgi_pass unix:/run/app.sock;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        uwsgi_hide_header Access-Control-Allow-Origin;
        uwsgi_hide_header Access-Control-Allow-Credentials;
        uwsgi_hide_header Access-Control-Allow-Methods;
        uwsgi_hide_header Access-Control-Allow-Headers;
        uwsgi_hide_header Access-Control-Max-Age;
        uwsgi_hide_header Access-Control-Expose-Headers;
        uwsgi_pass unix:/run/app.sock;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import RESPONSE
from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import ALLOW_CREDENTIALS, ALLOW_ORIGIN, CORS, PASSES, answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Level

RULE = rule(
    "CORS209",
    "upstream-headers-kept",
    "The application's own CORS headers come through beside nginx's",
    __doc__,
    Severity.WARNING,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find places that send CORS headers and pass a request on, hiding nothing."""
    for level in tree.levels:
        for each in level.body:
            if each.name not in PASSES or not _sends(tree, level) or _asked_of_users(tree, level):
                continue
            setting = f"{PASSES[each.name]}_hide_header"
            held = level.effective(setting)
            hidden = {name.lower() for line in held for name in line.arguments}
            if _needed(tree, level) <= hidden:
                continue
            lines = (
                []
                if level.own(setting)
                else [line.source.text[line.start : line.end] for line in held]
            )
            lines += [f"{setting} {x.name};" for x in RESPONSE if x.name.lower() not in hidden]
            yield found(
                RULE,
                each.source.span(each.start, each.end),
                Text.of("what answers here may send CORS headers too"),
                fixes=safe(
                    Text.of("hide what it says of CORS"), each.source.before(each.start, *lines)
                ),
                party=Party.PROXY,
                confidence=Confidence.MEDIUM,
            )


def _asked_of_users(tree: Config, level: Level) -> bool:
    """Whether a location is an `auth_request`'s: nobody gets what it answers."""
    place = level.directive.words[-1].text if level.directive else ""
    asked = (x.arguments[0] for _, x in tree.directives("auth_request") if x.arguments)
    return level.name == "location" and place in asked


def _needed(tree: Config, level: Level) -> set[str]:
    """Name what two layers may not both say, and what opens more than nginx does."""
    said = {
        x.words[1].text.lower() for each in _answering(tree, level) for x in each.headers(*CORS)
    }
    return {ALLOW_ORIGIN, ALLOW_CREDENTIALS, *said}


def _sends(tree: Config, level: Level) -> bool:
    return any(each.headers(ALLOW_ORIGIN) for each in _answering(tree, level))


def _answering(tree: Config, level: Level) -> list[Level]:
    """Give a level, and the ifs in it that don't answer by themselves."""
    return [level, *(each for each in tree.ifs(level) if not answers(each))]
