"""What an nginx configuration allows."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.nginx.settings import read

MAP = """\
map $http_origin $allowed {
    default "";
    https://app.example $http_origin;
    "~^https://[a-z0-9-]+\\.shop\\.example$" $http_origin;
    https://old.example "";
    https://fixed.example https://fixed.example;
}
"""
#: What an answer of nginx's own has only once, as exports write it.
ONCE = 'map "$status:$upstream_status" $once { volatile; default $allowed; "416:" ""; }\n'
SITE = """\
server {{
    {before}
    location /api/ {{
        add_header Access-Control-Allow-Origin {value} always;
        add_header Access-Control-Allow-Headers "Content-Type, X-A" always;
        add_header Access-Control-Max-Age 600 always;
        root /srv;
    }}
}}
"""
SET = 'set $o ""; if ($http_origin {how}) {{ set $o $http_origin; }}'
FLAG = "if ($http_origin = https://app.example) { set $ok 1; } if ($ok) { set $o $http_origin; }"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        (SITE.format(before="", value="*"), ("*",)),
        (SITE.format(before="", value="https://app.example"), ("https://app.example",)),
        (SITE.format(before="", value="$http_origin"), ("*",)),
        (SITE.format(before=SET.format(how='= "https://app.example"'), value="$o"),
         ("https://app.example",)),
        (SITE.format(before=SET.format(how=r'~ "^https://app\.example$"'), value="$o"),
         ("https://app.example",)),
        (SITE.format(before=FLAG, value="$o"), ("https://app.example",)),
        (MAP + SITE.format(before="", value="$allowed"),
         ("https://app.example", "https://{slug}.shop.example", "https://fixed.example")),
        (MAP + ONCE + SITE.format(before="", value="$once"),
         ("https://app.example", "https://{slug}.shop.example", "https://fixed.example")),
        (ONCE.replace("$allowed", "*") + SITE.format(before="", value="$once"), ("*",)),
        ("map $http_origin $o { default $http_origin; }" + SITE.format(before="", value="$o"),
         ("*",)),
    ],
)  # fmt: skip
def test_the_origins_are_followed_to_where_they_are_chosen(
    text: str, origins: tuple[str, ...]
) -> None:
    (reading,) = read(Source("site.conf", text, Kind.NGINX))
    assert reading.policy is not None
    assert set(reading.policy.allow_origins) == set(origins)
    assert reading.policy.allow_headers == ("Content-Type", "X-A")
    assert reading.policy.max_age == 600


def test_what_is_set_elsewhere_is_not_understood() -> None:
    text = SITE.format(before="", value="$elsewhere")
    (reading,) = read(Source("site.conf", text, Kind.NGINX))
    assert reading.policy is None
    assert len(reading.unread) == 1


def test_a_value_that_is_given_once_and_has_no_default_is_not_understood() -> None:
    text = ONCE.replace("default $allowed; ", "") + SITE.format(before="", value="$once")
    (reading,) = read(Source("site.conf", text, Kind.NGINX))
    assert reading.policy is None


def test_a_block_without_allow_origin_has_no_settings() -> None:
    text = "server { add_header Access-Control-Max-Age 5; root /srv; }"
    assert read(Source("site.conf", text, Kind.NGINX)) == ()
