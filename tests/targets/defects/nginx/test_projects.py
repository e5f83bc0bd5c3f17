"""Shapes that projects' own configurations have: what is found in them, and how it is mended."""

from __future__ import annotations

import re

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import files_of, mend
from corsac.targets.defects.source import Kind, Source

ALLOWED = 'add_header Access-Control-Allow-Origin "https://app.example" always;'
METHODS = "add_header Access-Control-Allow-Methods PUT always;"
TIMED = "add_header Access-Control-Max-Age 60 always;"
OPTIONS = "if ($request_method = OPTIONS) { return 204; }"


def source(text: str) -> Source:
    return Source("a.conf", text, Kind.NGINX)


def codes(text: str) -> list[str]:
    return [each.code for each in examine(source(text))]


def mended(text: str) -> str:
    return mend(source(text), examine, unsafe=True).source.text


def lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines()]


@pytest.mark.parametrize(
    "made",
    [
        'geo $origin { default "https://app.example"; 10.0.0.0/8 "https://intra.example"; }',
        'split_clients $remote_addr $origin { 50% "https://a.example"; * "https://b.example"; }',
    ],
)
def test_what_an_address_decides_no_origin_does(made: str) -> None:
    server = "server { add_header Access-Control-Allow-Origin $origin always; root /srv; }"
    assert codes(f"{made}\n{server}") == []
    assert codes(server) == ["CORS208"]


def test_what_is_the_same_for_everyone_is_missing_on_errors_all_the_same() -> None:
    server = "server { add_header Access-Control-Allow-Origin $origin; root /srv; }"
    for made in ("geo $origin { default https://a; }", "map $host $origin { default https://a; }"):
        assert codes(f"{made}\n{server}") == ["CORS201"]
    assert codes(f"map $sent_http_content_type $origin {{ font/woff2 *; }}\n{server}") == []


@pytest.mark.parametrize(
    ("name", "depends"),
    [("$cors_origin", True), ("$allowed", True), ("$ORIGIN", False), ("$front_host", False)],
)
def test_a_variable_from_elsewhere_is_judged_by_its_name(name: str, *, depends: bool) -> None:
    text = f"server {{ add_header Access-Control-Allow-Origin {name} always; root /srv; }}"
    assert ("CORS208" in codes(text)) is depends


def test_what_environments_fill_in_ends_where_its_brace_does() -> None:
    given = 'set $a "\\"${B}\\"";'
    text = (
        f"location / {{ add_header Access-Control-Allow-Origin ${{ORIGIN}}; {given} root /srv; }}"
    )
    assert codes(text) == ["CORS201"]
    assert mended(text) == text.replace("ORIGIN};", "ORIGIN} always;")


def test_a_block_of_lua_is_one_word_and_moves_nothing_behind_it() -> None:
    block = 'access_by_lua_block {\n        local a = {b = "}"}\n    }'
    text = f"location / {{\n    {block}\n\n    {OPTIONS}\n    {ALLOWED}\n    root /srv;\n}}\n"
    after = lines(mended(text))
    assert 'if ($cors_preflight ~ "^OPTIONS:[^:]+:.") { return 204; }' in after
    assert 'local a = {b = "}"}' in after


def test_headers_that_are_repeated_are_not_moved_as_well() -> None:
    block = f"if ($request_method = OPTIONS) {{\n    {TIMED}\n    return 204;\n}}\n"
    text = f"{ALLOWED}\n{METHODS}\n{block}"
    after = mended(text)
    assert after.count("Allow-Methods") == 1
    assert after.count("Allow-Origin") == 2


def test_what_only_preflights_need_is_repeated_in_no_other_place() -> None:
    text = (
        f"server {{\n    {ALLOWED}\n    {METHODS}\n    {TIMED}\n    {OPTIONS}\n"
        "    location /health { add_header X-A b; return 200; }\n"
        "    location /own { add_header X-A b; if ($host = a) { return 405; } }\n}\n"
    )
    health = re.search(r"/health \{(.*?)return", mended(text), re.DOTALL)
    assert health is not None
    assert "Allow-Origin" in health[1]
    assert "Allow-Methods" not in health[1]


