"""All checks of a policy's fields, in one pass that finds every mistake."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, cast

from corsac.core.findings import Text
from corsac.policy.fields import BY_NAME, FIELDS, Field, Kind
from corsac.policy.names import check_method, check_request_header, check_response_header
from corsac.policy.objections import objection_to
from corsac.policy.pattern import OriginPattern, parse_pattern
from corsac.policy.presets import BY_NAME as PRESETS
from corsac.policy.safety import danger_of
from corsac.policy.values import WILDCARD, read_choice, read_list, read_seconds, read_switch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.policy.mistakes import Collector

#: What other libraries call a field; what is not among them is looked for by its spelling.
OTHER_NAMES: Final = {
    "allow_origin": "allow_origins",
    "allowed_headers": "allow_headers",
    "allowed_methods": "allow_methods",
    "allowed_origins": "allow_origins",
    "credentials": "allow_credentials",
    "exposed_headers": "expose_headers",
    "headers": "allow_headers",
    "maxage": "max_age",
    "max_age_seconds": "max_age",
    "methods": "allow_methods",
    "origin": "allow_origins",
    "origins": "allow_origins",
    "preflight_max_age": "max_age",
    "request_headers": "allow_headers",
    "response_headers": "expose_headers",
    "supports_credentials": "allow_credentials",
}
#: Keyword arguments of Starlette that mean nothing here: the value that is taken in silence, why
#: no other is, and the mend.
FOREIGN: Final[dict[str, tuple[object, str, str]]] = {
    "allow_origin_regex": (
        None,
        "is a regular expression, through which every library that has them has been bypassed",
        "write patterns in allow_origins: https://*.example.com, https://preview-{{slug}}.example.net",
    ),
    "allow_private_network": (
        False,
        "stands for a header that no browser reads any more: Chrome asks the user since 142",
        "take it out",
    ),
}


def check_fields(given: Mapping[str, object], here: Collector) -> dict[str, object]:
    """Check every field but the routes.

    Args:
        given: Values by field; what is missing has its default.
        here: Takes the mistakes.

    Returns:
        The values as a policy keeps them. They mean nothing once there is a mistake.
    """
    first = len(here.found)
    for name in given:
        if name not in BY_NAME:
            _unknown(name, given[name], here)
    values = {field.name: _value(field, given, here) for field in FIELDS}
    _add_presets(values, here.at("presets"))
    _check_members(values, here)
    _check_origins(values, here, given)
    order = [*BY_NAME]
    depth = len(here.path)
    here.found[first:] = sorted(
        here.found[first:],
        key=lambda mistake: order.index(name) if (name := mistake.path[depth]) in order else -1,
    )
    return values


def _unknown(name: str, value: object, here: Collector) -> None:
    if name in FOREIGN and value == FOREIGN[name][0]:
        return
    if name in FOREIGN:
        _, reason, mend = FOREIGN[name]
        here.at(name).add("field-foreign", value, Text(reason), Text(mend))
        return
    here.at(name).add("field-unknown", None, Text("is no field of a policy"), meant(name, BY_NAME))


def meant(
    name: str, known: Mapping[str, object], otherwise: str = "the fields are {names}"
) -> Text:
    """Say which of the known names was most likely meant, or name them all."""
    plain = name.lower().replace("-", "_")
    other = OTHER_NAMES.get(plain)
    near = [other] if other in known else get_close_matches(plain, known, n=1)
    if near:
        return Text.of("did you mean {name}?", name=near[0])
    return Text.of(otherwise, names=", ".join(known))


def _value(field: Field, given: Mapping[str, object], here: Collector) -> object:
    if field.name not in given or field.kind is Kind.ROUTES:
        return field.default
    value, place = given[field.name], here.at(field.name)
    if field.kind.is_list:
        read = read_list(field, value, place)
        return field.default if read is None else read
    if field.kind is Kind.SWITCH:
        return read_switch(value, place)
    if field.kind is Kind.SECONDS:
        return read_seconds(value, place)
    return read_choice(field, value, place)


def _texts(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", values[name])


def _add_presets(values: dict[str, object], here: Collector) -> None:
    for index, name in enumerate(_texts(values, "presets")):
        preset = PRESETS.get(name)
        if preset is None:
            reason = Text("is no preset")
            here.at(index).add(
                "preset-unknown", name, reason, meant(name, PRESETS, "the presets are {names}")
            )
            continue
        for target in ("allow_methods", "allow_headers", "expose_headers"):
            own = _texts(values, target)
            if WILDCARD not in own:
                seen = {text.lower() for text in own}
                more = [text for text in getattr(preset, target) if text.lower() not in seen]
                values[target] = (*own, *more)


def _check_members(values: dict[str, object], here: Collector) -> None:
    """Check each member of the lists of methods and headers."""
    members = {
        "allow_methods": check_method,
        "allow_headers": check_request_header,
        "expose_headers": check_response_header,
    }
    for name, check in members.items():
        texts = _texts(values, name)
        place = here.at(name)
        if WILDCARD in texts:
            values[name] = (WILDCARD,)
            # `*, Authorization` is how the standard has it written; here `*` covers it anyway.
            if set(map(str.lower, texts)) - {WILDCARD, "authorization"}:
                place.add(
                    "wildcard-not-alone",
                    list(texts),
                    Text("names members beside the *, which stands for all"),
                    Text('write "*" alone, or take it out'),
                )
            continue
        for index, text in enumerate(texts):
            check(text, place.at(index))
        values[name] = _unique(texts, fold=name != "allow_methods")
    if values["expose_headers"] == (WILDCARD,) and values["allow_credentials"]:
        here.at("expose_headers").add(
            "expose-wildcard-with-credentials",
            WILDCARD,
            Text("exposes nothing to a request with credentials: there it is a name like others"),
            Text("name the headers that pages read"),
        )


def _unique(texts: tuple[str, ...], *, fold: bool) -> tuple[str, ...]:
    """Take repeated names out; header names are the same in any case."""
    kept: dict[str, str] = {}
    for text in texts:
        kept.setdefault(text.lower() if fold else text, text)
    return tuple(kept.values())


def _check_origins(values: dict[str, object], here: Collector, given: Mapping[str, object]) -> None:
    switches = {field.name: values[field.name] is True for field in FIELDS}
    credentials = values["allow_credentials"] is True
    for name in ("allow_origins", "timing_allow_origins"):
        texts, place = _texts(values, name), here.at(name)
        if WILDCARD in texts and set(texts) != {WILDCARD}:
            place.add(
                "wildcard-not-alone",
                list(texts[:8]),
                Text("names origins beside the *, which stands for all"),
                Text('write "*" alone, or take it out'),
            )
        for index, text in enumerate(texts):
            spot = place if text == WILDCARD else place.at(index)
            pattern = check_origin(
                text, spot, credentials=credentials and name == "allow_origins", switches=switches
            )
            if pattern and name == "timing_allow_origins":
                _check_exact(pattern, spot)
        values[name] = _unique(texts, fold=False)
    objected = any("allow_origins" in mistake.path for mistake in here.found)
    if not _texts(values, "allow_origins") and not objected:
        _check_none(given, here)


def check_origin(
    text: str, here: Collector, *, credentials: bool, switches: Mapping[str, bool]
) -> OriginPattern | None:
    """Read one origin pattern and object to what is none, or not safe.

    Args:
        text: As it was written.
        here: Takes the mistake.
        credentials: Whether the policy allows credentials.
        switches: The `dangerously_` fields that are on.
    """
    pattern = parse_pattern(text)
    if pattern is None:
        objection, mend = objection_to(text)
        here.add(objection.code, text, Text(objection.reason), mend)
        return None
    found = danger_of(pattern, credentials=credentials, switches=switches)
    if found is not None:
        danger, reason, mend = found
        here.add(danger.code, text, reason, mend)
    return pattern


def _check_exact(pattern: OriginPattern, here: Collector) -> None:
    if not (pattern.exact or pattern.any):
        here.add(
            "timing-origin-pattern",
            pattern.text,
            Text(
                "is a pattern: images and scripts are asked for without Origin, so none can match"
            ),
            Text('write the origins out, or "*"'),
        )


def _check_none(given: Mapping[str, object], here: Collector) -> None:
    """Object to a policy that allows something to nobody."""
    idle = [field.name for field in FIELDS if field.needs_origins and field.name in given]
    if "allow_origins" in given or idle:
        here.at("allow_origins").add(
            "origins-missing",
            None,
            Text("names no origin, so nothing is allowed to anyone"),
            Text('name the origins, as in ["https://app.example"]; for a closed policy write none'),
        )
