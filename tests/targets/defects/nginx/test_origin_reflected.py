"""Any origin that asks is given back: what the line becomes, by what is known."""

from __future__ import annotations

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

MAP = """\
http {{
    map $http_origin $allowed {{
        default "";
{lines}
    }}
    server {{
        location / {{
            add_header Access-Control-Allow-Origin $allowed always;
            add_header Access-Control-Allow-Credentials true always;
        }}
    }}
}}
"""
ANY = '        "~.+" $http_origin;'
CHOSEN = '        "~^https://shop\\.example$" $http_origin;'


def mended(*lines: str) -> str:
    """Give what becomes of a map, where one origin is known to be allowed."""
    text = MAP.format(lines="\n".join(lines))
    source = Source("nginx.conf", text, Kind.NGINX, ("https://app.example",))
    return mend(source, examine, unsafe=True).source.text


def test_a_map_that_lets_all_in_lets_the_known_one_in_and_not_nobody() -> None:
    text = mended(ANY)
    assert '"~^https://app\\.example$" $http_origin;' in text
    assert '"~.+"' not in text  # it would match before


def test_a_map_that_chooses_beside_it_keeps_what_it_chose() -> None:
    text = mended(CHOSEN, ANY)
    assert CHOSEN in text
    assert "app\\.example" not in text
    assert ANY not in text
