"""What a proxy before a third party keeps to itself, in the forms that places have."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.nginx.third_party import name_taken_off, third_parties
from corsac.targets.defects.nginx.tree import read
from corsac.targets.defects.source import Kind, Source

PLACE = """\
server {
    location /proxy/ {
%s        proxy_ssl_server_name on;
        proxy_pass https://api.example;
        add_header Access-Control-Allow-Origin * always;
    }
}
"""
REWRITE = "        rewrite ^/proxy/(.*)$ /$1 break;\n"


def mended(inside: str) -> str:
    source = Source("a.conf", PLACE % inside, Kind.NGINX)
    return mend(source, examine, unsafe=True).source.text


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("proxy_pass https://api.example;", "api.example"),
        ("proxy_pass https://API.example:8443/v1;", "API.example"),
        ("proxy_pass http://api.example;", ""),
        ("proxy_pass https://192.0.2.1;", ""),
        ("proxy_pass https://backend;", ""),
        ("proxy_pass https://group.example;", ""),
        ("proxy_pass https://$host;", ""),
        ("proxy_pass https://api.example; add_header X-A b;", ""),
    ],
)
def test_somebody_elses_host_has_a_name_on_the_internet(line: str, host: str) -> None:
    text = (
        "upstream group.example { server 127.0.0.1; }\n"
        f"server {{ add_header Access-Control-Allow-Origin *; location / {{ {line} }} }}"
    )
    tree = read(Source("a.conf", text, Kind.NGINX))
    assert [each.host for each in third_parties(tree)] == ([host] if host else [])


def test_a_rewrite_takes_a_name_off_where_it_stays_in_its_place() -> None:
    tree = read(Source("a.conf", f"location /proxy/ {{ {REWRITE} }}", Kind.NGINX))
    assert [name_taken_off(level) for level in tree.levels] == ["", "/proxy/"]


@pytest.mark.parametrize(
    ("inside", "redirected"),
    [
        (REWRITE, True),
        ("", False),
        ("        rewrite ^/proxy/([a-z]+)$ /$1 break;\n", False),
        (REWRITE + "        proxy_redirect off;\n", False),
    ],
)
def test_redirects_come_back_where_the_place_takes_its_name_off(
    inside: str, *, redirected: bool
) -> None:
    line = "proxy_redirect https://api.example/ /proxy/;"
    assert (line in mended(inside)) is redirected


def test_the_users_address_is_given_to_nobody() -> None:
    after = mended("        proxy_set_header X-Real-IP $remote_addr;\n")
    assert after.count("X-Real-IP") == 1
    assert 'proxy_set_header X-Real-IP "";' in after
    kept = mended(
        '        proxy_set_header X-Real-IP "";\n        proxy_set_header Host a.example;\n'
    )
    assert kept.count('proxy_set_header X-Real-IP "";') == 1


RAW = '(?![^?]*(?:\\.|%2[Ee]){2})(?<raw_path>/.*)$") {'


@pytest.mark.parametrize(
    ("location", "inside", "asked", "sent"),
    [
        ("/proxy/", REWRITE + "PASS;", "/proxy", "https://api.example"),
        (
            "/proxy/",
            "rewrite ^/proxy/(.*)$ /v1/b/$1 break; PASS;",
            "/proxy",
            "https://api.example/v1/b",
        ),
        ("/a.b/", "PASS/v1/;", r"/a\.b", "https://api.example/v1"),
        ("^~ /a/", "PASS:8443/;", "/a", "https://api.example:8443"),
        ("/", "PASS/;", "", "https://api.example"),
    ],
)
def test_a_path_is_sent_as_it_came(location: str, inside: str, asked: str, sent: str) -> None:
    after = placed(location, inside)
    assert f'if ($request_uri ~ "^{asked}{RAW}' in after
    assert f"proxy_pass {sent}$raw_path;" in after
    assert after.index("$raw_path;") < after.rindex("proxy_pass")
    assert "rewrite" not in inside or after.index("$raw_path;") < after.index("rewrite ^")


@pytest.mark.parametrize(
    ("location", "inside"),
    [
        ("/proxy/", "PASS;"),
        ("/proxy", "PASS/v1;"),
        ("~ ^/proxy/", "PASS;"),
        ("/proxy/", "PASS/$uri;"),
        ("/proxy/", "PASS/?key=1;"),
        ("/proxy/", REWRITE + "PASS/;"),
        ("/proxy/", "rewrite ^/proxy/(.*)$ /v1?path=$1 break; PASS;"),
        ("/proxy/", "rewrite ^/proxy/([a-z]+)$ /$1 break; PASS;"),
        ("/proxy/", REWRITE + "rewrite ^/b / break; PASS;"),
    ],
)
def test_no_other_path_is_touched(location: str, inside: str) -> None:
    assert "raw_path" not in placed(location, inside)


def placed(location: str, inside: str) -> str:
    inside = inside.replace("PASS", "proxy_pass https://api.example")
    text = (
        "server {\n    add_header Access-Control-Allow-Origin * always;\n"
        f"    location {location} {{\n{inside}\n    }}\n}}\n"
    )
    return mend(Source("a.conf", text, Kind.NGINX), examine, unsafe=True).source.text


def test_an_if_that_sends_headers_would_lose_them() -> None:
    text = PLACE % (
        "        if ($http_origin = https://a.example) { more_set_headers 'X-A: b'; }\n"
        "        proxy_redirect off;\n"
    )
    source = Source("a.conf", text.replace(".example;", ".example/;"), Kind.NGINX)
    found = [each for each in examine(source) if each.code == "CORS236"]
    assert [fix.edits for each in found for fix in each.fixes] == [()]


def test_a_place_on_one_line_stays_one() -> None:
    inside = "        proxy_redirect off; proxy_pass https://api.example/;\n"
    source = Source("a.conf", "server { add_header Access-Control-Allow-Origin * always;\n"
                    f"    location /proxy/ {{ {inside.strip()} }}\n}}\n", Kind.NGINX)  # fmt: skip
    after = mend(source, examine, unsafe=True)
    assert "{ proxy_pass" not in after.source.text.splitlines()[0]
    assert "     proxy_pass https://api.example$raw_path; } proxy_pass" in after.source.text
    assert after.left == ()
