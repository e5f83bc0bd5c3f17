r"""The expression for allowed origins lets others in.

A missing `$` or `^`, a dot without a backslash, a wildcard glued to the host, `https?` where the
user's cookies go along; `SetEnvIfNoCase`.

## Why

Who can register `yoursite.com.evil.example` is one of the allowed origins. With `https?` whoever
sits in the user's network is: they put a page on plain `http://yoursite.com` themselves.

## Who mends it

Whoever keeps Apache's configuration: whole, escaped, and https alone but for this machine.

## Bad

```apache
<VirtualHost *:80>
    SetEnvIf Origin "https://(app|shop).example" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    SetEnvIf Origin "^https://(app|shop)\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import ALLOW_CREDENTIALS, patterns, rewritten, sent
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.origin_pattern import SAID, judge, matches_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS223",
    "setenvif-too-wide",
    "The expression for allowed origins lets others in, in Apache",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find SetEnvIf lines on the origin that match more than they mean."""
    secure = bool(sent(tree, ALLOW_CREDENTIALS))
    for line, word in patterns(tree):
        span = tree.source.span(word.start, word.end)
        verdict = judge(word.text, secure=secure)
        if verdict.faults and not matches_anything(word.text):
            edits = rewritten(line, word, verdict.mended)
            yield found(
                RULE,
                span,
                Text.of(SAID[verdict.faults[0]]),
                notes=tuple(Text.of(SAID[each]) for each in verdict.faults[1:]),
                fixes=safe(Text.of("match what is meant, whole"), *edits),
                party=Party.PROXY,
            )
        elif line.name == "setenvifnocase":
            first = line.words[0]
            yield found(
                RULE,
                tree.source.span(first.start, first.end),
                Text.of("this ignores case; an origin doesn't"),
                fixes=safe(
                    Text.of("compare as it is written"),
                    tree.source.edit(first.start, first.end, "SetEnvIf"),
                ),
                party=Party.PROXY,
            )
