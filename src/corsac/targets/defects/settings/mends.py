"""What mends a remark on settings in the file: one function for each kind of remark."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Fix, Text
from corsac.targets.defects.code.facts import Place
from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.origin_pattern import encrypted, judge
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.settings.nodes import Nodes
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.remarks import Remark

    Mend = Callable[["Asked"], Iterator[Fix]]

#: A word that was meant for many origins, as `all`: no host has such a name.
_WORD: Final = re.compile(r"(?!localhost$|null$)[A-Za-z]+")
_LAYER: Final = "corsheaders.middleware.CorsMiddleware"
_ALL: Final = frozenset({"CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"})
_LISTS: Final = ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST",
                 "CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST")  # fmt: skip


class Asked:
    """A remark, its place in the file, and the system whose settings they are."""

    def __init__(self, nodes: Nodes, source: Source, remark: Remark, system: str) -> None:
        """Note them.

        Raises:
            ValueError: The remark is about no place.
        """
        if remark.span is None:
            raise ValueError("a remark without a place")
        self.nodes, self.source, self.remark, self.system = nodes, source, remark, system
        span = remark.span
        self.place = Place(
            source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)
        )
        self.text = source.text[self.place.start : self.place.end]
        self.node = nodes.at(self.place)

    @property
    def literal(self) -> str | None:
        """The text that stands there, written out."""
        if isinstance(self.node, ast.Constant) and isinstance(self.node.value, str):
            return self.node.value
        return None

    def put(self, text: str, place: Place | None = None) -> Edit:
        """Write a text in the place of what stands there, or elsewhere."""
        at = place or self.place
        return self.source.edit(at.start, at.end, text)

    def value(self, name: str) -> str:
        """Give what is in a hole of the sentence or its mend; empty for none."""
        for text in (self.remark.message, self.remark.mend):
            for hole, held in text.values:
                inner = dict(held.values) if isinstance(held, Text) else {}
                if hole == name or name in inner:
                    return str(inner.get(name, held))
        return ""


def fixes(asked: Asked) -> tuple[Fix, ...]:
    """Give the fixes of a remark: what says what to do, where nothing can be put in."""
    made = tuple(_MENDS[asked.remark.effect](asked)) if asked.remark.effect in _MENDS else ()
    return made or (Fix(asked.remark.mend),)


# Open to all ------------------------------------------------------------------------------------


def _reflects(asked: Asked) -> Iterator[Fix]:
    """Name the origins, or take credentials away."""
    exact = list(asked.source.exact_origins)
    statement = asked.nodes.statement_at(asked.place)
    named = [
        each.id
        for each in (statement.targets if isinstance(statement, ast.Assign) else ())
        if isinstance(each, ast.Name)
    ]
    if asked.text == "True" and _ALL & set(named):
        beside = asked.nodes.assigned(*_LISTS)
        if beside is not None and not _is_empty(beside.value):
            title = Text.of("allow the origins that are listed beside it")
            yield Fix(title, safe=True, edits=(asked.put("False"),))
        elif exact and statement is not None:
            text = f"CORS_ALLOWED_ORIGINS = {json.dumps(exact)}"
            yield _named(asked.put(text, asked.nodes.python.place(statement)))
    elif exact:
        yield from _list(asked, exact)
    yield from _without_credentials(asked)


def _list(asked: Asked, exact: list[str]) -> Iterator[Fix]:
    written = json.dumps(exact)
    keyword = _keyword(asked)
    if keyword is not None and keyword.arg == "allow_origin_regex":
        yield from _in_place_of(asked, keyword, exact)
    elif isinstance(asked.node, ast.Call):
        given = [*asked.node.args, *(x.value for x in asked.node.keywords)]
        if given:
            end = asked.nodes.python.place(given[-1]).end
            yield _named(asked.put(f", origins={written}", Place(end, end)))
    elif isinstance(asked.node, ast.List | ast.Tuple | ast.Set):
        yield _named(asked.put(written))
    elif asked.literal is not None and (options := _options_of(asked)) is not None:
        start = asked.nodes.python.place(options).start + 1
        joint = ", " if options.keys else ""
        yield _named(asked.put(f'"origins": {written}{joint}', Place(start, start)))
    elif asked.literal == "*":
        inside = asked.source.text[: asked.place.start].rstrip()[-1:] in {"[", "(", ",", "{"}
        in_call = keyword is not None and keyword.value is asked.node
        yield _named(asked.put(written[1:-1] if inside and not in_call else written))
    elif asked.literal is not None:
        expressions = ", ".join(f'r"{list_of((each,))}"' for each in exact)
        yield _named(asked.put(expressions))


def _in_place_of(asked: Asked, expression: ast.keyword, exact: list[str]) -> Iterator[Fix]:
    """List origins in place of an expression; in the list beside it, where there is one."""
    whole = asked.nodes.python.place(expression.value)
    start = whole.start - len("allow_origin_regex=")
    call = asked.nodes.call_around(asked.place)
    beside = (
        next((x.value for x in call.keywords if x.arg == "allow_origins"), None) if call else None
    )
    if beside is None:
        yield _named(asked.put(f"allow_origins={json.dumps(exact)}", Place(start, whole.end)))
    else:
        end = whole.end + (asked.source.text[whole.end : whole.end + 1] == ",")
        gone = asked.source.without(start, end)
        yield _named(*_extended(asked, beside, exact), gone)


def _extended(asked: Asked, listed: ast.expr, exact: list[str]) -> Iterator[Edit]:
    """Put origins behind those of a list; what is none is taken apart in a new one."""
    at = asked.nodes.python.place(listed)
    if not isinstance(listed, ast.List):
        text = asked.source.text[at.start : at.end]
        # A text alone is one origin, not many of one letter.
        taken = f"{'' if isinstance(listed, ast.Constant) else '*'}{text}, "
        yield asked.put(f"[{taken if text != 'None' else ''}{json.dumps(exact)[1:-1]}]", at)
        return
    known = {each.value for each in listed.elts if isinstance(each, ast.Constant)}
    more = json.dumps([each for each in exact if each not in known])[1:-1]
    if more and listed.elts:
        end = asked.nodes.python.place(listed.elts[-1]).end
        yield asked.put(f", {more}", Place(end, end))
    elif more:
        yield asked.put(f"[{more}]", at)


def _named(*edits: Edit) -> Fix:
    return Fix(Text.of("allow the origins that you named"), safe=True, edits=edits)


def _is_empty(value: ast.expr) -> bool:
    return isinstance(value, ast.List | ast.Tuple | ast.Set) and not value.elts


def _keyword(asked: Asked) -> ast.keyword | None:
    call = asked.nodes.call_around(asked.place)
    for each in call.keywords if call is not None else ():
        if asked.nodes.python.place(each.value) == asked.place:
            return each
    return None


def _options_of(asked: Asked) -> ast.Dict | None:
    """Give the options of a resource, where the remark is about its path."""
    for key, value in asked.nodes.pairs():
        if key is asked.node and isinstance(value, ast.Dict):
            return value
    return None


def _without_credentials(asked: Asked) -> Iterator[Fix]:
    held = asked.nodes.credentials(asked.place)
    if held is not None:
        title = Text.of(
            "take credentials away, or list the origins that are meant: "
            "--origin https://app.example"
        )
        yield Fix(title, edits=(asked.put("False", asked.nodes.python.place(held)),))


def _renamed(asked: Asked) -> Iterator[Fix]:
    """Write the name that the package knows."""
    name, near = asked.value("name"), asked.value("near")
    if not name or not near:
        return
    edits: list[Edit] = []
    for node in asked.nodes.of(ast.keyword, ast.Assign):
        if isinstance(node, ast.keyword) and node.arg == name:
            start = asked.nodes.python.offset(node.lineno, node.col_offset)
            edits.append(asked.put(near, Place(start, start + len(name))))
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id == name:
            edits.append(asked.put(near, asked.nodes.python.place(target)))
    if edits:
        yield Fix(asked.remark.mend, edits=tuple(edits))


# Expressions and texts --------------------------------------------------------------------------


def _expression(asked: Asked) -> Iterator[Fix]:
    """Match what is meant, whole."""
    yield from _whole(asked, Text.of("match what is meant, whole"), safe=True, secure=False)


def _whole(asked: Asked, title: Text, *, safe: bool, secure: bool) -> Iterator[Fix]:
    """Write an expression without its faults; `secure` takes http:// away where https:// is."""
    place, text = asked.place, asked.literal
    match asked.node:
        case ast.Call(func=ast.Attribute(attr="compile"), args=[ast.Constant(value=str(text)), *_]):
            place = asked.nodes.python.place(asked.node.args[0])
        case _:
            pass
    if text is None:
        return
    verdict = judge(text, whole=asked.system == "starlette", start=True, secure=secure)
    mended = re.sub(r"(?<=://)\.\*(?=\[?\w)", r"(?:[a-z0-9-]+\\.)*", verdict.mended)
    if mended != text and '"' not in mended:
        yield Fix(title, safe=safe, edits=(asked.put(f'r"{mended}"', place),))


