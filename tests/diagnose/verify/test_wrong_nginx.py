"""nginx, wrong in the ways that people paste: every fault is found, and none is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.infer import Wanted
from corsac.policy import Policy
from tests.diagnose.verify.live import verified
from tests.servers.nginx import Nginx, nginx

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.servers

APP = "https://app.example"
POLICY = Policy(
    allow_origins=[APP],
    allow_methods=["PUT"],
    allow_headers=["Content-Type"],
    allow_credentials=True,
    max_age=600,
)

MAPS = r"""
map $http_origin $right { "~^https://app\.example$" $http_origin; }
map $http_origin $prefix { "~^https://app.example" $http_origin; }
map $http_origin $loose { "~*^https?://app\.example$" $http_origin; }
map $http_origin $suffix { "~app\.example$" $http_origin; }
map $http_origin $folded { "https://app.example" $http_origin; }
"""
#: What all of them have: a page, nothing else, and preflights answered before both.
SERVER = """
server {{
    listen 127.0.0.1:@{name}@;
    location / {{
        set $preflight "$request_method:$http_access_control_request_method";
        {preflight}
        {headers}
        try_files $uri @app;
    }}
    location = /items {{
        set $preflight "$request_method:$http_access_control_request_method";
        {preflight}
        {headers}
        return 200 "[]";
    }}
    location @app {{ {headers} return 404; }}
}}
"""
LISTS = """
    add_header Access-Control-Allow-Methods "PUT" always;
    add_header Access-Control-Allow-Headers "content-type" always;
    add_header Access-Control-Max-Age 600 always;
"""


def headers(origin: str, *, vary: str = "Origin", always: str = "always") -> str:
    """Write the lines of every answer."""
    lines = [
        f"add_header Access-Control-Allow-Origin {origin} {always};",
        f"add_header Access-Control-Allow-Credentials $credentials {always};",
    ]
    if vary:
        lines.append(f"add_header Vary {vary} {always};")
    return "\n".join(lines)


def server(name: str, lines: str, *, only: str = "~^OPTIONS:.", status: int = 204) -> str:
    """Write a server whose preflights are those that a pattern finds."""
    pattern = only.removeprefix("~")
    preflight = f'if ($preflight ~ "{pattern}") {{ {lines} {LISTS} return {status}; }}'
    return SERVER.format(name=name, preflight=preflight, headers=lines)


CREDENTIALS = 'map $http_origin $credentials { "~^https?://" "true"; "null" "true"; }'
SERVERS = {
    "right": server("right", headers("$right")),
    "reflect": server("reflect", headers("$http_origin")),
    "prefix": server("prefix", headers("$prefix")),
    "loose": server("loose", headers("$loose")),
    "suffix": server("suffix", headers("$suffix")),
    "folds": server("folds", headers("$folded")),
    "star": server("star", headers('"*"', vary="")),
    "bare": server("bare", headers("$right", vary="")),
    "twice": server(
        "twice", headers("$right") + "add_header Access-Control-Allow-Origin $right always;"
    ),
    "success": server("success", headers("$right", always="")),
    "swallows": server("swallows", headers("$right"), only="~^OPTIONS:"),
    "login": server("login", headers("$right"), status=401),
}
#: What only should be, and is looked for here.
SHOULD = {"CORS349", "CORS350", "CORS351", "CORS352", "CORS371"}
#: What each has in must and security, and of those.
FOUND = {
    "right": set[str](),
    "reflect": {"CORS340", "CORS341", "CORS342"},
    "prefix": {"CORS343", "CORS345", "CORS347"} | {"CORS350", "CORS351"},
    "loose": {"CORS346"} | {"CORS349"},
    "suffix": {"CORS344", "CORS346", "CORS348"} | {"CORS349", "CORS350", "CORS351"},
    "folds": {"CORS349"},
    "star": {
        *("CORS301", "CORS305", "CORS307", "CORS308", "CORS320", "CORS321"),
        *("CORS340", "CORS341", "CORS342"),
    },
    "bare": {"CORS360", "CORS361", "CORS362", "CORS363"},
    "twice": {"CORS301", "CORS304", "CORS307", "CORS308", "CORS320", "CORS321"},
    "success": {"CORS307"},
    "swallows": {"CORS371"},
    "login": {"CORS320", "CORS321", "CORS322"},
}


@pytest.fixture(scope="module")
def running() -> Iterator[Nginx]:
    with nginx("\n".join([MAPS, CREDENTIALS, *SERVERS.values()])) as started:
        yield started


@pytest.mark.parametrize("name", SERVERS)
def test_it_has_just_these_faults(name: str, running: Nginx) -> None:
    report = verified(Wanted(running.url(name, "/items")), POLICY)
    found = {
        each.code
        for each in report.findings
        if each.rule.severity.value == "error" or each.code in SHOULD
    }
    assert found == FOUND[name]
