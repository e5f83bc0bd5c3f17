"""Shapes that projects' own .htaccess and httpd.conf have: what is found, and how it is mended."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

SENT = 'Header set Access-Control-Allow-Origin "*"\n'


def source(text: str, name: str = "site.conf") -> Source:
    return Source(name, text, Kind.APACHE)


def codes(text: str) -> list[str]:
    return [each.code for each in examine(source(text))]


def mended(text: str, name: str = "site.conf") -> list[str]:
    after = mend(source(text, name), examine, unsafe=True).source.text
    return [each.strip() for each in after.splitlines()]


@pytest.mark.parametrize(
    ("files", "asset"),
    [
        ('<FilesMatch "\\.(ttf|otf|woff2?)$">', True),
        ('<FilesMatch "\\.(css|js)$">', True),
        ('<Files "manifest.json">', True),
        ('<FilesMatch "\\.php$">', False),
        ('<FilesMatch "(.*)">', False),
        ('<FilesMatch "\\.json$">', False),
        ("<Files api.php>", False),
        ("<Files app.py>", False),
    ],
)
def test_errors_of_files_that_nothing_makes_are_read_by_nobody(files: str, *, asset: bool) -> None:
    name = files[1:].partition(" ")[0]
    assert ("CORS220" not in codes(f"{files}\n{SENT}</{name}>\n")) is asset


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SENT, ".htaccess"),
        (f"<Directory /srv>\nAllowOverride All\n</Directory>\n{SENT}", "site.conf"),
        (f"DirectoryIndex index.php\n{SENT}", "site.conf"),
        (f"WSGIScriptAlias / /srv/app.wsgi\n{SENT}", "site.conf"),
    ],
)
def test_what_an_application_says_of_it_is_taken_away_as_before(text: str, name: str) -> None:
    after = mended(text, name)
    at = after.index('Header always set Access-Control-Allow-Origin "*"')
    assert after[at - 1] == "Header onsuccess unset Access-Control-Allow-Origin"
    assert mended("\n".join(after), name) == after


def test_it_is_taken_away_for_those_alone_for_whom_it_was() -> None:
    text = (
        'SetEnvIf Origin "^https://a\\.example$" ALLOWED=$0\n'
        "Header set Access-Control-Allow-Origin: %{ALLOWED}e env=ALLOWED\n"
        "Header merge Vary Origin\n"
    )
    assert "Header onsuccess unset Access-Control-Allow-Origin env=ALLOWED" in mended(
        text, ".htaccess"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"DocumentRoot /srv\n{SENT}",
        "ProxyPass / http://127.0.0.1:8080/\nHeader set X-A php\n",
        "Header set Access-Control-Expose-Headers X-A\nDirectoryIndex index.php\n",
    ],
)
def test_nothing_is_taken_away_that_was_not_replaced(text: str) -> None:
    assert not [each for each in mended(text) if "unset" in each]


STAR = 'Header always set Access-Control-Allow-Origin "*"'
CHOSEN = (
    'SetEnvIf Origin "^https://a\\.example$" ALLOWED=$0\n'
    "Header always set Access-Control-Allow-Origin %{ALLOWED}e env=ALLOWED\n"
    "Header always merge Vary Origin\n"
    "Header always set Access-Control-Allow-Credentials true env=ALLOWED\n"
)


def test_an_if_on_options_is_merged_last_and_takes_the_origin_away() -> None:
    text = f"<If \"%{{REQUEST_METHOD}} == 'OPTIONS'\">\n{STAR}\n</If>\n{CHOSEN}"
    assert codes(text) == ["CORS226"]
    assert STAR not in mended(text)


def test_an_if_on_something_else_is_the_projects_own() -> None:
    text = f"<If \"%{{REQUEST_URI}} == '/open'\">\n{STAR}\n</If>\n{CHOSEN}"
    assert "CORS226" not in codes(text)
    assert "CORS226" not in codes(f"{STAR}\n{CHOSEN}")


def test_what_an_if_on_options_says_goes_with_the_origin() -> None:
    said = 'Header always set Access-Control-Allow-Methods "PUT"'
    timed = "Header always set Access-Control-Max-Age 60 env=ALLOWED"
    block = f"<If \"%{{REQUEST_METHOD}} == 'OPTIONS'\">\n{said}\n{timed}\n</If>\n"
    assert codes(f"{block}{CHOSEN}") == ["CORS232"]
    assert f"{said} env=ALLOWED" in mended(f"{block}{CHOSEN}")
    within = f"<Location /a>\n{block}</Location>\n"
    assert codes(f"{within}{CHOSEN}") == []
