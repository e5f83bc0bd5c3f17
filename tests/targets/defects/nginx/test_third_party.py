"""What a proxy before a third party keeps to itself, in the forms that places have."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
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
