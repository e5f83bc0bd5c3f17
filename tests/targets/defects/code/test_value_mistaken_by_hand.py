"""Values of CORS headers that no browser takes: which are found, and what is written instead."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.code.value_mistaken_by_hand import RULE
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

ORIGIN = "https://app.example"
SHAPE = """\
app.get("/items", (req, res) => {{
{lines}
  res.json([]);
}});
"""


def script(*headers: tuple[str, str], origins: tuple[str, ...] = ()) -> Source:
    """Write a handler that sets headers."""
    lines = [f'  res.setHeader("Access-Control-{name}", {value});' for name, value in headers]
    return Source("app.js", SHAPE.format(lines="\n".join(lines)), Kind.JAVASCRIPT, origins)


def left(source: Source) -> list[str]:
    """Give the codes of this defect that a file has."""
    return [each.code for each in examine(source) if each.code == RULE.code]


@pytest.mark.parametrize(
    "value", ["https://App.example", "https://app.example/", "HTTPS://app.example"]
)
def test_an_origin_is_written_as_a_browser_does(value: str) -> None:
    found = script(("Allow-Origin", f"'{value}'"))
    assert left(found) == [RULE.code]
    assert f"'{ORIGIN}'" in mend(found, examine).source.text


@pytest.mark.parametrize(
    "value", ["app.example", "https://app.example:*", f"{ORIGIN}, http://x.example"]
)
def test_what_can_not_be_meant_becomes_the_allowed_origin_if_that_is_known(value: str) -> None:
    unknown = script(("Allow-Origin", f'"{value}"'))
    assert mend(unknown, examine, unsafe=True).source.text == unknown.text
    known = script(("Allow-Origin", f'"{value}"'), origins=(ORIGIN,))
    assert f'"{ORIGIN}"' in mend(known, examine, unsafe=True).source.text
    assert mend(known, examine).source.text == known.text


def test_the_allowed_origin_is_named_in_place_of_another_that_is_misspelt() -> None:
    found = script(("Allow-Origin", '"https://Old.example"'), origins=(ORIGIN,))
    assert f'"{ORIGIN}"' in mend(found, examine, unsafe=True).source.text


@pytest.mark.parametrize(
    "value", ['"*"', '"null"', '""', f'"{ORIGIN}"', "`https://${host}`", "made"]
)
def test_what_a_browser_may_take_is_no_mistake(value: str) -> None:
    assert left(script(("Allow-Origin", value))) == []


@pytest.mark.parametrize(("value", "count"), [("True", 1), ("true", 0), ("false", 0)])
def test_credentials_are_allowed_in_small_letters(value: str, count: int) -> None:
    found = script(("Allow-Origin", f'"{ORIGIN}"'), ("Allow-Credentials", f'"{value}"'))
    assert len(left(found)) == count
    assert ('"true"' in mend(found, examine).source.text) == (value != "false")


def test_names_of_a_list_are_separated_by_commas() -> None:
    found = script(("Allow-Origin", f'"{ORIGIN}"'), ("Allow-Headers", '"x-a; x-b, c d"'))
    assert '"x-a, x-b, c, d"' in mend(found, examine).source.text
    assert left(script(("Allow-Methods", '"GET , PUT,,"'))) == []


@pytest.mark.parametrize("name", ["Allow-Methods", "Allow-Headers"])
def test_a_star_is_a_name_only_with_credentials(name: str) -> None:
    star, origin = (name, '"*"'), ("Allow-Origin", f'"{ORIGIN}"')
    assert left(script(origin, star)) == []
    found = script(origin, ("Allow-Credentials", '"true"'), star)
    assert left(found) == [RULE.code]
    assert left(mend(found, examine, unsafe=True).source) == []


@pytest.mark.parametrize(
    ("call", "sent"),
    [
        ("axios.post(url, { 'Access-Control-Allow-Origin': 'x' }, options)", True),
        ("fetch(url, { headers: { 'Access-Control-Allow-Origin': 'x' } })", True),
        ("new Request(url, { headers: { 'Access-Control-Allow-Origin': 'x' } })", True),
        ("fetch(url).then(() => res.set({ 'Access-Control-Allow-Origin': 'x' }))", False),
        ("new Response(null, { headers: { 'Access-Control-Allow-Origin': 'x' } })", False),
    ],
)
def test_what_is_sent_in_a_request_is_no_answer(call: str, *, sent: bool) -> None:
    source = Source("app.js", f"const made = {call};\n", Kind.JAVASCRIPT, (ORIGIN,))
    assert left(source) == ([] if sent else [RULE.code])
