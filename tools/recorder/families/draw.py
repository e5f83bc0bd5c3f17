"""Drawing a scenario: chance that comes from a seed, and the pieces that scenarios are made of."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Scenario: TypeAlias = dict[str, Any]
Pairs: TypeAlias = list[list[str]]
_T = TypeVar("_T")

PAGES: Final = (
    *("http://a.test",) * 4,
    *("https://a.test",) * 4,
    "http://sub.a.test",
    "https://sub.a.test",
    "http://a.test:8001",
    "http://127.77.0.1:8001",
)
"""Origins of pages, the plain ones more often."""

HTTP: Final = (
    "http://b.test",
    "http://b.test:8001",
    "http://c.test",
    "http://sub.a.test",
    "http://a.test:8001",
    "http://127.77.0.1:8001",
    "http://a.test",
)
HTTPS: Final = (
    "https://b.test",
    "https://b.test:8441",
    "https://c.test",
    "https://sub.a.test",
    "https://a.test",
)

PLAIN: Final = (["Content-Type", "text/plain"], ["Cache-Control", "no-store"])


class Draw:
    """One scenario's chance; the same seed and id always draw the same."""

    def __init__(self, seed: int, identity: str, family: str) -> None:
        self._random = random.Random(f"{seed}/{identity}")  # noqa: S311 - no secret is made
        self.identity = identity
        self.family = family

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of several."""
        return self._random.choice(choices)

    def some(self, choices: Sequence[_T], most: int) -> list[_T]:
        """None to `most` of several, each at most once, in any order."""
        return self._random.sample(choices, self._random.randint(0, min(most, len(choices))))

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def url(self, origin: str, label: str = "0", tail: str = "") -> str:
        """A URL of this scenario."""
        return f"{origin}/{self.identity}/{label}{tail}"

    def page(self) -> str:
        """The origin of a page."""
        return self.pick(PAGES)

    def plain_page(self) -> str:
        """`a.test` over http or https."""
        return self.pick(("http://a.test", "https://a.test"))

    def other(self, page: str) -> str:
        """An origin that a page can reach: no http from https."""
        secure = page.startswith("https")
        choices = [each for each in (HTTPS if secure else HTTP + HTTPS) if each != page]
        return self.pick(choices)

    def partner(self, page: str) -> str:
        """`b.test` with the page's scheme."""
        return f"{page.partition(':')[0]}://b.test"

    def api(self, step: dict[str, Any], share: float = 0.35) -> dict[str, Any]:
        """The step as it is, or as XMLHttpRequest."""
        if not self.chance(share) or {"mode", "redirect", "cache"} & step.keys():
            return step
        made = {key: value for key, value in step.items() if key != "credentials"}
        made["api"] = "xhr"
        if step.get("credentials") == "include":
            made["withCredentials"] = True
        return made

    def scenario(
        self,
        page: str | dict[str, str],
        steps: Sequence[dict[str, Any]],
        server: dict[str, Any],
        **more: Any,  # noqa: ANN401 - `ck`, `wait`
    ) -> Scenario:
        """Put the parts together in the order of the format."""
        where = {"o": page} if isinstance(page, str) else page
        return {
            "id": self.identity,
            "f": self.family,
            "page": where,
            "steps": list(steps),
            "server": server,
            **{key: value for key, value in more.items() if value},
        }


def allowing(
    origin: str | None,
    credentials: bool | str = False,  # noqa: FBT001, FBT002 - a chance, or the value itself
    **lists: str | None,
) -> Pairs:
    """Access-Control headers: `methods`, `headers`, `expose`, `age`; None leaves one out."""
    names = {
        "methods": "Access-Control-Allow-Methods",
        "headers": "Access-Control-Allow-Headers",
        "expose": "Access-Control-Expose-Headers",
        "age": "Access-Control-Max-Age",
    }
    made: Pairs = []
    if origin is not None:
        made.append(["Access-Control-Allow-Origin", origin])
    if credentials is True:
        made.append(["Access-Control-Allow-Credentials", "true"])
    elif isinstance(credentials, str):
        made.append(["Access-Control-Allow-Credentials", credentials])
    made += [[names[key], value] for key, value in lists.items() if value is not None]
    return made


def preflight(headers: Pairs, status: int = 204) -> dict[str, Any]:
    """An answer to a preflight."""
    return {"st": status, "h": headers}


def actual(headers: Pairs, status: int = 200, body: str = "ok") -> dict[str, Any]:
    """An answer to the request itself."""
    return {"st": status, "h": [*map(list, PLAIN), *headers], "b": body}


def moved(location: str, headers: Pairs, status: int = 302) -> dict[str, Any]:
    """A redirect."""
    return {"st": status, "h": [*headers, ["Location", location]]}
