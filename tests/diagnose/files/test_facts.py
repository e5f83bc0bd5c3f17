"""Lines that made a fault without being defects, and what is added to them."""

from __future__ import annotations

import pytest

from tests.diagnose.files.scenes import (
    ALLOW,
    ORIGIN,
    Scene,
    answer,
    finding,
    notes,
    places,
    preflight,
)

DJANGO = (
    'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n'
    'CORS_ALLOWED_ORIGINS = [\n    "https://other.example",\n]\n'
    'CORS_ALLOW_METHODS = ["GET", "POST"]\n'
    'CORS_ALLOW_HEADERS = ["content-type"]\n'
)
NGINX = "server {{ location / {{ {} }} }}"
LISTED = ("https://app.example", "https://third.example", "https://other.example")


def test_an_origin_that_a_list_lacks_is_added() -> None:
    found = Scene({"settings.py": DJANGO}).point(finding(2))
    assert places(found) == ["settings.py:2 Django"]
    assert str(found.culprits[0].message) == f"{ORIGIN} is not among these"
    assert found.span == found.culprits[0].span
    (fix,) = found.fixes
    assert (str(fix.title), fix.safe) == (f"allow {ORIGIN} too", False)
    assert ORIGIN in fix.edits[0].text


@pytest.mark.parametrize(
    ("call", "edits"),
    [
        ('from flask_cors import CORS\nCORS(app, origins=["https://other.example"])\n', 1),
        ('from quart_cors import cors\ncors(app, allow_origin=["https://other.example"])\n', 1),
        # A path's own list: whether it is the one that answered is not told.
        ('from flask_cors import CORS\nCORS(app, resources={"/a": {"origins": "https://b.c"}})', 0),
    ],
)
def test_the_one_list_of_an_extension_is_added_to(call: str, edits: int) -> None:
    found = Scene({"app.py": call}).point(finding(2))
    assert len(found.fixes) == edits
    for fix in found.fixes:
        assert fix.edits[0].text == f', "{ORIGIN}"'


def test_what_a_policy_allows_is_added_whole_and_is_safe() -> None:
    granted = {"allow_origins": LISTED}
    (fix,) = Scene({"settings.py": DJANGO}, granted=granted).point(finding(301)).fixes
    assert fix.safe
    assert str(fix.title) == "allow https://app.example, https://third.example too"


def test_what_no_policy_allows_is_not_added() -> None:
    found = Scene({"settings.py": DJANGO}, granted={}).point(finding(2))
    assert places(found) == ["settings.py:2 Django"]
    assert found.fixes == ()


@pytest.mark.parametrize(
    ("number", "header", "request_headers", "line", "lacks"),
    [
        (40, "Access-Control-Allow-Methods", "", 5, "PUT"),
        (42, "Access-Control-Allow-Headers", "content-type,x-a,x-b", 6, "x-a, x-b"),
    ],
)
def test_methods_and_headers_are_added(
    number: int, header: str, request_headers: str, line: int, lacks: str
) -> None:
    scene = Scene({"settings.py": DJANGO}, request=preflight("PUT", request_headers))
    found = scene.point(finding(number, header))
    assert places(found) == [f"settings.py:{line} Django"]
    assert str(found.culprits[0].message) == f"{lacks} is not among these"
    assert len(found.fixes) == 1


def test_a_list_that_has_it_is_not_blamed() -> None:
    text = DJANGO.replace("other", "app")
    found = Scene({"settings.py": text}).point(finding(2))
    assert places(found) == []
    assert notes(found)[0] == "no line of the files that were read explains this: settings.py"


def test_a_header_without_a_list_is_not_blamed_on_lists() -> None:
    found = Scene({"settings.py": DJANGO}, request=preflight()).point(finding(40, "X-Other"))
    assert places(found) == []


def test_a_list_of_an_included_file_is_pointed_at_there() -> None:
    nginx = (
        'server { location / { if ($http_origin = "https://other.example") { set $c $http_origin; }'
        " add_header Access-Control-Allow-Origin $c always; add_header Vary Origin always; } }"
    )
    found = Scene({"site.conf": nginx}).point(finding(2))
    assert places(found) == ["site.conf:1 nginx"]
    assert found.fixes == ()


def test_a_value_is_pointed_at_where_the_answer_has_it() -> None:
    lines = "add_header Access-Control-Allow-Origin https://x.example; proxy_pass http://a;"
    scene = Scene({"site.conf": NGINX.format(lines)}, answer((ALLOW, "https://x.example")))
    assert places(scene.point(finding(16))) == ["site.conf:1 nginx"]
    joined = Scene(scene.files, answer((ALLOW, "https://y.example, https://x.example")))
    assert places(joined.point(finding(13))) == ["site.conf:1 nginx"]
    other = Scene(scene.files, answer((ALLOW, "https://y.example")))
    assert places(other.point(finding(16))) == []


def test_settings_that_do_not_let_the_origin_in_send_it_nothing() -> None:
    scene = Scene({"settings.py": DJANGO}, answer((ALLOW, ORIGIN)))
    assert places(scene.point(finding(340))) == []
    mine = Scene({"settings.py": DJANGO.replace("other", "app")}, answer((ALLOW, ORIGIN)))
    assert places(mine.point(finding(340))) == ["settings.py:2 Django"]


def test_what_lacks_a_header_is_pointed_at_where_the_others_are_sent() -> None:
    header = "Access-Control-Allow-Credentials"
    scene = Scene({"settings.py": DJANGO.replace("other", "app")}, answer((ALLOW, ORIGIN)))
    found = scene.point(finding(11, header))
    assert str(found.culprits[0].message) == f"{ALLOW} is sent from here, and no {header}"
    told = NGINX.format(f"add_header {ALLOW} x; add_header {header} yes;")
    found = Scene({"site.conf": told}, answer((header, "yes"))).point(finding(11, header))
    assert str(found.culprits[0].message) == f"{header} is sent from here"


def test_a_misspelt_name_is_pointed_at_where_it_is_written() -> None:
    name = "Access-Control-Allow-Orgin"
    text = f"app.use((req, res) => {{\n  res.header('{name}', '*');\n}});"
    found = Scene({"server.js": text}, answer((name, "*"))).point(finding(20, name))
    assert places(found) == ["server.js:2 Node.js"]
    servers = (
        f"server {{ server_name api.example; location / {{ add_header {name} a; }} }}\n"
        f"server {{ server_name other.example; add_header {name} b; }}\n"
    )
    found = Scene({"site.conf": servers}, answer((name, "a"))).point(finding(20, name))
    assert places(found) == ["site.conf:1 nginx"]