def _glob(asked: Asked) -> Iterator[Fix]:
    """Write the expression that was meant by stars."""
    if asked.literal is not None:
        text = re.escape(asked.literal).replace(r"\-", "-")
        text = text.replace(r"\*\.", r"(?:[a-z0-9-]+\.)+").replace(r":\*", r"(?::\d+)?")
        edit = asked.put(f'r"^{text}$"')
        yield Fix(Text.of("match what is meant, whole"), safe=True, edits=(edit,))


def _null(asked: Asked) -> Iterator[Fix]:
    """Take `null` out, put what is allowed in its place, or write the scheme before a host."""
    text = asked.literal
    if text == "null":
        yield from _replaced(asked, Text.of("take null out"), safe=True)
    elif text is not None and _WORD.fullmatch(text):
        yield from _replaced(asked, Text.of("take it out"))
    elif text is not None and re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", text):
        yield Fix(asked.remark.mend, edits=(asked.put(json.dumps(f"https://{text}")),))


def _replaced(asked: Asked, title: Text, *, safe: bool = False) -> Iterator[Fix]:
    """Name the allowed origins where a text stands alone; take it out from between others."""
    exact, held = list(asked.source.exact_origins), asked.nodes.list_around(asked.place)
    alone = held is None or len(held.elts) == 1
    if alone and exact:
        written = json.dumps(exact)
        yield _named(asked.put(written[1:-1] if held else written))
    elif held is not None and (safe or not alone):
        rest = asked.source.text[asked.place.end :]
        comma = len(rest) - len(rest.lstrip()) + 1 if rest.lstrip().startswith(",") else 0
        edit = asked.source.without(asked.place.start, asked.place.end + comma)
        yield Fix(title, safe=safe, edits=(edit,))


