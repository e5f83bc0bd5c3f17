"""The JSON Schema of `corsac.toml`, drawn from the table of fields."""

from __future__ import annotations

import json
from typing import Any, Final

from corsac.policy.fields import FIELDS, MAX_AGE_LIMIT, Field, Kind
from corsac.policy.load import VERSION
from corsac.policy.presets import PRESETS
from corsac.policy.routes import METHODS, PATH_DOC
from corsac.policy.values import WILDCARD

#: The name of the schema.
ID: Final = "urn:corsac:policy:1"
Schema = dict[str, Any]


def schema() -> Schema:
    """Make the schema of the whole file (JSON Schema 2020-12), as data.

    It knows shapes; whether a policy is safe only `Policy` tells.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "corsac.toml",
        "type": "object",
        "additionalProperties": False,
        "required": ["policy"],
        "properties": {
            "version": {"const": VERSION, "description": "The version of the file's format."},
            "policy": {"$ref": "#/$defs/policy"},
            "profiles": {
                "type": "object",
                "description": "Fields that are added to the policy with --profile NAME.",
                "additionalProperties": {"$ref": "#/$defs/policy"},
            },
            "proxy": {"type": "object", "description": "Routes of corsac proxy."},
        },
        "$defs": {"policy": _fields(FIELDS), "route": _route()},
    }


def _fields(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _field(field) for field in fields},
    }


def _route() -> Schema:
    made = _fields(tuple(field for field in FIELDS if field.kind is not Kind.ROUTES))
    own = {
        "path": {"type": "string", "pattern": "^/", "description": PATH_DOC},
        "methods": _field(METHODS),
    }
    return {**made, "required": ["path"], "properties": {**own, **made["properties"]}}


def _field(field: Field) -> Schema:
    made: Schema = {"description": field.doc, **_shape(field)}
    if field.default is not None:
        # JSON has lists where Python has tuples.
        made["default"] = json.loads(json.dumps(field.default))
    return made


def _shape(field: Field) -> Schema:
    match field.kind:
        case Kind.SWITCH:
            return {"type": "boolean"}
        case Kind.SECONDS:
            return {"type": "integer", "minimum": 0, "maximum": MAX_AGE_LIMIT}
        case Kind.CHOICE:
            return {"enum": list(field.choices)}
        case Kind.ROUTES:
            return {"type": "array", "items": {"$ref": "#/$defs/route"}}
        case Kind.PRESETS:
            return {"type": "array", "items": {"enum": [preset.name for preset in PRESETS]}}
        case _:
            texts: Schema = {"type": "array", "items": {"type": "string", "minLength": 1}}
            return {"anyOf": [{"const": WILDCARD}, texts]} if field.wildcard else texts
