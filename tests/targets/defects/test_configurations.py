"""Configurations as projects have them: what a strict probe shows of each, before and after lint.

The table says beforehand what the probe shows. What lint mends is gone then; what it must leave
alone is left alone; and the server starts with it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.cli.sources import Asked, read_all
from corsac.targets.defects import examine
from corsac.targets.defects.edits import files_of, mend
from tests.targets.corpus import application
from tests.targets.defects.running import served
from tests.targets.defects.wanted import Wanted, faults

if TYPE_CHECKING:
    from corsac.targets.defects.source import Source

HERE = Path(__file__).with_name("configurations")
PASSWORD = (("Authorization", "Basic " + base64.b64encode(b"user:secret").decode()),)
APP, ADMIN, SHOP = "https://app.example", "https://admin.example", "https://www.shop.example"
FONT = Wanted("/font.woff2", ("*",), credentials=False, asks=(), told=())
PICTURE = Wanted("/logo.png", ("*",), credentials=False, asks=(), told=())
#: What each file is meant to allow, and the kinds of fault that the probe shows of it as it is.
CASES: dict[str, tuple[Wanted, str]] = {
    "map-allowlist.nginx": (
        Wanted("/api/x", (APP, ADMIN), asks=("PUT", "content-type", "authorization")),
        (
            "app-headers errors-blocked options preflight preflight-stranger preflight-told "
            "stranger-reads stranger-told vary"
        ),
    ),
    "true-options.nginx": (
        Wanted("/x", (SHOP, "https://shop.example"), ports=True),
        "app-headers plain-http-reads preflight preflight-stranger stranger-reads vary",
    ),
    "included.nginx": (
        Wanted("/api/v1/x", (APP, ADMIN)),
        (
            "app-headers errors-blocked max-age options preflight preflight-stranger "
            "preflight-told stranger-reads stranger-told vary"
        ),
    ),
    "ingress-more.nginx": (
        Wanted("/x", ("https://example.com", "https://a.example.com")),
        "app-headers length preflight-headers preflight-stranger stranger-reads vary",
    ),
    "more-reflected.nginx": (
        Wanted("/x", (APP,)),
        (
            "app-headers max-age options plain-http-reads preflight-headers preflight-stranger "
            "preflight-told stranger-reads stranger-told vary"
        ),
    ),
    "several-locations.nginx": (
        Wanted("/api/x", ("https://www.example",), asks=()),
        "app-headers blocked errors-blocked vary",
    ),
    "reflected.nginx": (
        Wanted("/v1/x", (APP,)),
        (
            "app-headers length options plain-http-reads preflight-headers preflight-stranger "
            "preflight-told stranger-reads stranger-told vary"
        ),
    ),
    "star-credentials.nginx": (
        Wanted("/prod-api/x", ("*",), credentials=False),
        "app-headers errors-blocked max-age options preflight-headers star-credentials",
    ),
    "content-types.nginx": (FONT, ""),
    "spa-api.nginx": (Wanted("/", (), asks=(), told=()), ""),
    "named-preflight.nginx": (
        Wanted("/graphql", ("https://a.example.com",)),
        "app-headers length max-age options preflight preflight-told stranger-told vary",
    ),
    "limited-methods.nginx": (
        Wanted("/rest/x", ("https://portal.example",)),
        "app-headers errors-blocked max-age preflight-headers vary",
    ),
    "basic-auth.nginx": (
        Wanted("/api/x", ("https://staging.example",), sent=PASSWORD),
        "app-headers max-age preflight preflight-headers",
    ),
    "auth-request.nginx": (
        Wanted("/private/x", (APP,)),
        "app-headers options preflight",
    ),
    "hidden-upstream.nginx": (Wanted("/api/x", (APP, "https://shop.example"), asks=()), ""),
    "wordpress.nginx": (
        Wanted("/wp-json/x", ("https://blog.example", "https://www.blog.example"),
               credentials=False),
        (
            "app-headers blocked errors-blocked max-age options preflight preflight-headers "
            "preflight-told stranger-told vary"
        ),
    ),
    "by-method.nginx": (
        Wanted("/x", ("*",), credentials=False),
        "app-headers errors-blocked length options star-credentials",
    ),
    "equals-chain.nginx": (
        Wanted("/api/x", (APP, "https://beta.example", "http://localhost:5173")),
        (
            "app-headers errors-blocked max-age options preflight-headers preflight-told "
            "stranger-told vary"
        ),
    ),
    "loose-map.nginx": (
        Wanted("/api/x", ("https://www.example", "https://a.shop.example"), asks=(),
               strangers=("http://intra.example",)),
        "app-headers errors-blocked plain-http-reads stranger-reads stranger-told vary",
    ),
    "fallback.nginx": (
        Wanted("/api/node/x", ("https://www.example",), ports=True),
        (
            "app-headers options plain-http-reads preflight-headers preflight-stranger "
            "stranger-reads vary"
        ),
    ),
    "uploads.nginx": (
        Wanted("/uploads/a.txt", ("https://admin.peanut.example", "https://peanut.example"),
               credentials=False, told=(), asks=("GET", "range")),
        "length max-age preflight-stranger preflight-told stranger-reads vary",
    ),
    "methods-regex.nginx": (
        Wanted("/api/x", ("https://a.example.org",), ports=True),
        (
            "app-headers errors-blocked max-age options preflight preflight-headers "
            "stranger-reads vary"
        ),
    ),
    "so-answer.nginx": (
        Wanted("/x", ("https://www.yourdomain.example",), ports=True),
        (
            "app-headers length options plain-http-reads preflight preflight-headers "
            "preflight-told stranger-reads vary"
        ),
    ),
    "two-apps.nginx": (
        Wanted("/shop/x", ("https://shop.example",)),
        "app-headers max-age options preflight-told stranger-told vary",
    ),
    "fifty-x.nginx": (Wanted("/api/x", (APP,), asks=()),
        "app-headers errors-blocked vary"),
    "not-equal.nginx": (
        Wanted("/x", ("https://a.example", "https://b.example")),
        (
            "app-headers errors-blocked max-age options preflight-stranger preflight-told vary"
        ),
    ),
    "if-empty.nginx": (
        Wanted("/api/x", (APP,), asks=()),
        "app-headers plain-http-reads stranger-reads stranger-told",
    ),
    "api-gw.nginx": (
        Wanted("/v1/x", ("https://acme.example", "https://a.acme.example")),
        (
            "app-headers max-age options plain-http-reads preflight-stranger preflight-told "
            "stranger-reads stranger-told vary"
        ),
    ),
    "slash.nginx": (
        Wanted("/api/x", (APP, "http://localhost:3000"), asks=()),
        "app-headers blocked errors-blocked stranger-reads stranger-told vary",
    ),
    "rewrite-break.nginx": (
        Wanted("/svc/x", (APP, "https://shop.example"), asks=()),
        "app-headers stranger-told vary",
    ),
    "try-files.nginx": (
        Wanted("/x", ("https://spa.example",), asks=()),
        "app-headers blocked errors-blocked vary",
    ),
    "noted-method.nginx": (
        Wanted("/v2/x", ("https://maps.example", "https://tiles.example")),
        "app-headers errors-blocked plain-http-reads preflight-stranger stranger-reads vary",
    ),
    "ifs-by-origin.nginx": (
        Wanted("/feed/x", ("https://news.example", "https://m.news.example"), asks=()),
        "app-headers errors-blocked vary",
    ),
    "server-options.nginx": (
        Wanted("/v1/x", ("*",), credentials=False),
        "app-headers options preflight-headers star-credentials",
    ),
    "server-silent.nginx": (
        Wanted("/rest/x", ("https://desk.example",)),
        "app-headers max-age preflight-headers",
    ),
    "http-headers.nginx": (
        Wanted("/x", ("https://lab.example", "https://a.lab.example"), asks=()),
        "app-headers stranger-told vary",
    ),
    "counted-ifs.nginx": (
        Wanted("/files/x", ("*",), credentials=False),
        (
            "app-headers errors-blocked max-age options preflight preflight-headers "
            "star-credentials"
        ),
    ),
    "by-address.nginx": (
        Wanted("/stock/x", ("https://www.partner.example",), credentials=False, asks=()),
        "app-headers errors-blocked vary",
    ),
    "handed-on.nginx": (
        Wanted("/songs/x", ("https://one.friend.example", "https://two.friend.example"),
               credentials=False),
        (
            "app-headers length options preflight-stranger preflight-told stranger-reads "
            "stranger-told vary"
        ),
    ),
    "limit-except.conf": (
        Wanted("/api/x", ("https://a.acme.example",)),
        (
            "app-headers max-age plain-http-reads preflight-headers preflight-stranger "
            "stranger-reads"
        ),
    ),
    "fonts-and-one-file.htaccess": (
        Wanted("/a.txt", ("https://blog.example",), asks=(), told=()),
        "blocked plain-http-reads stranger-told vary",
    ),
    "pictures.htaccess": (PICTURE, ""),
    "two-adds.htaccess": (
        Wanted("/a.txt", ("https://one.example", "https://two.example"), credentials=False,
               told=()),
        "blocked max-age preflight preflight-headers",
    ),
    "captured.conf": (
        Wanted("/x", (APP,)),
        (
            "app-headers options plain-http-reads preflight-headers preflight-stranger "
            "stranger-reads vary"
        ),
    ),
    "rewritecond.conf": (
        Wanted("/x", ("https://www.brand.example",), asks=()),
        "app-headers plain-http-reads stranger-reads stranger-told vary",
    ),
    "subdomains.htaccess": (
        Wanted("/a.txt", ("https://a.example.com", "https://a.b.example.com"), told=()),
        "max-age plain-http-reads preflight preflight-headers stranger-reads stranger-told vary",
    ),
    "boards.conf": (
        Wanted("/x", ("https://boards.example",)),
        "app-headers options preflight-headers preflight-told stranger-told vary",
    ),
    "star-credentials.conf": (
        Wanted("/x", ("*",), credentials=False),
        "max-age options preflight preflight-headers star-credentials",
    ),
    "rewritten-origin.htaccess": (
        Wanted("/a.txt", (APP,), told=()),
        "max-age plain-http-reads preflight-headers preflight-stranger stranger-reads vary",
    ),
    "if-expression.conf": (
        Wanted("/api/x", (SHOP, "https://app.shop.example")),
        (
            "app-headers max-age options plain-http-reads preflight-stranger preflight-told "
            "stranger-reads vary"
        ),
    ),
    "if-options.conf": (
        Wanted("/shop/x", ("https://till.example", "https://desk.example")),
        "app-headers options preflight preflight-stranger stranger-told vary",
    ),
    "merged.conf": (
        Wanted("/api/x", ("https://acme.example", "https://www.acme.test"), asks=(), ports=True),
        "app-headers plain-http-reads stranger-reads",
    ),
    "valid-user.conf": (
        Wanted("/dav/x", ("https://files.example",), sent=PASSWORD),
        "app-headers max-age preflight preflight-headers",
    ),
    "directory.conf": (
        Wanted("/a.txt", ("https://first.example", "https://a.second.example"), asks=(), told=()),
        "plain-http-reads preflight-headers stranger-reads stranger-told vary",
    ),
}  # fmt: skip
#: What lint leaves: an `<If>` on the method, and what is said where an Origin is empty, are the
#: project's own conditions.
LEFT = {"if-expression.conf": "preflight-told", "if-empty.nginx": "stranger-told"}
#: Those of which nothing may be changed but what a cache needs to be told.
FINE = {"content-types.nginx", "spa-api.nginx", "hidden-upstream.nginx"}
FEW = {"map-allowlist.nginx", "noted-method.nginx", "subdomains.htaccess"}
NAMES = [
    pytest.param(name, marks=() if name in FEW else pytest.mark.long, id=name) for name in CASES
]


def source(name: str) -> Source:
    """Read a file as the command does, with what it includes and the origins that are meant."""
    wanted, _ = CASES[name]
    named = tuple(each for each in wanted.allowed if each != "*" and name in NAMED)
    (read,) = read_all([str(HERE / name)], "-", Asked(None, named))
    return read.source


#: Those whose fix has to be told who is meant.
NAMED = {
    "captured.conf",
    "if-empty.nginx",
    "more-reflected.nginx",
    "reflected.nginx",
    "rewritten-origin.htaccess",
}


def texts(made: Source) -> dict[str, str]:
    return {Path(name).name: each.text for name, each in files_of(made).items()}


def shown(folder: Path, name: str, made: Source) -> dict[str, str]:
    """Run a file, and give what the probe shows."""
    folder.mkdir()
    with application() as behind, served(folder, name, texts(made), behind) as url:
        return faults(url, CASES[name][0])


@pytest.mark.servers
@pytest.mark.parametrize("name", NAMES)
def test_what_the_probe_shows_is_mended(name: str, tmp_path: Path) -> None:
    before = source(name)
    assert list(shown(tmp_path / "before", name, before)) == CASES[name][1].split()
    after = mend(before, examine, unsafe=True).source
    left = shown(tmp_path / "after", name, after)
    assert list(left) == LEFT.get(name, "").split(), left


@pytest.mark.parametrize("name", NAMES)
def test_mending_twice_changes_no_more_than_once(name: str) -> None:
    once = mend(source(name), examine, unsafe=True)
    assert [each.code for each in once.left] == []
    assert texts(mend(once.source, examine, unsafe=True).source) == texts(once.source)


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_line_of_a_finding_stays(name: str) -> None:
    before = source(name)
    after = texts(mend(before, examine, unsafe=True).source)
    found = {Path(x.span.file).name for x in examine(before) if x.span}
    for file, text in texts(before).items():
        kept = [x.strip() for x in text.splitlines() if not _is_about_cors(x)]
        written = [x.strip() for x in after[file].splitlines()]
        assert all(written.count(x) >= kept.count(x) for x in kept)
        assert file in found or after[file] == text
    if name in FINE:
        assert found == set()


def _is_about_cors(line: str) -> bool:
    told = ("access-control", "origin", "options", "vary", "content-", "return 20", "default")
    return any(each in line.lower() for each in told)
