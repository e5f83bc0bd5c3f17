"""Envoy's filters before its router, for every route and for one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corsac.targets.answer import Answer
    from corsac.targets.export import Options
    from corsac.targets.yaml import Tree

_API: Final = "type.googleapis.com/envoy.extensions."
_MUTATION: Final = "envoy.filters.http.header_mutation"
_LUA: Final = "envoy.filters.http.lua"
#: Empty, and then not sent, where the application's Vary has Origin already.
_VARY: Final = (
    "%CEL('vary' in response.headers && "
    "response.headers['vary'].matches('(?i)(^|,) *(origin|[*]) *(,|$)') ? '' : 'Origin')%"
)
_SOCKETS: Final = """\
-- CORS guards no WebSocket: our own pages and allowed origins open one.
function envoy_on_request(handle)
  local headers = handle:headers()
  local origin, host = headers:get("origin"), headers:get(":authority")
  if headers:get("upgrade") == nil or origin == nil or origin == "" then return end
  if origin ~= "http://" .. host and origin ~= "https://" .. host then
    handle:respond({[":status"] = "403"}, "")
  end
end
"""
_THIRD_PARTY: Final = """\
-- The upstream is not told who asks, and we answer whoever it was.
function envoy_on_request(handle)
  local origin = handle:headers():get("origin")
  if origin ~= nil then handle:streamInfo():dynamicMetadata():set("cors", "origin", origin) end
end
-- A redirect of the upstream to itself comes back through us.
function envoy_on_response(handle)
  local from, location = FROM, handle:headers():get("location")
  if location ~= nil and location:sub(1, #from) == from then
    handle:headers():replace("location", TO .. location:sub(#from + 1))
  end
end
"""


def typed(name: str, fields: Mapping[str, Tree]) -> dict[str, Tree]:
    """Write an extension's configuration.

    Args:
        name: Of its type, below envoy.extensions.
        fields: What it is given.
    """
    return {"@type": _API + name, **fields}


def asker(options: Options) -> str:
    """Give what stands for the request's origin in an answer."""
    return "%DYNAMIC_METADATA(cors:origin)%" if options.third_party else "%REQ(Origin)%"


def filters(answer: Answer, options: Options) -> list[Tree]:
    """Write the filters: what the upstream said of CORS goes, whoever asked; Vary comes."""
    changes = [{"remove": "Set-Cookie"}] if options.third_party else []
    made: list[Tree] = [every_answer(answer, changes, _set(answer.companions))]
    if options.third_party:
        script: dict[str, Tree] = {"default_source_code": _script(_back(options))}
        made.append({"name": _LUA, "typed_config": typed("filters.http.lua.v3.Lua", script)})
    elif answer.varies:
        made.append({"name": _LUA, "typed_config": typed("filters.http.lua.v3.Lua", {})})
    return made


def every_answer(answer: Answer, before: Iterable[Tree], after: Iterable[Tree]) -> Tree:
    """Write the filter that drops what was said of CORS and names Origin in Vary.

    Args:
        answer: What is to be answered.
        before: Changes before Vary's.
        after: And behind it.
    """
    gone: Tree = {"key_matcher": {"prefix": "access-control-", "ignore_case": True}}
    vary = [_change("Vary", _VARY, "APPEND_IF_EXISTS_OR_ADD")] if answer.varies else []
    mutations = _mutations([{"remove_on_match": gone}, *before, *vary, *after])
    mutation = typed("filters.http.header_mutation.v3.HeaderMutation", mutations)
    return {"name": _MUTATION, "typed_config": mutation}


def set_header(name: str, value: str) -> Tree:
    """Set a response header, whatever it was; nothing where the value is empty."""
    return _change(name, value, "OVERWRITE_IF_EXISTS_OR_ADD")


def headers(lines: Iterable[tuple[str, str]]) -> dict[str, Tree]:
    """Set a route's response headers, whatever they were."""
    name = "filters.http.header_mutation.v3.HeaderMutationPerRoute"
    return {_MUTATION: typed(name, _mutations(_set(lines)))}


def guard() -> dict[str, Tree]:
    """Let strangers open no WebSocket on a route."""
    script: dict[str, Tree] = {"source_code": _script(_SOCKETS)}
    return {_LUA: typed("filters.http.lua.v3.LuaPerRoute", script)}


def _mutations(changes: list[Tree]) -> dict[str, Tree]:
    return {"mutations": {"response_mutations": changes}}


def _set(lines: Iterable[tuple[str, str]]) -> list[Tree]:
    return [set_header(name, value) for name, value in lines]


def _change(name: str, value: str, action: str) -> Tree:
    return {"append": {"header": {"key": name, "value": value}, "append_action": action}}


def _script(text: str) -> Tree:
    return {"inline_string": text}


def _back(options: Options) -> str:
    script = _THIRD_PARTY.replace("FROM", json.dumps(f"{options.upstream}/"))
    return script.replace("TO", json.dumps(options.inside if options.stripped else "/"))
