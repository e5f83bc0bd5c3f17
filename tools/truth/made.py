"""Scenarios that were made by hand to show one thing, in a short form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE, _URL = "https://a.test", "https://b.test/{id}/0"


def recording_of(engine: str) -> str:
    """Give the name of the recording in which an engine ran them."""
    return f"{engine}-made"


def scenario(table: Mapping[str, Any], family: str) -> dict[str, Any]:
    """Write a short form out, as the recorder takes it.

    Args:
        table: `id`; `page` (an origin, https://a.test), `kind`; `steps`, of which a `url` is
            https://b.test/{id}/0 unless given; `pre` and `act`, the headers of a 204 to the
            preflight and of the 200 to the request; or `server`, as the format has it; `ck`.
        family: What it was made for.
    """
    answers: dict[str, Any] = {"act": {"st": 200, "h": table.get("act", []), "b": "ok"}}
    if "pre" in table:
        answers["pre"] = {"st": 204, "h": table["pre"]}
    page = {"o": table.get("page", _PAGE)}
    if "kind" in table:
        page["k"] = table["kind"]
    made: dict[str, Any] = {
        "id": table["id"],
        "f": family,
        "page": page,
        "steps": [{"url": _URL, **step} for step in table.get("steps", [{}])],
        "server": table.get("server", {"0": answers}),
    }
    if "ck" in table:
        made["ck"] = table["ck"]
    text = json.dumps(made).replace("{id}", table["id"])
    return cast("dict[str, Any]", json.loads(text))
