"""A policy from environment variables: `CORSAC_ALLOW_ORIGINS` and one for each other field."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from corsac.core.findings import Text
from corsac.policy.fields import FIELDS, Field, Kind
from corsac.policy.mistakes import Collector, Mistake, PolicyError
from corsac.policy.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "CORSAC_"
_SWITCHES: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
_SETTABLE: Final = {field.variable: field for field in FIELDS if field.kind is not Kind.ROUTES}
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}")
#: How alike a name must be to one of the variables to be taken for a slip.
_ALIKE: Final = 0.85


def from_environment(environment: Mapping[str, str]) -> Policy:
    """Make a policy of environment variables.

    Lists are separated by commas; switches are `true` or `false`. Routes can't be set here.

    Args:
        environment: All variables, as in `os.environ`; the ones of other programs are passed over.

    Raises:
        PolicyError: A value can't be read, a variable is nearly one of the policy's, or the
            policy can't work or isn't safe.
    """
    found: list[Mistake] = []
    here = Collector(found)
    given: dict[str, Any] = {}
    for variable, text in environment.items():
        field = _SETTABLE.get(variable)
        if field is not None:
            given[field.name] = _read(field, text.strip(), here.at(variable))
        elif variable.startswith(PREFIX):
            _check_name(variable, here)
    try:
        policy = Policy(**given)
    except PolicyError as error:
        found.extend(map(_as_variable, error.mistakes))
    else:
        if not found:
            return policy
    raise PolicyError(found)


def _read(field: Field, text: str, here: Collector) -> object:
    """Turn a variable's text into what the field takes; what it can't be is left as it is."""
    if field.kind.is_list:
        items = [item.strip() for item in text.split(",") if item.strip()]
        return "*" if items == ["*"] and field.wildcard else items
    if field.kind is Kind.SWITCH:
        return _SWITCHES.get(text.lower(), text)
    if not text and field.default is None:
        return None
    numeric = field.kind is Kind.SECONDS or any(isinstance(each, int) for each in field.choices)
    if not numeric:
        return text
    if _NUMBER.fullmatch(text) is None:
        here.add("number-expected", text, Text("is no number"), Text("write digits only, as 7200"))
        return field.default
    return int(text)


def _check_name(variable: str, here: Collector) -> None:
    near = get_close_matches(variable, _SETTABLE, n=1, cutoff=_ALIKE)
    if near:
        mend = Text.of("did you mean {name}?", name=near[0])
        here.at(variable).add("field-unknown", None, Text("is no field of a policy"), mend)


def _as_variable(mistake: Mistake) -> Mistake:
    """Name the place of a mistake by its variable."""
    name, *rest = mistake.path
    return Mistake(
        (f"{PREFIX}{str(name).upper()}", *rest),
        mistake.value,
        mistake.reason,
        mistake.mend,
        mistake.code,
    )