def test_a_snippet_gets_no_lines_of_what_includes_it() -> None:
    inner = Source("cors.conf", f"{ALLOWED}\n{METHODS}\n{OPTIONS}\n", Kind.NGINX)
    text = "location / {\n    add_header X-A b;\n    include cors.conf;\n    root /srv;\n}\n"
    outer = Source("a.conf", text, Kind.NGINX, includes={"cors.conf": (inner,)})
    after = files_of(mend(outer, examine, unsafe=True).source)
    assert after["a.conf"].text == text
    assert "X-A" not in after["cors.conf"].text
    assert after["cors.conf"].text.count("Allow-Methods") == 1


@pytest.mark.parametrize(
    "made",
    [
        'set $methods ""; if ($request_method = OPTIONS) { set $methods PUT; }',
        "if ($request_method = OPTIONS) { set $b 1; } if ($b) { set $methods PUT; }",
        "set $methods $told;",
    ],
)
def test_what_the_method_decides_is_sent_with_preflights_alone_already(made: str) -> None:
    text = (
        "map $request_method $told { OPTIONS PUT; }\n"
        f"location / {{ {made} {ALLOWED} add_header Access-Control-Allow-Methods $methods;\n"
        f"{OPTIONS} root /srv; }}"
    )
    assert "CORS212" not in codes(text)
    by_host = text.replace("if ($request_method = OPTIONS) { set", "if ($host = a) { set")
    assert "CORS212" in codes(by_host.replace("map $request_method", "map $host"))


def test_an_error_that_is_handed_on_leaves_no_preflight_unanswered() -> None:
    text = (
        "server {\n    error_page 418 = @preflight;\n"
        "    if ($request_method = OPTIONS) { return 418; }\n"
        f"    location @preflight {{ {ALLOWED} {METHODS} {TIMED} return 204; }}\n"
        f"    location / {{ {ALLOWED} {METHODS} root /srv; }}\n}}\n"
    )
    after = mended(text)
    assert after.count("$cors_preflight ~") == 1
    assert after.count("Allow-Methods") == 2


@pytest.mark.parametrize(
    "place",
    [
        "location = /50x.html { root /srv; }",
        "location = /robots.txt { root /srv; }",
        "location ~* \\.(?:css|woff2)$ { root /srv; }",
        "location /hidden { internal; proxy_pass http://a; }",
        "location /lua { content_by_lua_file a.lua; }",
        "location /status { stub_status; }",
        "error_page 500 = @down; location @down { proxy_pass http://a; }",
    ],
)
def test_nobody_asks_for_leave_there(place: str) -> None:
    assert codes(f"server {{ {ALLOWED} {METHODS} {place} }}").count("CORS231") == 0


@pytest.mark.parametrize(
    "place",
    [
        "location ~ ^/api { root /srv; }",
        "location = /upload { root /srv; }",
        "location @app { proxy_pass http://a; } location /b { try_files $uri @app; return 404; }",
    ],
)
def test_there_they_do(place: str) -> None:
    assert codes(f"server {{ {ALLOWED} {METHODS} {place} }}").count("CORS231") == 1


def test_a_server_that_says_it_once_answers_once() -> None:
    places = "    location / { root /srv; }\n    location /a { root /srv; }\n"
    text = f"server {{\n    {ALLOWED}\n    {METHODS}\n{places}}}\n"
    after = mended(text)
    assert after.count("return 204;") == 1
    assert after.endswith(f"{places}}}\n")
    own = "    location /b { add_header Access-Control-Allow-Origin *; root /srv; }\n"
    assert mended(text.replace(places, places + own)).count("return 204;") == 2


