"""Chromium over the DevTools protocol."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from . import chromium_events
from .engine import LNA_SPACES, PACKAGES, BrowserError, Settings, Surroundings
from .names import ADDRESS
from .process import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from websockets.asyncio.client import ClientConnection

_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",  # everything runs as root of a namespace
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",  # tabs that are not in front run as fast
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--password-store=basic",
    "--use-mock-keychain",
    "--mute-audio",
    "--remote-debugging-port=0",
)
_ALLOW, _BLOCK = 0, 1  # content_settings::CookieControlsMode
_START_TIMEOUT = 30.0
_CALL_TIMEOUT = 30.0
_LOAD_TIMEOUT = 15.0
_GRANTED: Final = ("local-network-access", "local-network", "loopback-network")

_Json: TypeAlias = dict[str, Any]


class Connection:
    """A DevTools connection: calls by id, events by session."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._count = 0
        self._calls: dict[int, asyncio.Future[_Json]] = {}
        self.listeners: dict[str, Callable[[str, _Json, str], None]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self._socket:
                message = json.loads(text)
                if "id" in message:
                    call = self._calls.pop(message["id"], None)
                    if call is not None and not call.done():
                        call.set_result(message)
                    continue
                session = message.get("sessionId", "")
                listener = self.listeners.get(session)
                if listener is not None:
                    listener(message["method"], message["params"], session)
        except ConnectionClosed:
            pass
        finally:
            for call in self._calls.values():
                if not call.done():
                    call.set_exception(BrowserError("Chromium ended"))

    async def post(self, method: str, params: _Json | None = None, session: str = "") -> int:
        """Send a command without waiting for its answer."""
        self._count += 1
        message: _Json = {"id": self._count, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        try:
            await self._socket.send(json.dumps(message))
        except ConnectionClosed:
            raise BrowserError("Chromium hung up") from None
        return self._count

    async def call(
        self,
        method: str,
        params: _Json | None = None,
        session: str = "",
        timeout: float = _CALL_TIMEOUT,  # noqa: ASYNC109 - goes to the protocol call, not round it
    ) -> _Json:
        """Send a command and return its result.

        Raises:
            BrowserError: Chromium answered with an error.
            TimeoutError: It did not answer in time.
        """
        call: asyncio.Future[_Json] = asyncio.get_running_loop().create_future()
        self._calls[self._count + 1] = call
        await self.post(method, params, session)
        message = await asyncio.wait_for(call, timeout)
        if "error" in message:
            raise BrowserError(f"{method}: {message['error'].get('message')}")
        result: _Json = message.get("result", {})
        return result

    async def close(self) -> None:
        """Close the socket and end the reading task."""
        await self._socket.close()
        await self._reader


class ChromiumTab:
    """A page in a browser context of its own."""

    def __init__(self, connection: Connection, context: str, target: str, session: str) -> None:
        self._connection = connection
        self._context = context
        self._target = target
        self._session = session
        self._sessions = {session}
        self._loaded = asyncio.Event()
        self._events = chromium_events.Collected()
        self._last = time.monotonic()
        self._background: set[asyncio.Task[None]] = set()
        connection.listeners[session] = self._hear

    async def prepare(self) -> None:
        """Switch on what is recorded, in the page and in what it will start."""
        await self._enable(self._session)
        await self._connection.call("Page.enable", session=self._session)

    async def _enable(self, session: str) -> None:
        for domain in ("Log", "Network", "Audits"):
            await self._connection.post(f"{domain}.enable", session=session)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        await self._connection.post("Target.setAutoAttach", attach, session)

    async def _adopt(self, session: str) -> None:
        """A frame or worker of another process: record it too, and let it run."""
        await self._enable(session)
        await self._connection.post("Runtime.runIfWaitingForDebugger", session=session)

    def _hear(self, method: str, params: _Json, session: str) -> None:
        if method == "Target.attachedToTarget":
            inner = params["sessionId"]
            self._sessions.add(inner)
            self._connection.listeners[inner] = self._hear
            task = asyncio.create_task(self._adopt(inner))
            self._background.add(task)
            task.add_done_callback(self._background.discard)
        elif method == "Target.detachedFromTarget":
            self._connection.listeners.pop(params["sessionId"], None)
        elif method == "Page.loadEventFired" and session == self._session:
            self._loaded.set()
        elif self._events.add(method, params):
            self._last = time.monotonic()

    def begin(self, scenario: Mapping[str, Any]) -> None:  # noqa: ARG002 - sessions tell the tabs apart
        """See `Tab.begin`."""
        self._events.take()

    async def open(self, url: str) -> None:
        """See `Tab.open`."""
        self._loaded.clear()
        await self._connection.call("Page.navigate", {"url": url}, self._session)
        await asyncio.wait_for(self._loaded.wait(), _LOAD_TIMEOUT)
        await self._evaluate("__ready")

    async def _evaluate(self, expression: str, timeout: float = _CALL_TIMEOUT) -> str:  # noqa: ASYNC109 - as above
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        result = await self._connection.call("Runtime.evaluate", params, self._session, timeout)
        if "exceptionDetails" in result:
            raise BrowserError(f"page script: {result['exceptionDetails'].get('text')}")
        return str(result["result"].get("value"))

    async def step(self, step: str) -> str:
        """See `Tab.step`."""
        return await self._evaluate(f"__step({json.dumps(step)})", timeout=600)

    async def set_cookies(self, cookies: Sequence[Mapping[str, Any]], identity: str) -> None:
        """See `Tab.set_cookies`; a cookie that Chromium refuses is left out, as it would be."""
        made = [_cookie(each, identity) for each in cookies]
        calls = (
            self._connection.call(
                "Storage.setCookies", {"cookies": [cookie], "browserContextId": self._context}
            )
            for cookie in made
        )
        for result in await asyncio.gather(*calls, return_exceptions=True):
            if isinstance(result, BaseException) and not isinstance(result, BrowserError):
                raise result

    async def flush(self) -> None:
        """See `Tab.flush`."""
        return  # results and events come over one connection, in order

    def quiet_for(self) -> float:
        """See `Tab.quiet_for`."""
        return time.monotonic() - self._last

    def take(self) -> dict[str, list[_Json]]:
        """See `Tab.take`."""
        return self._events.take()

    async def clear_cookies(self) -> None:
        """See `Tab.clear_cookies`."""
        await self._connection.call("Storage.clearCookies", {"browserContextId": self._context})

    async def close(self) -> None:
        """See `Tab.close`."""
        for session in self._sessions:
            self._connection.listeners.pop(session, None)
        params = {"browserContextId": self._context}
        await self._connection.call("Target.disposeBrowserContext", params)


def _cookie(spec: Mapping[str, Any], identity: str) -> _Json:
    scheme = "https" if spec.get("sec") else "http"
    cookie: _Json = {
        "name": spec["n"],
        "value": spec["v"],
        "url": f"{scheme}://{spec['host']}/{identity}/",
        "path": f"/{identity}/",
        "secure": bool(spec.get("sec")),
    }
    if "ss" in spec:
        cookie["sameSite"] = spec["ss"]
    if "d" in spec:
        cookie["domain"] = spec["d"]
    return cookie


class Chromium:
    """See `Engine`."""

    def __init__(self, settings: Settings, surroundings: Surroundings) -> None:
        self._settings = settings
        self._around = surroundings
        self._process: Process | None = None
        self._connection: Connection | None = None
        self._version = ""
        self.tabs = settings.tabs or 8

    def _own_flags(self) -> list[str]:
        """The flags that change what is recorded; they go into the meta line."""
        if self._settings.lna == "off":
            return []
        spaces = ",".join(f"{ADDRESS}:{port}={space}" for port, space in LNA_SPACES.items())
        return [f"--ip-address-space-overrides={spaces}"]

    async def start(self) -> None:
        """See `Engine.start`."""
        program = shutil.which("chromium")
        if program is None:
            wanted = " ".join(PACKAGES["chromium"])
            raise BrowserError(f"chromium is not installed: apt-get install {wanted}")
        profile = self._around.folder / "profile"
        self._write_preferences(profile)
        trusted = f"--ignore-certificate-errors-spki-list={self._around.trust.spki}"
        where = f"--user-data-dir={profile}"
        command = [program, *_FLAGS, trusted, where, *self._own_flags(), "about:blank"]
        self._process = await Process.start(command, self._around.folder / "chromium.log")
        endpoint = await self._endpoint(self._process)
        socket = await connect(endpoint, max_size=None, compression=None, ping_interval=None)
        self._connection = Connection(socket)
        self._version = (await self._connection.call("Browser.getVersion"))["product"]

    def _write_preferences(self, profile: Path) -> None:
        """Third-party cookies: left alone, contexts block them as incognito windows do."""
        mode = _BLOCK if self._settings.third_party_cookies == "block" else _ALLOW
        preferences = {"profile": {"cookie_controls_mode": mode}}
        (profile / "Default").mkdir(parents=True)
        (profile / "Default" / "Preferences").write_text(json.dumps(preferences))

    async def _endpoint(self, process: Process) -> str:
        """The address of the DevTools socket, once Chromium has written it down."""
        port = self._around.folder / "profile" / "DevToolsActivePort"
        until = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < until and process.running:
            lines = port.read_text().split("\n") if port.exists() else []
            if len(lines) > 1:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            await asyncio.sleep(0.1)
        raise BrowserError(f"Chromium did not start:\n{process.tail()}")

    async def tab(self) -> ChromiumTab:
        """See `Engine.tab`."""
        if self._connection is None:
            raise BrowserError("Chromium is not running")
        call = self._connection.call
        context = (await call("Target.createBrowserContext"))["browserContextId"]
        if self._settings.lna == "granted":
            grants = {"permissions": list(_PERMISSIONS), "browserContextId": context}
            await call("Browser.grantPermissions", grants)
        wanted = {"url": "about:blank", "browserContextId": context}
        target = (await call("Target.createTarget", wanted))["targetId"]
        attach = {"targetId": target, "flatten": True}
        session = (await call("Target.attachToTarget", attach))["sessionId"]
        tab = ChromiumTab(self._connection, context, target, session)
        await tab.prepare()
        return tab

    def meta(self) -> _Json:
        """See `Engine.meta`."""
        meta: _Json = {"browser": self._version, "flags": self._own_flags()}
        if self._settings.lna == "granted":
            meta["granted"] = ",".join(_GRANTED)
        if self._settings.third_party_cookies == "block":
            meta["opts"] = ["block3pc"]
        return meta

    async def stop(self) -> None:
        """See `Engine.stop`."""
        if self._connection is not None:
            await self._connection.close()
        if self._process is not None:
            await self._process.stop()


_PERMISSIONS: Final = ("localNetworkAccess", "localNetwork", "loopbackNetwork")
