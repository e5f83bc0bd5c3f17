"""`-b`: cookies that are in the browser's jar before the check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.browser.cookie_rules import SameSite
from corsac.cli.mistake import Mistake
from corsac.render.redact import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.browser import Browser

_SAME_SITE = {"none": SameSite.NONE, "lax": SameSite.LAX, "strict": SameSite.STRICT}
_FLAGS = frozenset({"secure", "httponly"})
_ATTRIBUTES = frozenset({"samesite", "path", "domain", "expires", "max-age"})


@dataclass(frozen=True, slots=True)
class Cookies:
    """Cookies of one `-b`, and the attributes that they share."""

    pairs: tuple[tuple[str, str], ...]
    same_site: SameSite = SameSite.DEFAULT
    secure: bool = False
    domain: str | None = None
    path: str = "/"

    def put_into(self, browser: Browser, host: str) -> None:
        """Put them into a browser's jar for `host`."""
        for name, value in self.pairs:
            browser.cookies.put(
                host,
                name,
                value,
                same_site=self.same_site,
                secure=self.secure,
                domain=self.domain,
                path=self.path,
            )


@dataclass(slots=True)
class _Reading:
    """The items of one `-b`, sorted."""

    pairs: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    attributes: dict[str, str] = field(default_factory=dict[str, str])


def read_cookies(values: Iterable[str]) -> tuple[Cookies, ...]:
    """Read every `-b`: `name=value; name=value`, attributes as in Set-Cookie among them.

    Raises:
        Mistake: a value is not of that form; curl's cookie files are not read.
    """
    return tuple(_read(value) for value in values)


def _read(value: str) -> Cookies:
    reading = _Reading()
    for item in filter(None, (item.strip() for item in value.split(";"))):
        name, equals, content = item.partition("=")
        low = name.lower()
        if low in _FLAGS or (low in _ATTRIBUTES and equals):
            reading.attributes[low] = content
        elif equals:
            reading.pairs.append((name, content))
        else:
            raise Mistake(
                "-b: a cookie has a name and a value; cookie files are not read",
                MASK if reading.pairs else item,
                mend="write -b 'name=value; other=value'",
            )
    same_site = reading.attributes.get("samesite", "").lower()
    if same_site and same_site not in _SAME_SITE:
        raise Mistake(
            "-b: there is no such SameSite",
            f"SameSite={same_site}",
            mend="None, Lax or Strict; None needs Secure",
        )
    secure = "secure" in reading.attributes
    if same_site == "none" and not secure:
        raise Mistake(
            "-b: browsers refuse SameSite=None without Secure",
            "SameSite=None",
            mend="write -b 'name=value; SameSite=None; Secure'",
        )
    return Cookies(
        tuple(reading.pairs),
        _SAME_SITE.get(same_site, SameSite.DEFAULT),
        secure,
        reading.attributes.get("domain") or None,
        reading.attributes.get("path") or "/",
    )
