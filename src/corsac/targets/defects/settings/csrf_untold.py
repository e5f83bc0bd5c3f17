"""Django lets origins send cookies, and its CSRF check refuses what they send.

No `CSRF_TRUSTED_ORIGINS`, or no `x-csrftoken` among the headers that may be sent.

## Why

`CsrfViewMiddleware` compares the Origin of every POST, PUT, PATCH and DELETE with the hosts that it
knows: others get a 403, CORS or not. And the token's own header needs leave
(`fetch#cors-safelisted-request-header`): a preflight without it fails.

## Who mends it

Whoever keeps the settings. Cookies of the session reach the server from another *site* only with
`SESSION_COOKIE_SAMESITE = "None"` and `SESSION_COOKIE_SECURE = True`.

## Bad

```python
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CORS_ALLOWED_ORIGINS = ["https://app.example"]
CORS_ALLOW_HEADERS = ["content-type"]
CORS_ALLOW_CREDENTIALS = True
```

## Good

```python
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CORS_ALLOWED_ORIGINS = ["https://app.example"]
CSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS
CORS_ALLOW_HEADERS = ["content-type", "x-csrftoken"]
CORS_ALLOW_CREDENTIALS = True
```
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS273",
    "csrf-untold",
    "Django's CSRF check refuses what allowed origins send",
    __doc__,
    Severity.WARNING,
)
_CHECKS: Final = "CsrfViewMiddleware"
_SAMESITE: Final = Text.of(
    "pages of another site send the session's cookie only with SESSION_COOKIE_SAMESITE = 'None' "
    "and SESSION_COOKIE_SECURE = True"
)


def find(tree: Python) -> Iterator[Finding]:
    """Find settings that allow credentials, beside the check."""
    text = tree.source.text
    given = dict(_assigned(tree))
    held = given.get("CORS_ALLOW_CREDENTIALS")
    if _CHECKS not in text or not isinstance(held, ast.Constant) or held.value is not True:
        return
    origins, headers = (given.get(x) for x in ("CORS_ALLOWED_ORIGINS", "CORS_ALLOW_HEADERS"))
    notes = () if "SESSION_COOKIE_SAMESITE" in text else (_SAMESITE,)
    if isinstance(origins, ast.List | ast.Tuple) and "CSRF_TRUSTED_ORIGINS" not in text:
        place = tree.place(origins)
        line = f"{tree.source.newline}CSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS"
        end = (
            place.end
            + len(tree.source.line(tree.source.place(place.end)[0]))
            - (tree.source.place(place.end)[1] - 1)
        )
        yield found(
            RULE,
            tree.source.span(place.start, place.end),
            Text.of("what these origins POST is refused: CSRF_TRUSTED_ORIGINS lacks them"),
            notes=notes,
            fixes=unsafe(Text.of("trust them"), tree.source.edit(end, end, line)),
        )
    if not isinstance(headers, ast.List | ast.Tuple) or not headers.elts:
        return
    names = [x.value for x in headers.elts if isinstance(x, ast.Constant)]
    if len(names) == len(headers.elts) and "x-csrftoken" not in [str(x).lower() for x in names]:
        last = tree.place(headers.elts[-1])
        quote = text[last.start]
        yield found(
            RULE,
            tree.source.span(last.start, last.end),
            Text.of("the header of the CSRF token is not allowed"),
            fixes=unsafe(
                Text.of("allow x-csrftoken"),
                tree.source.edit(last.end, last.end, _behind(tree, last.start, quote)),
            ),
        )


def _behind(tree: Python, start: int, quote: str) -> str:
    """Write the header behind another one, on a line of its own where that has one."""
    line, column = tree.source.place(start)
    alone = not tree.source.line(line)[: column - 1].strip()
    between = f"{tree.source.newline}{tree.source.indent(start)}" if alone else " "
    return f",{between}{quote}x-csrftoken{quote}"


def _assigned(tree: Python) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case _:
                pass
