"""Values of CORS headers that no browser takes, whatever they are written in."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.values import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    mistake,
)

ORIGIN = "https://app.example"
NGINX = """\
server {{
    location / {{
        if ($request_method = OPTIONS) {{
            add_header Access-Control-Allow-Origin "{value}" always;
            return 204;
        }}
        add_header Access-Control-Allow-Origin "{value}" always;
    }}
}}
"""
APACHE = """\
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "{value}"
    Header always set Access-Control-Allow-Credentials "true"
</VirtualHost>
"""


@pytest.mark.parametrize(
    ("header", "value", "meant"),
    [
        (ALLOW_ORIGIN, "https://App.example", ORIGIN),
        (ALLOW_ORIGIN, f"{ORIGIN}/", ORIGIN),
        (ALLOW_ORIGIN, "app.example", ""),
        (ALLOW_CREDENTIALS, "True", "true"),
        (ALLOW_CREDENTIALS, " true", "true"),
        (ALLOW_METHODS, "GET; PUT", "GET, PUT"),
        (ALLOW_HEADERS, "x-a x-b", "x-a, x-b"),
        (ALLOW_METHODS, "get, Put,delete,purge", "GET, PUT,DELETE,purge"),
    ],
)
def test_a_mistake_is_told_with_what_was_meant(header: str, value: str, meant: str) -> None:
    found = mistake(header, value)
    assert found is not None
    assert (found.meant, found.sure) == (meant, meant != "")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *((ALLOW_ORIGIN, each) for each in ("*", "null", "", ORIGIN, "$origin", "https://{host}")),
        *((ALLOW_CREDENTIALS, each) for each in ("true", "false", "")),
        *((ALLOW_METHODS, each) for each in ("GET , PUT,,", "*", "")),
        ("access-control-max-age", "soon"),
    ],
)
def test_what_a_browser_may_take_is_none(header: str, value: str) -> None:
    assert mistake(header, value) is None


@pytest.mark.parametrize("header", [ALLOW_METHODS, ALLOW_HEADERS])
def test_a_star_is_a_name_only_with_credentials(header: str) -> None:
    found = mistake(header, "*", credentials=True)
    assert found is not None
    assert not found.sure


def test_the_only_allowed_origin_is_meant_where_the_value_tells_none_of_them() -> None:
    for value in ("app.example", "https://Old.example", f"{ORIGIN}, https://x.example"):
        found = mistake(ALLOW_ORIGIN, value, known=(ORIGIN,))
        assert found is not None
        assert (found.meant, found.sure) == (ORIGIN, False)


@pytest.mark.parametrize("value", ["app.example", f"{ORIGIN}:*", f"{ORIGIN}/"])
@pytest.mark.parametrize(("shape", "kind"), [(NGINX, Kind.NGINX), (APACHE, Kind.APACHE)])
def test_a_server_names_it_too_in_each_place(shape: str, kind: Kind, value: str) -> None:
    source = Source("site", shape.format(value=value), kind, (ORIGIN,))
    mended = mend(source, examine, unsafe=True).source.text
    assert mended.count(f'"{ORIGIN}"') == shape.count("{value}")


@pytest.mark.parametrize(("origins", "kept"), [((ORIGIN,), True), ((), False)])
def test_a_star_beside_credentials_becomes_the_allowed_origin_if_that_is_known(
    origins: tuple[str, ...], *, kept: bool
) -> None:
    source = Source("site", APACHE.format(value="*"), Kind.APACHE, origins)
    mended = mend(source, examine, unsafe=True).source.text
    assert (f'"{ORIGIN}"' in mended, "Allow-Credentials" in mended) == (kept, kept)


def test_a_page_may_send_patch_as_it_is_written() -> None:
    found = mistake(ALLOW_METHODS, "PUT, patch")
    assert found is not None
    assert (found.meant, found.sure) == ("PUT, PATCH", False)
