"""Routes for the expressions that libraries take for paths."""

from __future__ import annotations

from corsac.policy.paths import is_doubtful
from corsac.targets.settings.expressions import Gap, NotUnderstoodError, Way, ways

_BESIDE = "secret"


def path_of(expression: str) -> str | None:
    """Give the route that an expression for paths means.

    Args:
        expression: As it is matched from the beginning of the path on.

    Returns:
        A path for it and everything below it, `/` for all; None where it is for something else.
    """
    found = _ways(expression)
    paths = {_of_way(way) for way in found}
    if None in paths or not paths:
        return None
    # `^/api(/.*)?$` and the like: the shortest of them has the others below it.
    shortest = min(filter(None, paths), key=len)
    inside = all(path == shortest or f"{path}/".startswith(f"{shortest}/") for path in paths)
    return shortest if inside or shortest == "/" else None


def covered(expression: str, path: str) -> str:
    """Give a path that an expression matches and that its route is not for; empty for none.

    Args:
        expression: As it is matched from the beginning of the path on.
        path: What `path_of` gave.
    """
    for way in _ways(expression):
        pieces = list(way.pieces)
        while pieces and (isinstance(pieces[-1], Gap) and pieces[-1].least == 0):
            pieces.pop()
        text = "".join(each for each in pieces if isinstance(each, str))
        if text == path and not (way.end and pieces == list(way.pieces)):
            return f"{path}{_BESIDE}"
    return ""


def _ways(expression: str) -> tuple[Way, ...]:
    try:
        return ways(expression, fold=False)
    except NotUnderstoodError:
        return ()


def _of_way(way: Way) -> str | None:
    """Give the path that one way begins with, where what follows is all left open."""
    pieces = list(way.pieces)
    while pieces and isinstance(pieces[-1], Gap):
        pieces.pop()
    text = "".join(each if isinstance(each, str) else "\0" for each in pieces)
    path = f"/{text.strip('/')}"
    return None if "\0" in path or is_doubtful(path) else path
