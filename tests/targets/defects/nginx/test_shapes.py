"""The shapes in which nginx's configurations send headers: what is read, and what is let be."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.nginx.tree import read
from corsac.targets.defects.source import Kind, Source

ORIGIN = 'add_header Access-Control-Allow-Origin "https://app.example" always;'


def source(text: str) -> Source:
    return Source("a.conf", text, Kind.NGINX, ("https://app.example",))


def mended(text: str) -> str:
    return mend(source(text), examine, unsafe=True).source.text


def test_more_set_headers_is_read_as_name_and_value_in_their_places() -> None:
    text = "more_set_headers 'Access-Control-Allow-Origin:  https://a.example ';"
    ((_, line),) = read(source(text)).directives("more_set_headers")
    assert [x.text for x in line.words[1:]] == ["Access-Control-Allow-Origin", "https://a.example"]
    assert [text[x.start : x.end] for x in line.words[1:]] == [x.text for x in line.words[1:]]


@pytest.mark.parametrize("text", ["more_set_headers X;", "more_set_headers -s 404 'X: 1';"])
def test_other_forms_of_it_are_left_as_they_are(text: str) -> None:
    ((_, line),) = read(source(text)).directives("more_set_headers")
    assert line.source.text == text
    assert examine(source(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        # An error that is answered at once, from nowhere else, or with a preflight's own code.
        f"server {{ error_page 404 /x; location / {{ {ORIGIN} root /srv; }} location /x {{ }} }}",
        f"server {{ error_page 404; location /a {{ {ORIGIN} root /srv; }} }}",
        # What only a content type decides.
        (
            'map $sent_http_content_type $c { font/woff2 "*"; }\n'
            "server { add_header Access-Control-Allow-Origin $c; root /srv; }"
        ),
        f"location /a {{ return 200; {ORIGIN} add_header Access-Control-Allow-Methods PUT; }}",
    ],
)
def test_what_is_fine_is_let_be(text: str) -> None:
    assert [(x.code, str(x.message)) for x in examine(source(text))] == []


def test_what_is_empty_takes_lines_all_the_same() -> None:
    text = (
        f"server {{ {ORIGIN} add_header Access-Control-Allow-Methods PUT always;\n"
        "    location / { }\n}\n"
    )
    assert "server { set $preflight_methods" in mended(text)
    assert "return 204;" in mended(text)


def test_a_list_inside_an_if_waits_for_the_one_around_it_and_then_says_the_same() -> None:
    two = "add_header Access-Control-Allow-Origin 'https://a.example,https://b.example' always;"
    text = (
        f"server {{\n    {two}\n    if ($request_method = OPTIONS) {{\n        {two}\n"
        "        add_header Access-Control-Max-Age 60;\n        return 204;\n    }\n"
        "    root /srv;\n}\n"
    )
    assert mended(text).count("Access-Control-Allow-Origin $cors_origin") == 2
    assert "a.example,https" not in mended(text)
