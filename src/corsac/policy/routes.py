"""Routes: paths with a policy of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from corsac.core.findings import Text
from corsac.policy.fields import Field, Kind
from corsac.policy.mistakes import PolicyError
from corsac.policy.names import check_method
from corsac.policy.paths import Segments, is_doubtful, readings, segments
from corsac.policy.values import read_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.policy.mistakes import Collector
    from corsac.policy.policy import Policy

#: What a route's own fields are.
PATH_DOC = "The path, and everything below it; matched on whole segments."
METHODS = Field("methods", Kind.METHODS, (), "Methods that the route is for; without it, all.")


@dataclass(frozen=True, slots=True)
class Route:
    """A path and everything below it, with a policy of its own: nothing is inherited.

    `path` is matched on whole segments: `/public` is for `/public` and `/public/a`, not for
    `/publications`. `methods` restricts it to requests with these methods, and to the preflights
    that ask for them; HEAD goes with GET. A browser
    remembers allowed header names by URL and not by method, until `max_age` is over: headers of
    one method's route count for the others' too, for that long.
    """

    path: str
    policy: Policy
    methods: tuple[str, ...] = ()


class RouteTable:
    """Finds the most specific route; the work depends on the depth of the routes alone.

    Attributes:
        by_method: Whether any route is for some methods only.
    """

    __slots__ = ("_by_path", "_depth", "by_method")

    def __init__(self, routes: Sequence[Route]) -> None:
        self._by_path: dict[Segments, dict[str, int]] = {}
        for index, route in enumerate(routes):
            by_method = self._by_path.setdefault(segments(route.path), {})
            for method in route.methods or ("",):
                by_method[method] = index
        self.by_method = any(route.methods for route in routes)
        self._depth = max(map(len, self._by_path), default=0)

    def find(self, path: str, method: str) -> int | None:
        """Find the route of a request.

        Args:
            path: As it came or decoded once.
            method: The request's, or the one that a preflight asks for.

        Returns:
            Its position; -1 for the policy that surrounds the routes; None where the path can be
            read in ways that lead to different policies, so that none can be trusted.
        """
        wanted = "GET" if method == "HEAD" else method
        found = {self._longest(reading, wanted) for reading in readings(path)}
        return found.pop() if len(found) == 1 else None

    def _longest(self, path: Segments, method: str) -> int:
        for length in range(min(len(path), self._depth), -1, -1):
            by_method = self._by_path.get(path[:length])
            if by_method is not None:
                index = by_method.get(method, by_method.get(""))
                if index is not None:
                    return index
        return -1


def check_routes(
    value: object, root: Mapping[str, object], here: Collector, make: Callable[..., Policy]
) -> tuple[Route, ...]:
    """Check the routes of a policy.

    Args:
        value: A mapping of paths to policies, or a list of routes or of tables as in TOML.
        root: The other fields of the policy that surrounds them.
        here: Takes the mistakes.
        make: Makes a policy of a table's fields.
    """
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        entries: list[object] = [{"path": path, "policy": policy} for path, policy in pairs.items()]
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        entries = list(cast("Iterable[object]", value))
    else:
        here.add("routes-expected", value, Text("is no list of routes"), _EXAMPLE)
        return ()
    read = [_read(entry, here.at(index), make) for index, entry in enumerate(entries)]
    routes = [route for route in read if route is not None]
    _check_overlaps(read, root, here)
    return tuple(routes)


_EXAMPLE = Text('write a list of tables, each with a path, or {{"/public": Policy(...)}}')


def _read(entry: object, here: Collector, make: Callable[..., Policy]) -> Route | None:
    before = len(here.found)
    if isinstance(entry, Route):
        table: dict[str, object] = {
            "path": entry.path,
            "policy": entry.policy,
            "methods": entry.methods,
        }
    elif isinstance(entry, Mapping):
        table = {str(key): value for key, value in cast("Mapping[object, object]", entry).items()}
    else:
        here.add("route-expected", entry, Text("is no route"), _EXAMPLE)
        return None
    path = table.pop("path", None)
    _check_path(path, here.at("path"))
    given = read_list(METHODS, table.pop("methods", ()), here.at("methods")) or ()
    for index, method in enumerate(given):
        check_method(method, here.at("methods", index))
    policy = _policy(table, here, make)
    if len(here.found) > before or policy is None:
        return None
    methods = dict.fromkeys("GET" if method == "HEAD" else method for method in given)
    return Route(str(path), policy, tuple(methods))


def _policy(
    table: dict[str, object], here: Collector, make: Callable[..., Policy]
) -> Policy | None:
    """Take a route's policy as it is, or make it of the table's fields."""
    from corsac.policy.policy import Policy as Made  # noqa: PLC0415 -- it is made of routes

    policy = table.pop("policy", None)
    if policy is None:
        try:
            policy = make(**cast("dict[str, Any]", table))
        except PolicyError as error:
            here.found.extend(mistake.below(*here.path) for mistake in error.mistakes)
            return None
    elif table or not isinstance(policy, Made):
        here.add("route-expected", policy, Text("is no policy, or not all of the route"), _EXAMPLE)
        return None
    if policy.routes:
        here.at("routes").add(
            "routes-nested",
            None,
            Text("stand inside a route"),
            Text("write all routes in one list, each with its whole path"),
        )
    return policy


def _check_path(path: object, here: Collector) -> None:
    if path is None:
        here.add("path-missing", None, Text("is missing"), Text('write it, as "/public"'))
    elif not isinstance(path, str):
        here.add("text-expected", path, Text("is no text"), Text("write it in quotes"))
    elif not path.startswith("/"):
        mend = Text.of('write "/{path}"', path=path[:80].lstrip("^"))
        here.add("path-relative", path, Text("does not begin with a slash"), mend)
    elif any(mark in path for mark in "*{}<>()[]|^$+"):
        plain = path[:80].partition("*")[0].rstrip("(.^[/") or "/"
        mend = Text.of('write "{path}": it is for everything below it too', path=plain)
        here.add("path-pattern", path, Text("looks like a pattern, and paths are none"), mend)
    elif any(mark in path for mark in "?#"):
        mend = Text("take out what begins at the ? or #")
        here.add("path-query", path, Text("has more than a path"), mend)
    elif is_doubtful(path) or not path.isprintable():
        here.add(
            "path-doubtful",
            path,
            Text("can be read in more than one way: it has an escape, a dot or empty segment"),
            Text("write it decoded, without . and .. and double slashes"),
        )


def _check_overlaps(
    read: Sequence[Route | None], root: Mapping[str, object], here: Collector
) -> None:
    """Object to routes that stand twice, and to one that leaves the surrounding policy nothing."""
    seen: dict[tuple[Segments, str], int] = {}
    for index, route in enumerate(read):
        if route is None:
            continue
        path = segments(route.path)
        for method in route.methods or ("",):
            first = seen.setdefault((path, method), index)
            if first != index:
                here.at(index, "path").add(
                    "route-repeated",
                    route.path,
                    Text.of("is the path of routes[{first}] too", first=first),
                    Text("make one of the two"),
                )
                break
        if not path and not route.methods and root["allow_origins"] != ():
            here.at(index, "path").add(
                "route-shadows-policy",
                route.path,
                Text("is for every path, so the policy around it never counts"),
                Text("write its fields into the policy itself"),
            )
