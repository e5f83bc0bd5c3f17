"""What the recorder asks of a browser, whichever it is."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .certs import Trust

PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "chromium": ("chromium",),
    "firefox": ("firefox-esr",),
    "webkit": ("gir1.2-webkit2-4.1", "python3-gi", "xvfb", "ca-certificates"),
}
"""The Debian packages that each engine needs."""

AUTHORITIES: Final = "/etc/ssl/certs/ca-certificates.crt"
"""Where WebKit's TLS library reads whom to trust; the recorder's own authority takes its place."""


class BrowserError(Exception):
    """A browser could not be started, or does not do what the recorder asked of it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the browser is set up; goes into the recording's meta line.

    Attributes:
        lna: Local Network Access: `off` (all ports are loopback), `denied` or `granted`.
        third_party_cookies: `allow` or `block`.
        tabs: Scenarios that run side by side; 0 for the engine's own number.
    """

    lna: str = "off"
    third_party_cookies: str = "allow"
    tabs: int = 0


LNA_SPACES: Final[Mapping[int, str]] = {
    8101: "public",
    8102: "local",
    8103: "loopback",
    8441: "public",
}
"""Address space of each port while Local Network Access is tried."""


class Tab(Protocol):
    """A page that runs one scenario at a time, with a cookie jar of its own."""

    @abstractmethod
    def begin(self, scenario: Mapping[str, Any]) -> None:
        """Forget what was reported so far; from now on it belongs to this scenario."""

    @abstractmethod
    async def open(self, url: str) -> None:
        """Load a page and wait until its inner context, if it has one, is ready."""

    @abstractmethod
    async def set_cookies(self, cookies: Sequence[Mapping[str, Any]], identity: str) -> None:
        """Put a scenario's cookies into the jar, all with the path `/<identity>/`."""

    @abstractmethod
    async def step(self, step: str) -> str:
        """Run one step, JSON in and JSON out."""

    @abstractmethod
    async def flush(self) -> None:
        """Wait until what the page has logged by now was heard, where that takes waiting."""

    @abstractmethod
    def quiet_for(self) -> float:
        """Seconds since the browser last reported anything for this tab."""

    @abstractmethod
    def take(self) -> dict[str, list[dict[str, Any]]]:
        """What the browser reported since `begin`: `con` and engine's own lists."""

    @abstractmethod
    async def clear_cookies(self) -> None:
        """Empty the cookie jar."""

    @abstractmethod
    async def close(self) -> None:
        """Close the page and forget its jar."""


class Engine(Protocol):
    """A running browser."""

    tabs: int

    @abstractmethod
    async def start(self) -> None:
        """Start the browser and wait until it answers.

        Raises:
            BrowserError: It is not installed, or does not start.
        """

    @abstractmethod
    async def tab(self) -> Tab:
        """Open a tab."""

    @abstractmethod
    def meta(self) -> dict[str, Any]:
        """Name, version and settings for the recording's first line."""

    @abstractmethod
    async def stop(self) -> None:
        """End the browser."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a browser runs.

    Attributes:
        folder: An empty folder for its profile and log.
        trust: The authority to trust.
    """

    folder: Path
    trust: Trust
