"""The shapes in which Apache's configurations choose origins: each found, and mended or let be."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

EXPRESSION = 'Header always set Access-Control-Allow-Origin "expr=%{HTTP:Origin}"'
CREDENTIALS = 'Header always set Access-Control-Allow-Credentials "true"'
VARY = "Header always merge Vary Origin"
GIVEN = 'Header always set Access-Control-Allow-Origin "%{O}e" env=O'
MENDS = {
    f"{EXPRESSION}\n{CREDENTIALS}\n{VARY}\n": (
        "CORS224",
        'SetEnvIf Origin "^https://app\\.example$" CORS_ORIGIN=$0',
    ),
    f"{EXPRESSION} \"expr=-n req('Origin')\"\n{CREDENTIALS}\n{VARY}\n": ("CORS224", ""),
    f"RewriteCond %{{HTTP:Origin}} .\nRewriteRule ^ - [E=O:%{{HTTP:Origin}}]\n{GIVEN}\n"
    f"{CREDENTIALS} env=O\n{VARY}\n": ("CORS224", ""),
    f"RewriteCond %{{HTTPS}} on\nRewriteRule ^ - [E=O:%{{HTTP:Origin}}]\n{GIVEN}\n"
    f"{CREDENTIALS} env=O\n{VARY}\n": ("CORS224", ""),
    f"RewriteRule ^ - [E=O:%{{HTTP:Origin}},L]\n{GIVEN}\n{CREDENTIALS} env=O\n{VARY}\n": (
        "CORS224",
        "",
    ),
    f'<If "%{{HTTP:Origin}} =~ /^https:\\/\\/app.example$/">\n{EXPRESSION}\n</If>\n{VARY}\n': (
        "CORS223",
        "/^https:\\/\\/app\\.example$/",
    ),
    f'SetEnvIf Origin "^https://app\\.example$" O=$0\n'
    f'Header always set Access-Control-Allow-Origin "%{{O}}e"\n{VARY}\n': ("CORS232", "env=O"),
    f"<Location /a>\n<RequireAll>\nRequire user x\n</RequireAll>\n{GIVEN}\n{VARY}\n</Location>\n": (
        "CORS233",
        "",
    ),
}
RULE = "RewriteRule ^ - [E=O:%{HTTP:Origin}]"
FINE = (
    f"RewriteCond %{{HTTP:Origin}} ^https://app\\.example$\n{RULE}\n{GIVEN}\n{VARY}\n",
    f"<Location /a>\n<LimitExcept OPTIONS>\nRequire user x\n</LimitExcept>\n{VARY}\n</Location>\n",
    f"<Location /b>\nRequire user x\n</Location>\n<Location /a>\n{GIVEN}\n{VARY}\n</Location>\n",
    "SetEnvIf Origin\nRewriteCond x\nRewriteRule ^ -\n",
    '<FilesMatch "\\.woff2$">\nHeader set Access-Control-Allow-Origin "*"\n</FilesMatch>\n',
)


def source(text: str) -> Source:
    return Source("a.conf", text, Kind.APACHE, ("https://app.example",))


@pytest.mark.parametrize("text", MENDS)
def test_a_shape_is_found_and_mended_where_no_more_needs_to_be_known(text: str) -> None:
    code, wanted = MENDS[text]
    assert code in [each.code for each in examine(source(text))]
    made = mend(source(text), examine, unsafe=True)
    assert wanted in made.source.text
    assert (code in [each.code for each in made.left]) is (wanted == "")


@pytest.mark.parametrize("text", FINE)
def test_what_is_fine_is_let_be(text: str) -> None:
    assert [(each.code, str(each.message)) for each in examine(source(text))] == []
