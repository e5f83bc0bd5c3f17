"""Origins without encryption in Apache: in SetEnvIf, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Party
from corsac.targets.defects.apache.cors import (
    ALLOW_CREDENTIALS,
    credentials,
    origins,
    patterns,
    sent,
)
from corsac.targets.defects.plain_http import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.targets.defects.apache.tree import Config


def find(tree: Config) -> Iterator[Finding]:
    """Find them, where credentials are allowed."""
    if not sent(tree, ALLOW_CREDENTIALS):
        return
    written = [each.value for each in origins(tree) if each.value and credentials(tree, each)]
    for word in (*(word for _, word in patterns(tree)), *written):
        yield from at(tree.source, word.start, word.end, party=Party.PROXY)