def test_an_application_that_names_its_methods_keeps_its_preflights() -> None:
    names = "add_header Access-Control-Allow-Headers X-A always;"
    text = f"location / {{ {ALLOWED} {names} proxy_pass http://a; }}"
    assert "CORS231" not in codes(text)
    assert "CORS231" in codes(text.replace("proxy_pass http://a", "root /srv"))


def test_what_only_nginx_itself_is_told_needs_nothing_hidden() -> None:
    text = (
        f"server {{ {ALLOWED} location = /login {{ internal; proxy_pass http://a; }}\n"
        "location / { auth_request /login; root /srv; } }"
    )
    assert "CORS209" not in codes(text)
    assert "CORS209" in codes(text.replace("auth_request /login;", ""))


def test_one_path_that_stands_for_another_is_no_prefix() -> None:
    assert codes("location /health/app { proxy_pass http://a/health/; }") == []
    assert codes("location /app { proxy_pass http://a/; }") == ["CORS218"]


def test_several_ifs_choose_one_origin_and_the_headers_are_sent_once() -> None:
    sent = "add_header Access-Control-Allow-Origin"
    text = (
        f"location / {{\n    if ($http_origin = https://a) {{ {sent} https://a; }}\n"
        f"    if ($http_origin = https://b) {{ {sent} https://b; {METHODS} }}\n"
        "    proxy_pass http://a;\n}\n"
    )
    after = mended(text)
    assert after.count('set $cors_origin "";') == 1
    assert after.count(f"{sent} $cors_origin") == 2
    assert after.index("set $cors_origin https://b;") < after.index("$cors_preflight")


def test_an_if_on_who_is_allowed_is_taken_away_where_nothing_is_left_in_it() -> None:
    chosen = 'set $ok ""; if ($http_origin = "https://a.example") { set $ok $http_origin; }'
    sent = "add_header Access-Control-Allow-Origin $ok always;"
    asked = f"if ($ok) {{\n        {sent}\n    }}"
    text = f"location / {{\n    {chosen}\n    {asked}\n    root /srv;\n}}\n"
    assert lines(mended(text))[2:4] == [sent, "add_header Vary Origin always;"]
    kept = text.replace(f"{sent}\n", f"{sent}\n        set $told 1;\n")
    assert "set $told 1;" in mended(kept)
    assert mended(kept).count(sent) == 1


@pytest.mark.parametrize(
    ("made", "name"),
    [
        ("map $host $cors_origin { default a; }", "$cors_allowed"),
        ("map $host $cors_origin { a b; } map $host $cors_allowed { a b; }", "$cors_allowed"),
        ("", "$cors_origin"),
    ],
)
def test_what_a_map_makes_is_not_set(made: str, name: str) -> None:
    text = (
        f"{made}\nlocation / {{ if ($http_origin ~ '^https://a\\.example$') {{\n"
        "add_header Access-Control-Allow-Origin $http_origin always; } root /srv; }"
    )
    assert f"set {name} $http_origin;" in mended(text)


NOTED = """\
location / {
    set $cors "";
    if ($http_origin ~ "^https://a\\.example$") { set $cors true; }
    if ($request_method = OPTIONS) { set $cors "${cors}options"; }
    if ($request_method = GET) { set $cors "${cors}get"; }
    if ($cors = trueget) {
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
    }
    if ($cors = trueoptions) {
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Access-Control-Allow-Methods PUT;
        add_header Access-Control-Max-Age 60;
        return 204;
    }
    proxy_pass http://a;
}
"""


def test_a_method_that_is_noted_first_is_a_preflights_alone() -> None:
    after = lines(mended(NOTED))
    assert 'if ($cors_preflight ~ "^OPTIONS:[^:]+:.") { set $cors "${cors}options"; }' in after
    assert "if ($cors = trueoptions) {" in after
    assert mended("\n".join(after)) == "\n".join(after)


