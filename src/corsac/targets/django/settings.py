"""Settings of django-cors-headers.

What it does with them was read from django-cors-headers 4.9.0 and run.
"""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY
from corsac.policy.policy import Policy
from corsac.policy.routes import Route
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.paths import covered, path_of
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.translation import Matching
from corsac.targets.settings.values import Listing, Regex, Scalar, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.targets.settings.program import Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("django", "django-cors-headers", matching=Matching.PREFIX, parses=True)
_HEADERS: Final = (
    "accept",
    "authorization",
    "content-type",
    "user-agent",
    "x-csrftoken",
    "x-requested-with",
)
_METHODS: Final = ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")
_DEFAULT_AGE: Final = 86_400
#: What settings files take from the library.
KNOWN: Final[Mapping[str, object]] = {
    "corsheaders.defaults.default_headers": _HEADERS,
    "corsheaders.defaults.default_methods": _METHODS,
}
_ALL: Final = "CORS_ALLOW_ALL_ORIGINS"
_ORIGINS: Final = "CORS_ALLOWED_ORIGINS"
_EXPRESSIONS: Final = "CORS_ALLOWED_ORIGIN_REGEXES"
#: The settings, each with the older name that counts where it isn't set.
_NAMES: Final = {
    _ALL: "CORS_ORIGIN_ALLOW_ALL",
    _ORIGINS: "CORS_ORIGIN_WHITELIST",
    _EXPRESSIONS: "CORS_ORIGIN_REGEX_WHITELIST",
    "CORS_ALLOW_CREDENTIALS": "",
    "CORS_ALLOW_HEADERS": "",
    "CORS_ALLOW_METHODS": "",
    "CORS_ALLOW_PRIVATE_NETWORK": "",
    "CORS_EXPOSE_HEADERS": "",
    "CORS_PREFLIGHT_MAX_AGE": "",
    "CORS_URLS_REGEX": "",
}
_EVERY_NAME: Final = frozenset(_NAMES) | frozenset(filter(None, _NAMES.values()))
#: How alike a misspelt name and the one that is meant are: a letter or two apart.
_ALIKE: Final = 0.9
#: What settings are written for that are not Django's.
_OTHERS: Final = ("flask", "flask_cors", "fastapi", "starlette", "pydantic", "pydantic_settings")
_LAYER: Final = "corsheaders.middleware.CorsMiddleware"
_COMMON: Final = "django.middleware.common.CommonMiddleware"


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the settings of a running program.

    Args:
        given: Settings by name; others than `CORS_` ones and MIDDLEWARE are passed over.
    """
    draft = Draft(LIBRARY)
    values = {name: value_of(value) for name, value in given.items() if _counts(name)}
    return draft.reading(_policy(draft, values))


def _counts(name: str) -> bool:
    return name.startswith("CORS_") or name in {"MIDDLEWARE", "INSTALLED_APPS"}


def read(program: Program) -> tuple[Reading, ...]:
    """Read a settings module.

    Args:
        program: The file.
    """
    values: dict[str, Value] = {}
    draft = Draft(LIBRARY)
    for statement in program.statements:
        for target in _targets(statement.node):
            if isinstance(statement.scope.owner, ast.Module | ast.ClassDef) and _counts(target.id):
                values[target.id] = program.value(target, statement.scope)
                if target.id.startswith("CORS_"):
                    draft.span = draft.span or program.span(statement.node)
    mine = [name for name in values if name in _EVERY_NAME]
    installed = _LAYER in _texts(values.get("MIDDLEWARE"))
    if not (mine or installed) or _is_other(program, mine, values):
        return ()
    for call in program.calls():
        if "check_request_enabled" in call.name:
            reason = Text("a receiver of check_request_enabled decides in code")
            mend = Text("write the origins into the policy, or use a PolicyProvider")
            draft.remark(Effect.NOT_READ, call.span, reason=reason, mend=mend)
    policy = _policy(draft, values)
    return (draft.reading(policy),)


def _is_other(program: Program, mine: list[str], values: Mapping[str, Value]) -> bool:
    """Whether the names are Flask-CORS's or of a project's own: some are the same."""
    if "INSTALLED_APPS" in values or "MIDDLEWARE" in values:
        return False
    return bool(mine) and program.imports_from(*_OTHERS)


def _targets(node: ast.stmt) -> list[ast.Name]:
    match node:
        case ast.Assign(targets=targets):
            found: list[ast.expr] = targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            found = [target]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name() as name))):
            found = [name]
        case _:
            found = []
    return [each for each in found if isinstance(each, ast.Name)]


def _texts(value: Value | None) -> list[str]:
    items = value.items if isinstance(value, Listing) else ()
    return [text for each in items if (text := text_of(each)) is not None]


def _policy(draft: Draft, values: Mapping[str, Value]) -> Policy | None:
    _check_names(draft, values)
    _check_layer(draft, values)
    given = _chosen(draft, values)
    everyone = draft.switch(given.get(_ALL), "who is allowed")
    draft.credentials = draft.switch(given.get("CORS_ALLOW_CREDENTIALS"), "allow_credentials")
    if everyone:
        draft.add("allow_origins", ANY, given[_ALL].span)
        for name in (_ORIGINS, _EXPRESSIONS):
            if name in given and _texts(given[name]):
                reason = Text.of("{setting} allows every origin beside it", setting=_ALL)
                mend = Text.of("take {setting} out, if these were meant to be all", setting=_ALL)
                draft.remark(Effect.SETTING_IDLE, given[name].span, reason=reason, mend=mend)
    else:
        _origins(draft, given)
    for name, target, default in (
        ("CORS_ALLOW_METHODS", "allow_methods", _METHODS),
        ("CORS_ALLOW_HEADERS", "allow_headers", _HEADERS),
        ("CORS_EXPOSE_HEADERS", "expose_headers", ()),
    ):
        _letters(draft, given, name)
        draft.names(target, given.get(name, value_of(default)), name)
    _wildcards(draft, given)
    age = given.get("CORS_PREFLIGHT_MAX_AGE", Scalar(_DEFAULT_AGE))
    draft.seconds(age, zero_is_none=True)
    return _on_path(draft, given.get("CORS_URLS_REGEX"))


def _chosen(draft: Draft, values: Mapping[str, Value]) -> dict[str, Value]:
    """Take each setting under its name, or under the older one."""
    given: dict[str, Value] = {}
    for name, older in _NAMES.items():
        if name in values:
            given[name] = values[name]
        if older in values:
            if name in values:
                reason = Text.of("{name} is set, and counts", name=name)
                draft.remark(
                    Effect.SETTING_IDLE, values[older].span, reason=reason, mend=Text("take it out")
                )
            else:
                given[name] = values[older]
    return given


def _check_names(draft: Draft, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if not name.startswith("CORS_") or name in _EVERY_NAME:
            continue
        # A project has names of its own; one that is meant is hardly another, and not there yet.
        near = [
            x for x in get_close_matches(name, _EVERY_NAME, n=1, cutoff=_ALIKE) if x not in values
        ]
        mend = Text.of("did you mean {near}?", near=near[0]) if near else Text("take it out")
        draft.remark(Effect.SETTING_UNKNOWN, value.span, name=name, mend=mend)


def _check_layer(draft: Draft, values: Mapping[str, Value]) -> None:
    """Look where the middleware stands, if that is told."""
    layers = values.get("MIDDLEWARE")
    if not isinstance(layers, Listing) or not all(map(text_of, layers.items)):
        return
    names = _texts(layers)
    if _LAYER not in names:
        reason = Text.of(
            "MIDDLEWARE has no {middleware}, so no header is ever sent", middleware=_LAYER
        )
        draft.remark(Effect.FAILS, layers.span, reason=reason, mend=Text("put it first"))
    elif _COMMON in names and names.index(_LAYER) > names.index(_COMMON):
        where = Text("redirects by CommonMiddleware, which stands before it,")
        mend = Text.of("put {middleware} first", middleware=_LAYER)
        draft.remark(Effect.ERRORS_BARE, layers.span, where=where, mend=mend)


def _origins(draft: Draft, given: Mapping[str, Value]) -> None:
    origins = given.get(_ORIGINS, value_of(()))
    if text_of(origins) is not None:
        draft.remark(Effect.LETTERS, origins.span, text_of(origins))
        mend = Text("write a list; the policy has one")
        draft.remark(Effect.NULL_ALLOWED, origins.span, text_of(origins), mend=mend)
    for each in origins.items if isinstance(origins, Listing) else ():
        text = text_of(each)
        if text is not None and _is_null_to_the_library(text):
            mend = Text("write the scheme before it")
            draft.remark(Effect.NULL_ALLOWED, each.span, text, mend=mend)
        if text == ANY:
            reason = Text("is compared as it stands")
            mend = Text.of(
                "write {setting} = True, if every origin is meant; the policy goes without it",
                setting=_ALL,
            )
            draft.remark(Effect.NEVER_MATCHES, each.span, text, reason=reason, mend=mend)
    if isinstance(origins, Listing):
        origins = Listing(
            tuple(each for each in origins.items if text_of(each) != ANY), origins.span
        )
    draft.origins(origins)
    if _EXPRESSIONS in given:
        draft.origins(given[_EXPRESSIONS], expressions=True)


def _is_null_to_the_library(text: str) -> bool:
    """Whether an entry equals the origin null there: neither has a scheme or a host."""
    return text not in {ANY, "null"} and "//" not in text and ":" not in text


def _letters(draft: Draft, given: Mapping[str, Value], name: str) -> None:
    text = text_of(given[name]) if name in given else None
    if text is not None:
        draft.remark(Effect.LETTERS, given[name].span, text)


def _wildcards(draft: Draft, given: Mapping[str, Value]) -> None:
    """Remark what a star in the lists of headers is there: sent as it is."""
    if ANY not in _texts(given.get("CORS_ALLOW_HEADERS")):
        return
    meaning = Text("every header but Authorization")
    if draft.credentials:
        meaning = Text("nothing where credentials are sent")
    mend = Text("the policy allows every header, Authorization too")
    draft.remark(Effect.WILDCARD_DEAD, given["CORS_ALLOW_HEADERS"].span, meaning=meaning, mend=mend)


def _on_path(draft: Draft, where: Value | None) -> Policy | None:
    """Put the policy on the paths that it is for."""
    policy = draft.policy()
    if where is None or policy is None:
        return policy
    text = where.text if isinstance(where, Regex) else text_of(where)
    if text is None:
        draft.unknown(where, "the paths", Text("give the policy routes by hand"))
        return policy
    path = path_of(text)
    if path is None:
        reason = Text("its paths can't be written as one route")
        mend = Text("give the policy routes by hand; it is for every path now")
        draft.remark(Effect.NOT_READ, where.span, text, reason=reason, mend=mend)
        return policy
    if path == "/":
        return policy
    if strange := covered(text, path):
        draft.remark(Effect.PATH_PREFIX, where.span, text, path=strange, route=path)
    return Policy(routes=[Route(path, policy)])
