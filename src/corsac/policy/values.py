"""The shapes of values: a list of texts, a switch, a number of seconds, one of a few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from corsac.core.findings import Text
from corsac.policy.fields import MAX_AGE_LIMIT

if TYPE_CHECKING:
    from corsac.policy.fields import Field
    from corsac.policy.mistakes import Collector

WILDCARD = "*"


def read_list(field: Field, value: object, here: Collector) -> tuple[str, ...] | None:
    """Take a list of texts; order stays, sets are sorted.

    Args:
        field: Whose value it is.
        value: A list, tuple, set or other iterable of texts, or `"*"` where the field takes it.
        here: Takes the mistakes.

    Returns:
        `("*",)` for the wildcard, alone or the only text of a list; None where it is no list.
    """
    if isinstance(value, str):
        if value == WILDCARD and field.wildcard:
            return (WILDCARD,)
        here.add("list-expected", value, _one_string(field), _as_list(value))
        return None
    written: object = value
    if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
        here.add(
            "list-expected",
            written,
            Text("is no list of texts"),
            Text.of("write a list, as in {example}", example=_EXAMPLES[field.kind.value]),
        )
        return None
    items = list(cast("Iterable[object]", value))
    texts = [item for item in items if isinstance(item, str)]
    for index, item in enumerate(items):
        if not isinstance(item, str):
            here.at(index).add(
                "text-expected", item, Text("is no text"), Text("write it in quotes")
            )
    if len(texts) != len(items):
        return None
    return tuple(sorted(texts) if isinstance(value, set | frozenset) else texts)


def read_switch(value: object, here: Collector) -> bool:
    """Take true or false and nothing that resembles them."""
    if isinstance(value, bool):
        return value
    here.add(
        "switch-expected", value, Text("is neither true nor false"), Text("write true or false")
    )
    return False


def read_seconds(value: object, here: Collector) -> int | None:
    """Take a whole number of seconds from 0 to `MAX_AGE_LIMIT`, or None for no header."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        here.add(
            "seconds-expected",
            value,
            Text("is no whole number of seconds"),
            Text("write a number without quotes, as 7200"),
        )
        return None
    if value < 0:
        here.add(
            "max-age-negative",
            value,
            Text("is negative, and the header's grammar has digits only"),
            Text("write 0, which turns the preflight cache off"),
        )
    elif value > MAX_AGE_LIMIT:
        here.add(
            "max-age-too-long",
            value,
            Text("is longer than any browser remembers a preflight"),
            Text.of("write {limit} or less; Chromium stops at 7200", limit=MAX_AGE_LIMIT),
        )
    return value


def read_choice(field: Field, value: object, here: Collector) -> str | int | None:
    """Take one of the field's choices, or None where that is what it starts from."""
    if value is None and field.default is None:
        return None
    for choice in field.choices:
        if type(value) is type(choice) and value == choice:
            return choice
    choices = ", ".join(map(repr, field.choices))
    here.add(
        "choice-unknown",
        value,
        Text("is not among the values that this field takes"),
        Text.of("write one of {choices}", choices=choices),
    )
    return None


def _one_string(field: Field) -> Text:
    if field.wildcard:
        return Text('is one text where a list is due; only "*" may stand alone')
    return Text("is one text where a list is due")


def _as_list(value: str) -> Text:
    parts = [part.strip() for part in value[:400].split(",") if part.strip()]
    return Text.of("write [{items}]", items=", ".join(f'"{part}"' for part in parts))


_EXAMPLES = {
    "origins": '["https://app.example"]',
    "exact-origins": '["https://app.example"]',
    "methods": '["PUT", "DELETE"]',
    "request-headers": '["Content-Type"]',
    "response-headers": '["X-Total-Count"]',
    "presets": '["grpc-web"]',
}