def _letters(asked: Asked) -> Iterator[Fix]:
    """Make a list of one text."""
    text = asked.literal
    parts = re.split(r"[,\s]+", text.strip(", ")) if text else []
    if parts and isinstance(asked.node, ast.Constant):
        yield Fix(Text.of("make a list of it"), safe=True, edits=(asked.put(json.dumps(parts)),))


def _never(asked: Asked) -> Iterator[Fix]:
    """Write an origin as a browser does."""
    text, meant = asked.literal, asked.value("origin")
    if text is None:
        return
    if _WORD.fullmatch(text):
        yield from _replaced(asked, Text.of("take it out"))
    elif meant.startswith(("http://", "https://")) and meant != text:
        edit = asked.put(f"{asked.text[0]}{meant}{asked.text[-1]}")
        if asked.text[0] in {'"', "'"}:
            yield Fix(Text.of("write it as a browser does"), safe=True, edits=(edit,))


def _upper(asked: Asked) -> Iterator[Fix]:
    """Write a method in capitals."""
    text = asked.literal
    if text is not None and text.upper() != text and text.isalpha() and asked.text[0] in {'"', "'"}:
        edit = asked.put(asked.text.upper())
        yield Fix(asked.remark.mend, safe=True, edits=(edit,))


def _insecure(asked: Asked) -> Iterator[Fix]:
    if encrypted(asked.text) != asked.text:
        yield Fix(asked.remark.mend, edits=(asked.put(encrypted(asked.text)),))
    else:
        yield from _whole(asked, asked.remark.mend, safe=False, secure=True)


# Places -----------------------------------------------------------------------------------------


def _path(asked: Asked) -> Iterator[Fix]:
    """End the path where a segment ends."""
    text = asked.literal
    if text is None or asked.text[-1] not in {'"', "'"}:
        return
    end = asked.place.end - 1
    title = Text.of("end it where the name ends")
    if text.endswith("/*"):
        edit = asked.put(".*", Place(end - 1, end))
    elif re.search(r"\w$", text):
        edit = asked.put("(?:/|$)", Place(end, end))
    elif re.search(r"\w\.\*\$?$", text):
        tail = len(text) - text.rindex(".*")
        edit = asked.put("(?:/.*)?$", Place(end - tail, end))
    else:
        return
    yield Fix(title, safe=True, edits=(edit,))


