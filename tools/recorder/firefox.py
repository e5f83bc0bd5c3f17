"""Firefox, through a script that Marionette puts into its main process."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import shutil
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .engine import LNA_SPACES, PACKAGES, BrowserError, Settings, Surroundings
from .firefox_console import Console
from .lines import LIMIT, Lines
from .marionette import Marionette
from .names import ADDRESS
from .process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Json: TypeAlias = dict[str, Any]

_HERE: Final = Path(__file__).parent
_START_TIMEOUT = 60.0
_LOAD_TIMEOUT = 20.0
_FLUSH_TIMEOUT = 2.0

_PREFS: Final[Mapping[str, Any]] = {
    # Nothing of its own goes out, or comes up.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.contentblocking.introCount": 99,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.tabs.unloadOnLowMemory": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.http.speculative-parallel-limit": 0,
    "network.prefetch-next": False,
    "network.proxy.type": 0,
    "network.trr.mode": 5,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.startup.max_resumed_crashes": -1,
    "toolkit.telemetry.enabled": False,
    # Pages keep their scheme: an http page is what a scenario asks for.
    "dom.security.https_first": False,
    "dom.security.https_only_mode": False,
    # Tabs that are not in front run as fast.
    "dom.min_background_timeout_value": 4,
    "dom.timeout.enable_budget_timer_throttling": False,
    "media.block-autoplay-until-in-foreground": False,
    # The actor's file is read in content processes.
    "security.sandbox.content.level": 0,
    "privacy.userContext.enabled": True,
    "network.cookie.cookieBehavior": 0,
    # The namespace has no IPv6; trying it makes Firefox forget preflights of IP addresses.
    "network.dns.disableIPv6": True,
    "marionette.port": 0,
}


class FirefoxTab:
    """A tab with a container, and thereby a cookie jar, of its own."""

    def __init__(self, lines: Lines, number: int) -> None:
        self._lines = lines
        self._number = number
        self.identity = ""
        self.urls: frozenset[str] = frozenset()
        self._console: list[_Json] = []
        self._last = time.monotonic()

    def hear(self, item: _Json) -> None:
        """Keep a line of the console."""
        self._console.append(item)
        self._last = time.monotonic()

    def begin(self, scenario: Mapping[str, Any]) -> None:
        """See `Tab.begin`."""
        self.identity = str(scenario["id"])
        self.urls = frozenset(str(step["url"]) for step in scenario["steps"])
        self._console = []

    async def open(self, url: str) -> None:
        """See `Tab.open`."""
        await self._lines.call("open", _LOAD_TIMEOUT, tab=self._number, url=url)

    async def step(self, step: str) -> str:
        """See `Tab.step`."""
        called = self._lines.call("page", 600, tab=self._number, name="step", argument=step)
        return str(await called)

    async def set_cookies(self, cookies: Sequence[Mapping[str, Any]], identity: str) -> None:
        """See `Tab.set_cookies`."""
        await self._lines.call(
            "cookies", tab=self._number, path=f"/{identity}/", cookies=list(cookies)
        )

    async def flush(self) -> None:
        """See `Tab.flush`."""
        with contextlib.suppress(TimeoutError):
            await self._lines.call("flush", _FLUSH_TIMEOUT, tab=self._number)

    def quiet_for(self) -> float:
        """See `Tab.quiet_for`."""
        return time.monotonic() - self._last

    def take(self) -> dict[str, list[_Json]]:
        """See `Tab.take`."""
        console, self._console = self._console, []
        return {"con": console} if console else {}

    async def clear_cookies(self) -> None:
        """See `Tab.clear_cookies`."""
        await self._lines.call("clear", tab=self._number)

    async def close(self) -> None:
        """See `Tab.close`."""
        self.identity = ""
        await self._lines.call("close", tab=self._number)


class Firefox:
    """See `Engine`."""

    def __init__(self, settings: Settings, surroundings: Surroundings) -> None:
        self._settings = settings
        self._around = surroundings
        self._process: Process | None = None
        self._lines: Lines | None = None
        self._listener: asyncio.Server | None = None
        self._opened: dict[int, FirefoxTab] = {}
        self._console = Console(self._opened)
        self._count = 0
        self._version = ""
        self.tabs = settings.tabs or 8

    def _own_prefs(self) -> dict[str, Any]:
        """The preferences that change what is recorded; they go into the meta line."""
        prefs: dict[str, Any] = {}
        if self._settings.third_party_cookies == "block":
            prefs["network.cookie.cookieBehavior"] = 5
        if self._settings.lna != "off":
            for name, space in (("public", "public"), ("private", "local")):
                ports = [f"{ADDRESS}:{port}" for port, each in LNA_SPACES.items() if each == space]
                prefs[f"network.lna.address_space.{name}.override"] = ",".join(ports)
        return prefs

    async def start(self) -> None:
        """See `Engine.start`."""
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if program is None:
            wanted = " ".join(PACKAGES["firefox"])
            raise BrowserError(f"Firefox is not installed: apt-get install {wanted}")
        profile = self._around.folder / "profile"
        profile.mkdir()
        prefs = {**_PREFS, **self._own_prefs()}
        text = "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in prefs.items())
        (profile / "user.js").write_text(text)
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "-marionette"]
        environment = {
            "MOZ_HEADLESS": "1",
            "HOME": str(self._around.folder),
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }
        self._process = await Process.start(
            [*command, "-remote-allow-system-access"],
            self._around.folder / "firefox.log",
            environment,
        )
        await self._connect(profile, self._process)

    async def _connect(self, profile: Path, process: Process) -> None:
        arrived: asyncio.Queue[Lines] = asyncio.Queue()

        async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await arrived.put(Lines(reader, writer))

        self._listener = await asyncio.start_server(welcome, "127.0.0.1", 0, limit=LIMIT)
        port = self._listener.sockets[0].getsockname()[1]
        marionette = await self._marionette(profile, process)
        pem = self._around.trust.authority.read_text()
        authority = base64.b64encode(ssl.PEM_cert_to_DER_cert(pem)).decode()
        script = (_HERE / "firefox_chrome.js").read_text()
        arguments = [port, str(_HERE / "firefox_actors"), authority]
        asked = {"script": script, "args": arguments, "sandbox": "system", "newSandbox": False}
        result = await marionette.call("WebDriver:ExecuteScript", asked)
        self._version = str(result["value"])
        self._marionette_session = marionette
        self._lines = await asyncio.wait_for(arrived.get(), _START_TIMEOUT)
        self._lines.hear = self._hear

    async def _marionette(self, profile: Path, process: Process) -> Marionette:
        place = profile / "MarionetteActivePort"
        until = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < until and process.running:
            if place.exists() and place.read_text().strip():
                try:
                    return await Marionette.connect(int(place.read_text()))
                except OSError:
                    pass
            await asyncio.sleep(0.2)
        raise BrowserError(f"Firefox did not start:\n{process.tail()}")

    def _hear(self, message: _Json) -> None:
        if message.get("event") == "con":
            self._console.line(message["tab"], message["item"])
        elif message.get("event") == "claim":
            self._console.claim(message["tab"], message["text"])

    async def tab(self) -> FirefoxTab:
        """See `Engine.tab`."""
        if self._lines is None:
            raise BrowserError("Firefox is not running")
        self._count += 1
        tab = FirefoxTab(self._lines, self._count)
        self._opened[self._count] = tab
        await self._lines.call("tab", tab=self._count)
        return tab

    def meta(self) -> _Json:
        """See `Engine.meta`."""
        return {"browser": f"Firefox/{self._version}", "prefs": self._own_prefs()}

    async def stop(self) -> None:
        """See `Engine.stop`."""
        if self._lines is not None:
            await self._lines.close()
        if self._listener is not None:
            self._listener.close()
        if self._process is not None:
            await self._process.stop()
