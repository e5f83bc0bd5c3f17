"""The systems between the browser and the handler, as the user names them or their files do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corsac.core.findings import Finding
    from corsac.targets.defects.source import Source

#: Where a file has one of these words, its system is called so; the first counts.
_PYTHON: Final = (
    ("fastapi", "FastAPI"), ("quart", "Quart"), ("flask", "Flask"), ("corsheaders", "Django"),
    ("django", "Django"), ("starlette", "Starlette"), ("litestar", "Litestar"),
    ("aiohttp", "aiohttp"), ("", "Python"),
)  # fmt: skip
_SCRIPT: Final = (
    ("fastify", "Fastify"), ("@koa", "Koa"), ("'koa'", "Koa"), ('"koa"', "Koa"),
    ("@nestjs", "NestJS"), ("'hono", "Hono"), ('"hono', "Hono"), ("@hono/", "Hono"),
    ("next/server", "Next.js"), ("express", "Express"), ("createserver", "Node.js"),
    ("setheader", "Node.js"), ("app.use(", "Node.js"), ("", "JavaScript"),
)  # fmt: skip
_GO: Final = (("", "Go"),)
_NAMES: Final = {
    Kind.NGINX: (("", "nginx"),),
    Kind.APACHE: (("", "Apache"),),
    Kind.PYTHON: _PYTHON,
    Kind.JAVASCRIPT: _SCRIPT,
    Kind.TYPESCRIPT: _SCRIPT,
    Kind.GO: _GO,
}
_IN_FRONT: Final = frozenset({Kind.NGINX, Kind.APACHE})
_FRONT_WORDS: Final = frozenset("edge front proxy gateway server web".split())
_BACK_WORDS: Final = frozenset("app application api back backend handler upstream".split())


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read, and the defects that were found in it."""

    source: Source
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A layer as `--via` names it: the names of its files, and where it can be asked itself."""

    name: str
    files: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One system: its name, its files, and where it can be asked itself; empty where it can't."""

    name: str
    files: tuple[File, ...] = ()
    address: str = ""


def name_of(source: Source) -> str:
    """Name the system that a file is of."""
    text = source.text.lower()
    marks = _NAMES.get(source.kind, (("", "page"),))
    return next(name for mark, name in marks if mark in text)


def arrange(files: Iterable[File], named: Sequence[Named] = ()) -> tuple[Layer, ...]:
    """Put files into layers, the one nearest to the browser first.

    A file goes to the layer that names it, else to the one whose name is its system's or its
    place's (`edge`, `app`), else to the next of those that have none; the rest are layers of
    their own, servers before applications.
    """
    taken: dict[int, list[File]] = {}
    left: list[File] = []
    for each in files:
        at = _index(each.source, named)
        if at is None:
            left.append(each)
        else:
            taken.setdefault(at, []).append(each)
    groups: dict[str, list[File]] = {}
    for each in sorted(left, key=_tier):
        groups.setdefault(name_of(each.source), []).append(each)
    for at, layer in enumerate(named):
        if at not in taken and not layer.files and (name := _next(groups, layer)):
            taken[at] = groups.pop(name)
    told = tuple(
        Layer(each.name, tuple(taken.get(at, ())), each.address) for at, each in enumerate(named)
    )
    rest = tuple(Layer(name, tuple(held)) for name, held in groups.items())
    return _ordered(told, rest)


def _next(groups: dict[str, list[File]], layer: Named) -> str:
    """Choose what is left for a layer: an address of its own is an application's first of all."""
    if not layer.address:
        return next(iter(groups), "")
    return next((name for name, held in groups.items() if _tier(held[0]) != 0), "")


def _ordered(told: tuple[Layer, ...], rest: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Put servers that nobody named before an application that somebody did."""
    front = tuple(each for each in rest if _tier(each.files[0]) == 0)
    back = tuple(each for each in rest if _tier(each.files[0]) != 0)
    first = told[0] if told else None
    if first is not None and first.files and _tier(first.files[0]) == 0:
        return (*told, *front, *back)
    return (*front, *told, *back)


def in_front(source: Source) -> bool:
    """Tell whether a file is a web server's, which may stand before an application."""
    return source.kind in _IN_FRONT


def _tier(file: File) -> int:
    return 0 if in_front(file.source) else 1


def _index(source: Source, named: Sequence[Named]) -> int | None:
    """Give the layer that names a file, or its system, or its place."""
    for at, each in enumerate(named):
        if any(source.name == x or source.name.startswith(f"{x.rstrip('/')}/") for x in each.files):
            return at
    system = name_of(source).lower()
    front = in_front(source)
    for at, each in enumerate(named):
        word = each.name.lower()
        if each.files:
            continue
        if word == system or (front and word in _FRONT_WORDS):
            return at
        if not front and word in _BACK_WORDS:
            return at
    return None