def test_a_method_that_is_noted_for_something_else_is_let_be() -> None:
    text = NOTED.replace("$cors = trueoptions", "$other = trueoptions")
    assert "if ($request_method = OPTIONS) {" in mended(text)
    assert "CORS210" in codes(NOTED)
    assert "CORS210" not in codes(text)


def test_ifs_by_the_method_send_credentials_to_those_allowed_alone() -> None:
    text = NOTED.replace('if ($http_origin ~ "^https://a\\.example$") { set $cors true; }', "")
    named = Source("a.conf", text, Kind.NGINX, ("https://a.example",))
    after = mend(named, examine, unsafe=True).source.text
    assert "add_header Access-Control-Allow-Credentials $cors_credentials always;" in after
    told = [each for each in lines(after) if each.startswith("set $cors_")]
    assert [each.split()[1] for each in told[:3]] == [
        "$cors_origin", "$cors_origin", "$cors_credentials",
    ]  # fmt: skip
    assert ":$cors_origin" in after


def test_a_star_among_names_is_one_of_them_with_credentials() -> None:
    text = (
        f"location / {{ {ALLOWED} add_header Access-Control-Allow-Credentials true always;\n"
        'add_header Access-Control-Allow-Headers "X-A, authorization, *"; root /srv; }'
    )
    assert '"Authorization, Content-Type, X-A"' in mended(text)


def test_a_servers_if_sends_no_headers_and_sets_what_the_server_sends() -> None:
    block = OPTIONS.replace("{ ", "{\n        ").replace(" }", "\n    }")
    text = f"server {{\n    {ALLOWED}\n    {METHODS}\n    {TIMED}\n    {block}\n}}\n"
    after = lines(mended(text))
    assert "add_header Access-Control-Allow-Methods $preflight_methods always;" in after
    assert after.index('set $preflight_methods "";') < after.index("set $preflight_methods PUT;")
    assert after.index("set $preflight_max_age 60;") < after.index("return 204;")
    assert mended("\n".join(after)) == "\n".join(after)


@pytest.mark.parametrize(
    ("made", "methods"),
    [
        ("set $preflight_methods GET;", METHODS),
        ("", "more_set_headers 'Access-Control-Allow-Methods: PUT';"),
    ],
)
def test_what_a_servers_if_can_not_say_is_left(made: str, methods: str) -> None:
    text = f"server {{ {made} {ALLOWED} {methods} {TIMED} {OPTIONS} root /srv; }}"
    left = mend(source(text), examine, unsafe=True).left
    assert [each.code for each in left] == ["CORS212"]


def test_a_location_says_what_its_included_file_leaves_open() -> None:
    inner = Source("cors.conf", f"{ALLOWED}\n{METHODS}\n{TIMED}\n", Kind.NGINX)
    text = "location / {\n    include cors.conf;\n    root /srv;\n}\n"
    outer = Source("a.conf", text, Kind.NGINX, includes={"cors.conf": (inner,)})
    done = mend(outer, examine, unsafe=True)
    after = files_of(done.source)
    assert after["cors.conf"].text == inner.text
    assert lines(after["a.conf"].text)[1].startswith("include")
    assert after["a.conf"].text.count("return 204;") == 1
    # Another file may include the lines and not the block: they stay where they are.
    assert {each.code for each in done.left} == {"CORS212"}


def test_in_http_a_map_chooses() -> None:
    chosen = "map $http_origin $o { default ''; https://a.example $http_origin; }"
    sent = "add_header Access-Control-Allow-Origin $o always; add_header Vary Origin always;"
    given = "add_header Access-Control-Allow-Credentials true always;"
    exposed = "add_header Access-Control-Expose-Headers X-A always;"
    text = f"{chosen}\n{sent}\n{given}\n{exposed}\n{given}\n"
    after = mended(text)
    assert "map $o $cors_credentials {\n    default true;\n" in after
    assert "map $o $cors_expose {" in after
    assert "if (" not in after
    assert after.count("Allow-Credentials $cors_credentials") == 2
    taken = text.replace(given, f"{given}\nmap $host $cors_credentials {{ default a; }}", 1)
    assert "Allow-Credentials true" in mended(taken)


