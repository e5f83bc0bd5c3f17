"""The client's side: the three ways in which a page asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.page import page

if TYPE_CHECKING:
    from typing import Unpack

    from corsac.policy.policy import PolicyFields

URL = "https://api.example/items"


def written(**given: Unpack[PolicyFields]) -> dict[str, str]:
    given.setdefault("allow_origins", ["https://app.example"])
    return {file.name: file.text for file in page(Answer.of_policy(Policy(**given)), URL)}


def test_a_page_sends_json_and_cookies_where_both_are_allowed() -> None:
    found = written(allow_methods=["PUT"], allow_headers=["content-type"], allow_credentials=True)
    assert 'credentials: "include"' in found["fetch"]
    assert "body: JSON.stringify(data)" in found["fetch"]
    assert "xhr.withCredentials = true;" in found["XMLHttpRequest"]
    assert "axios.put(" in found["axios"]
    assert "data, { withCredentials: true }" in found["axios"]


def test_without_content_type_nothing_but_a_method_is_sent() -> None:
    found = written(allow_methods=["PATCH"])
    assert found["fetch"] == f'const response = await fetch("{URL}", {{\n  method: "PATCH",\n}});\n'
    assert "xhr.send();" in found["XMLHttpRequest"]
    assert f'axios.patch("{URL}", undefined)' in found["axios"]


def test_where_every_method_is_allowed_a_plain_get_is_shown() -> None:
    found = written(allow_methods="*")
    assert found["fetch"] == f'const response = await fetch("{URL}");\n'
    assert found["axios"] == f'const response = await axios.get("{URL}");\n'
