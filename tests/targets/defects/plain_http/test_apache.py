"""Origins without encryption in Apache."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

CREDENTIALS = 'Header always set Access-Control-Allow-Credentials "true"\n'


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ('SetEnvIf Origin "^http://app\\.example$" O=$0', '"^https://app\\.example$"'),
        ('Header always set Access-Control-Allow-Origin "http://app.example"',
         '"https://app.example"'),
    ],
)  # fmt: skip
def test_they_are_found_beside_credentials_alone(line: str, better: str) -> None:
    def at(text: str) -> Source:
        return Source("site.conf", text, Kind.APACHE)

    text = f"{line}\n{CREDENTIALS}"
    assert "CORS286" in [each.code for each in examine(at(text))]
    assert better in mend(at(text), examine, unsafe=True).source.text
    assert "CORS286" not in [each.code for each in examine(at(f"{line}\n"))]