def test_in_http_named_origins_are_a_map_too() -> None:
    text = (
        "http {\n    add_header Access-Control-Allow-Origin * always;\n"
        "    add_header Access-Control-Allow-Credentials true always;\n"
        "    server { root /srv; }\n}\n"
    )
    named = Source("a.conf", text, Kind.NGINX, ("https://a.example",))
    after = lines(mend(named, examine, unsafe=True).source.text)
    at = after.index("map $http_origin $cors_origin {")
    assert after[at : at + 4] == [
        "map $http_origin $cors_origin {",
        'default "";',
        r'"~^https://a\.example$" $http_origin;',
        "}",
    ]


def test_credentials_that_are_denied_are_not_spoken_of() -> None:
    text = (
        "map $http_origin $o { default ''; ~^https://a\\.example$ $http_origin; }\n"
        "server { add_header Access-Control-Allow-Origin $o always;\n"
        "add_header Vary Origin always; root /srv;\n"
        "add_header Access-Control-Allow-Credentials false always; }"
    )
    assert codes(text) == ["CORS211"]
    assert "Credentials" not in mended(text)


def test_a_preflight_of_an_open_answer_stays_open() -> None:
    star = "add_header Access-Control-Allow-Origin * always;"
    given = "add_header Access-Control-Allow-Credentials true always;"
    block = f"if ($request_method = OPTIONS) {{ {star} {given} {METHODS} {TIMED} return 204; }}"
    named = Source(
        "a.conf", f"location / {{ {block} {star} root /srv; }}", Kind.NGINX, ("https://a.example",)
    )
    after = mend(named, examine, unsafe=True).source.text
    assert "Credentials" not in after
    assert after.count(star) == 2


COUNTED = """\
location /files/ {
    set $asked 0;
    if ($request_method = GET) {
        set $asked 1;
        add_header Access-Control-Expose-Headers Content-Range;
    }
    if ($request_method = OPTIONS) {
        set $asked 1;
        add_header Access-Control-Max-Age 60;
        add_header Content-Length 0;
    }
    if ($asked = 1) {
        add_header Access-Control-Allow-Origin *;
        add_header Access-Control-Allow-Methods PUT;
    }
    if ($request_method = OPTIONS) {
        return 204;
    }
    proxy_pass http://a;
}
"""


def test_an_if_that_a_later_one_passes_by_sends_its_headers_outside() -> None:
    assert "CORS203" in codes(COUNTED)
    after = mended(COUNTED)
    block = after[after.index("$cors_preflight ~") : after.index("return 204;")]
    for name in ("Origin", "Methods"):
        assert f"Access-Control-Allow-{name}" in block
    assert "if ($asked = 1)" not in after
    assert "Content-Length" not in after
    assert mended(after) == after


def test_an_if_that_is_not_passed_by_is_let_be() -> None:
    moved = COUNTED.replace("$asked = 1", "$request_method = PUT")
    assert "CORS203" not in codes(moved)
    own = "add_header Access-Control-Allow-Origin *; return 204;"
    assert "CORS203" not in codes(COUNTED.replace("return 204;", own))


def test_a_place_that_has_no_answer_yet_keeps_what_it_needs_for_one() -> None:
    block = f"if ($request_method = OPTIONS) {{ {ALLOWED} {METHODS} {TIMED} return 204; }}"
    text = (
        f"server {{\n    {ALLOWED}\n    {METHODS}\n    location /a {{\n        {block}\n"
        "        root /srv;\n    }\n    location /b {\n        root /srv;\n    }\n}\n"
    )
    after = mended(text)
    place = after[after.index("location /b") :]
    assert METHODS in place[: place.index("return 204;")]
