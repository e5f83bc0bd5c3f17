"""WebKitGTK, through web views that Debian's Python opens."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .engine import AUTHORITIES, PACKAGES, BrowserError, Settings, Surroundings
from .lines import LIMIT, Lines
from .process import Process
from .webkit_inspector import Inspector, find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Json: TypeAlias = dict[str, Any]

_HOST: Final = Path(__file__).with_name("webkit_host.py")
_PYTHON: Final = "/usr/bin/python3"  # the one that python3-gi is for
_START_TIMEOUT = 30.0
_LOAD_TIMEOUT = 20.0
_INSPECTOR: Final = 9222
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "GDK_BACKEND": "x11",
    "GIO_USE_NETWORK_MONITOR": "base",
    "GIO_USE_PROXY_RESOLVER": "dummy",
    "GSETTINGS_BACKEND": "memory",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # bubblewrap needs more than a namespace has
    "WEBKIT_INSPECTOR_HTTP_SERVER": f"127.0.0.1:{_INSPECTOR}",
}


class WebKitTab:
    """A web view with a session of its own."""

    def __init__(self, lines: Lines, number: int) -> None:
        self._lines = lines
        self._number = number
        self._console: list[_Json] = []
        self._inspector: Inspector | None = None
        self._last = time.monotonic()

    async def prepare(self, *, block: bool) -> None:
        """Open the view and listen to its console."""
        await self._lines.call("tab", tab=self._number, block=block)
        mark = f"blank?recorder={self._number}."
        await self.open(f"http://a.test/_p/{mark}")
        path = await find(_INSPECTOR, mark)
        self._inspector = await Inspector.open(_INSPECTOR, path, self._hear)

    def _hear(self, line: _Json) -> None:
        self._console.append(line)
        self._last = time.monotonic()

    def begin(self, scenario: Mapping[str, Any]) -> None:  # noqa: ARG002 - each view has its own
        """See `Tab.begin`."""
        self._console = []
        if self._inspector is not None:
            self._inspector.begin()

    async def open(self, url: str) -> None:
        """See `Tab.open`."""
        await self._lines.call("open", _LOAD_TIMEOUT, tab=self._number, url=url)

    async def step(self, step: str) -> str:
        """See `Tab.step`."""
        return str(await self._lines.call("step", 600, tab=self._number, argument=step))

    async def set_cookies(self, cookies: Sequence[Mapping[str, Any]], identity: str) -> None:
        """See `Tab.set_cookies`."""
        path = f"/{identity}/"
        await self._lines.call("cookies", tab=self._number, path=path, cookies=list(cookies))

    async def flush(self) -> None:
        """See `Tab.flush`."""
        if self._inspector is not None:
            await self._inspector.flush()

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
        if self._inspector is not None:
            await self._inspector.close()
        await self._lines.call("close", tab=self._number)


def _need_authorities(wanted: str) -> None:
    """Refuse to start where there is no file that the recorder's own could take the place of."""
    if not Path(AUTHORITIES).exists():
        raise BrowserError(f"{AUTHORITIES} is needed: apt-get install {wanted}")


class WebKit:
    """See `Engine`."""

    def __init__(self, settings: Settings, surroundings: Surroundings) -> None:
        self._settings = settings
        self._around = surroundings
        self._processes: list[Process] = []
        self._lines: Lines | None = None
        self._host: Process | None = None
        self._reviving = asyncio.Lock()
        self._lives = 5
        self._display = ""
        self._count = 0
        self._about: dict[str, str] = {}
        self.tabs = settings.tabs or 6

    async def start(self) -> None:
        """See `Engine.start`."""
        wanted = " ".join(PACKAGES["webkit"])
        display = shutil.which("Xvfb")
        if display is None or shutil.which(_PYTHON) is None:
            raise BrowserError(f"Xvfb and {_PYTHON} are needed: apt-get install {wanted}")
        _need_authorities(wanted)
        self._display = await self._screen(display)
        await self._launch()
        lines = self._lines
        self._about = {} if lines is None else await lines.call("version")

    async def _screen(self, program: str) -> str:
        """Start a screen that nobody sees, and return its display's name.

        Displays are told apart by files in /tmp, which others use too: Xvfb picks a free one.

        Raises:
            BrowserError: It does not start.
        """
        number = self._around.folder / "display"
        number.touch()
        script = 'exec "$0" "$@" -displayfd 3 3>"$NUMBER"'
        options = ["-screen", "0", "800x600x24", "-nolisten", "tcp"]
        command = ["/bin/sh", "-c", script, program, *options]
        log = self._around.folder / "xvfb.log"
        screen = await self._run(command, log, {"NUMBER": str(number)})
        until = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < until and screen.running:
            if (text := number.read_text()).endswith("\n"):
                return f":{text.strip()}"
            await asyncio.sleep(0.1)
        raise BrowserError(f"Xvfb did not start:\n{screen.tail()}")

    async def _launch(self) -> None:
        """Start the host of the views, and take its call."""
        arrived: asyncio.Queue[Lines] = asyncio.Queue()

        async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await arrived.put(Lines(reader, writer))

        folder = self._around.folder
        listener = await asyncio.start_server(welcome, "127.0.0.1", 0, limit=LIMIT)
        port = listener.sockets[0].getsockname()[1]
        environment = {
            **_ENVIRONMENT,
            "DISPLAY": self._display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }
        command = [_PYTHON, str(_HOST), str(port), str(folder)]
        self._host = await self._run(command, folder / "webkit.log", environment)
        try:
            self._lines = await asyncio.wait_for(arrived.get(), _START_TIMEOUT)
        except TimeoutError:
            wanted = " ".join(PACKAGES["webkit"])
            message = f"WebKitGTK did not start (apt-get install {wanted}?):\n{self._host.tail()}"
            raise BrowserError(message) from None
        finally:
            listener.close()

    async def _revive(self) -> None:
        """Start the host again if it crashed: one view's crash in GTK's process ends them all.

        Raises:
            BrowserError: It crashes too often.
        """
        async with self._reviving:
            if self._host is None or self._host.running:
                return
            if not self._lives:
                raise BrowserError(f"WebKitGTK keeps crashing:\n{self._host.tail()}")
            self._lives -= 1
            await self._host.stop()
            await self._launch()

    async def _run(self, command: list[str], log: Path, environment: dict[str, str]) -> Process:
        process = await Process.start(command, log, environment)
        self._processes.append(process)
        return process

    async def tab(self) -> WebKitTab:
        """See `Engine.tab`."""
        await self._revive()
        if self._lines is None:
            raise BrowserError("WebKitGTK is not running")
        self._count += 1
        tab = WebKitTab(self._lines, self._count)
        await tab.prepare(block=self._settings.third_party_cookies == "block")
        return tab

    def meta(self) -> _Json:
        """See `Engine.meta`."""
        package = _package_version() or self._about["version"]
        meta: _Json = {"browser": f"WebKitGTK/{package}", "ua": self._about["ua"]}
        if self._settings.third_party_cookies == "block":
            meta["opts"] = ["block3pc"]
        return meta

    async def stop(self) -> None:
        """See `Engine.stop`."""
        if self._lines is not None:
            await self._lines.close()
        for process in reversed(self._processes):
            await process.stop()


def _package_version() -> str:
    """Debian's version of the library; empty where dpkg doesn't know it."""
    command = ["dpkg-query", "-W", "-f", "${Version}", "libwebkit2gtk-4.1-0"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip()
