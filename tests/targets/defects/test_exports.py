"""What corsac exports and prints as a fix has no defect of its own catalogue above info."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Severity
from corsac.policy import Policy
from corsac.targets.catalogue import TARGETS
from corsac.targets.defects import examine
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.export import ExportError, ExportTarget, Options, Upstream, export
from corsac.targets.exports import EXPORTS
from tests.targets.real import PUBLIC, REMEDY, SIMPLE

if TYPE_CHECKING:
    from corsac.targets.catalogue import Target

POLICIES = {
    "credentials": Policy(
        allow_origins=["https://app.example", "https://*.example.com", "http://localhost:3000"],
        allow_methods=["PUT"],
        allow_headers=["Content-Type"],
        expose_headers=["X-Total-Count"],
        allow_credentials=True,
        max_age=7200,
    ),
    "public": Policy(allow_origins="*"),
}
#: What a fix in a language is called as a file.
NAMES = {
    "nginx": "fix.nginx",
    "apache": ".htaccess",
    "python": "fix.py",
    "js": "fix.js",
    "javascript": "fix.js",
    "go": "fix.go",
}
BEHIND = (
    (None, False),
    (Upstream.of("http://127.0.0.1:8000"), False),
    (Upstream.of("https://api.example"), True),
)


def above_info(name: str, text: str) -> list[str]:
    kind = kind_of(name, text)
    if kind is None:
        return []
    found = examine(Source(name, text, kind))
    return [f"{x.code} {x.message}" for x in found if x.rule.severity is not Severity.INFO]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("target", EXPORTS, ids=lambda target: target.name)
@pytest.mark.parametrize("shape", ["pasted", "full"])
def test_no_export_has_a_defect(target: ExportTarget, policy: str, shape: str) -> None:
    for behind, third in BEHIND:
        options = Options(full=shape == "full", upstream=behind, third_party=third)
        try:
            made = export(target, POLICIES[policy], options)
        except ExportError:
            continue
        for file in made.files:
            assert above_info(file.name, file.text) == [], file.name


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_printed_fix_has_a_defect(target: Target) -> None:
    encrypted = (replace(each, origin="https://app.example") for each in (REMEDY, SIMPLE))
    for remedy in (*encrypted, PUBLIC):
        text = target.snippet(remedy)
        name = NAMES.get(target.language)
        assert name is None or above_info(name, text) == []
