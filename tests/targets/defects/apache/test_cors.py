"""What Apache's lines say of CORS."""

from __future__ import annotations

import pytest

from corsac.targets.defects.apache import cors
from corsac.targets.defects.apache.tree import Config, read
from corsac.targets.defects.source import Kind, Source


def config(text: str) -> Config:
    return read(Source("a", text, Kind.APACHE))


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("ProxyPass / http://a/", True),
        ("RewriteRule ^ http://a/ [P,L]", True),
        ("RewriteRule ^ - [L]", False),
        ('SetHandler "proxy:http://a"', True),
        # What FastCGI answers is in the table `always`, and replaced there.
        ('SetHandler "proxy:fcgi://a"', False),
        ("ProxyPassMatch ^/(.*\\.php)$ fcgi://127.0.0.1:9000/srv/$1", False),
        ("RewriteRule ^(.*\\.php)$ fcgi://127.0.0.1:9000/srv/$1 [P]", False),
        ("SetHandler x", False),
    ],
)
def test_a_proxy_is_seen(text: str, proxy: bool) -> None:  # noqa: FBT001 - a table's column
    assert cors.is_proxy(config(text)) is proxy


def test_rules_that_answer_options_come_with_their_conditions() -> None:
    made = config(
        "RewriteCond %{REQUEST_METHOD} OPTIONS\nRewriteRule ^ - [R=204,L]\n"
        "RewriteCond %{REQUEST_METHOD} OPTIONS\nOptions None\nRewriteRule ^ - [R=204,L]\n"
        "RewriteCond x\nRewriteRule ^ - [F]\n"
    )
    (found,) = cors.preflight_rules(made)
    assert len(found[0]) == 1


def test_a_value_varies_with_the_request_or_does_not() -> None:
    made = config(
        'Header set Access-Control-Allow-Origin "%{O}e"\n'
        "Header set Access-Control-Allow-Origin https://a env=OK\n"
        "Header set Access-Control-Allow-Origin https://a\n"
    )
    assert [cors.varies(each) for each in cors.origins(made)] == [True, True, False]
