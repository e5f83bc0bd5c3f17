"""Origins without encryption in nginx."""

from __future__ import annotations

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

MAP = """\
map $http_origin $allowed {
    default "";
    ~^http://app\\.example$ $http_origin;
    ~^https://app\\.example$ $http_origin;
    ~^http://shop\\.example$ $http_origin;
    ~^http://old\\.example$ "";
    ~^http://localhost:3000$ $http_origin;
}
server {
    add_header Access-Control-Allow-Origin $allowed always;
    add_header Access-Control-Allow-Credentials $allowed always;
    add_header Vary Origin always;
    root /srv;
}
"""


def source(text: str) -> Source:
    return Source("site.conf", text, Kind.NGINX)


def test_a_twin_with_https_goes_others_are_rewritten_and_this_machine_stays() -> None:
    found = [each for each in examine(source(MAP)) if each.code == "CORS286"]
    assert [each.span.line for each in found if each.span] == [3, 5]
    text = mend(source(MAP), examine, unsafe=True).source.text
    assert "http://app" not in text
    assert text.count("https://app") == 1
    assert "~^https://shop" in text
    assert "~^http://old" in text
    assert "~^http://localhost:3000$" in text


def test_a_value_that_is_written_out_counts_where_credentials_are_beside_it() -> None:
    text = """\
server {
    add_header Access-Control-Allow-Origin http://app.example always;
    add_header Access-Control-Allow-Credentials true always;
    root /srv;
}
"""
    mended = mend(source(text), examine, unsafe=True).source.text
    assert "Origin https://app.example always" in mended
    without = text.replace("    add_header Access-Control-Allow-Credentials true always;\n", "")
    assert "CORS286" not in [each.code for each in examine(source(without))]


def test_what_is_refused_or_everything_is_no_finding_of_this_kind() -> None:
    for condition in ('!= "http://app.example"', '~ "^http://.*$"'):
        text = MAP.replace(
            "server {", f"server {{\n    if ($http_origin {condition}) {{ set $x 1; }}"
        )
        found = [each for each in examine(source(text)) if each.code == "CORS286"]
        assert len(found) == 2