def _first(asked: Asked) -> Iterator[Fix]:
    """Put the middleware before all others."""
    if not isinstance(asked.node, ast.List | ast.Tuple) or not asked.node.elts:
        return
    place = asked.nodes.python.place
    for each in asked.node.elts:
        if isinstance(each, ast.Constant) and each.value == _LAYER:
            at = place(each)
            rest = asked.source.text[at.end :]
            comma = len(rest) - len(rest.lstrip()) + 1 if rest.lstrip().startswith(",") else 0
            away = asked.source.without(at.start, at.end + comma)
            written = asked.source.text[at.start : at.end]
            head = place(asked.node.elts[0]).start
            edits = (asked.source.before(head, f"{written},"), away)
            yield Fix(asked.remark.mend, safe=True, edits=edits)


def _missing(asked: Asked) -> Iterator[Fix]:
    """Put the middleware in, where the list lacks it."""
    if not isinstance(asked.node, ast.List | ast.Tuple) or not asked.node.elts:
        return
    if "MIDDLEWARE" in str(asked.remark.message):
        head = asked.nodes.python.place(asked.node.elts[0]).start
        quote = asked.source.text[head] if asked.source.text[head] in {'"', "'"} else '"'
        edit = asked.source.before(head, f"{quote}{_LAYER}{quote},")
        yield Fix(asked.remark.mend, edits=(edit,))


def _vary(asked: Asked) -> Iterator[Fix]:
    """Say it behind what the extension says: functions run in the order opposite to theirs."""
    if asked.text == "False":
        yield Fix(Text.of("let it say Vary"), safe=True, edits=(asked.put("True"),))
    match asked.nodes.call_around(asked.place):
        case (
            ast.Call(
                func=ast.Name(id="CORS") | ast.Attribute(attr="init_app"),
                args=[ast.Name(id=app), *_],
            ) as call
        ):
            start = asked.nodes.python.place(call).start
        case _:
            return
    statement = asked.nodes.statement_at(Place(start, start + 1))
    if statement is None:
        return
    start = asked.nodes.python.head(statement)
    indent = asked.source.indent(start)
    step = indent + "    "
    above = asked.source.text[:start]
    lines = [
        *(["", ""] if not indent and above and not above.endswith(("\n\n", "\r\n\r\n")) else []),
        f"@{app}.after_request",
        f"{indent}def vary_by_origin(response):",
        f'{step}response.vary.add("Origin")',
        f"{step}return response",
        "",
        *([] if indent else [""]),
        indent,
    ]
    edit = asked.put(asked.source.newline.join(lines), Place(start, start))
    yield Fix(Text.of("say it on every answer"), safe=True, edits=(edit,))


def _wildcard(asked: Asked) -> Iterator[Fix]:
    """Take the list of headers out: the package's own has what pages send."""
    statement = asked.nodes.statement_at(asked.place)
    if isinstance(statement, ast.Assign) and asked.system == "django":
        match statement.targets[0]:
            case ast.Name(id="CORS_ALLOW_HEADERS"):
                place = asked.nodes.python.place(statement)
                title = Text.of("take it out: the package's own list has Authorization")
                yield Fix(title, edits=(asked.source.without(place.start, place.end),))
            case _:
                pass


_MENDS: Final[dict[Effect, Mend]] = {
    Effect.REFLECTS_EVERYONE: _reflects,
    Effect.OPEN_BY_MISTAKE: _renamed,
    Effect.SETTING_UNKNOWN: _renamed,
    Effect.MATCHES_PREFIX: _expression,
    Effect.MATCHES_STRANGERS: _expression,
    Effect.GLOB_AS_REGEX: _glob,
    Effect.NULL_ALLOWED: _null,
    Effect.LETTERS: _letters,
    Effect.MATCHES_PARTS: _letters,
    Effect.NEVER_MATCHES: _never,
    Effect.METHOD_DEAD: _upper,
    Effect.INSECURE_ORIGIN: _insecure,
    Effect.PATH_PREFIX: _path,
    Effect.ERRORS_BARE: _first,
    Effect.FAILS: _missing,
    Effect.WILDCARD_DEAD: _wildcard,
    Effect.VARY_MISSING: _vary,
}
