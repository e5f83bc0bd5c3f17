"""Response headers, one by one."""

from __future__ import annotations

import pytest

from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import take

LIBRARY = Library("x", "X")


@pytest.mark.parametrize(
    ("header", "text", "shown", "field", "value"),
    [
        ("access-control-allow-methods", "GET, PUT,", "", "allow_methods", ["GET", "PUT"]),
        ("access-control-allow-headers", "$http_access_control_request_headers", "",
         "allow_headers", ["*"]),
        ("access-control-expose-headers", None, "names()", "expose_headers", []),
    ],
)  # fmt: skip
def test_a_list_is_taken(
    header: str, text: str | None, shown: str, field: str, value: list[str]
) -> None:
    draft = Draft(LIBRARY)
    take(draft, header, text, None, shown)
    assert list(draft.lists.get(field, {})) == value
    assert bool(draft.remarks) is not bool(value)


def test_credentials_and_age_are_taken_and_others_are_not() -> None:
    draft = Draft(LIBRARY)
    take(draft, "access-control-allow-credentials", "false", None)
    assert not draft.credentials
    take(draft, "access-control-allow-credentials", None, None)
    take(draft, "access-control-max-age", "600", None)
    take(draft, "vary", "Origin", None)
    assert (draft.credentials, draft.max_age, draft.lists, draft.remarks) == (True, 600, {}, [])
    take(draft, "access-control-max-age", None, None, "age")
    assert len(draft.remarks) == 1
