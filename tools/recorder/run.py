"""Running scenarios: several tabs side by side, each scenario from a clean start."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from . import certs, isolate, names, pages
from .chromium import Chromium
from .engine import AUTHORITIES, BrowserError, Settings, Surroundings
from .firefox import Firefox
from .scenario import FORMAT, Record, entry, normalise, shorten, usual_headers
from .server import Plan, Server
from .webkit import WebKit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .engine import Engine, Tab

ENGINES: Final[Mapping[str, Callable[[Settings, Surroundings], Engine]]] = {
    "chromium": Chromium,
    "firefox": Firefox,
    "webkit": WebKit,
}

_REUSE = 50  # scenarios that a top page runs before it is loaded afresh
_QUIET = 0.03  # seconds without a word from browser or server that end a scenario
_SLOW_QUIET = 0.25  # the same, where something may still be on its way
_SETTLE_MOST = 2.0  # seconds after which a scenario ends even if it isn't quiet
_STEP_GRACE = 8.0  # seconds beyond a step's own limit after which the tab is given up
_SCENARIO_LIMIT = 150.0  # seconds for one scenario with all its waits
_GIVE_UP = 8  # scenarios that fail in a row in one tab
_STAINING = frozenset({"csp-upgrade"})  # WebKit upgrades the host's URLs in this tab from then on
_SLOW_APIS = frozenset({"beacon", "eventsource", "websocket", "worker", "track", "video", "audio"})

Progress: TypeAlias = "Callable[[int, int, float], None]"


def _is_slow(scenario: Record) -> bool:
    """Whether requests or messages may come after the last step's result."""
    framed = scenario["page"].get("k", "top") != "top"
    late = (
        step.get("api") in _SLOW_APIS or step.get("keepalive") or step.get("sync")
        for step in scenario["steps"]
    )
    return framed or any(late)


class _Worker:
    """One tab and the scenarios it takes from the queue."""

    def __init__(self, engine: Engine, server: Server) -> None:
        self._engine = engine
        self._server = server
        self._tab: Tab | None = None
        self._page = ("", "")
        self._used = 0
        self.failures = 0  # in a row

    async def run(self, scenario: Record) -> Record:
        """Run one scenario, in a new tab again if the driver failed; then the result has `drv`."""
        out = await self._try(scenario)
        if "drv" in out:
            out = await self._try(scenario)
        self.failures = self.failures + 1 if "drv" in out else 0
        return out

    async def _try(self, scenario: Record) -> Record:
        plan = self._server.begin(scenario)
        try:
            async with asyncio.timeout(_SCENARIO_LIMIT):
                return await self._run(scenario, plan)
        except (BrowserError, TimeoutError, OSError, ValueError, KeyError) as error:
            await self.drop()
            failed = {"ok": 0, "drv": f"{type(error).__name__}: {error}"}
            return {"r": [failed], "net": self._requests(plan, scenario), "drv": 1}
        finally:
            self._server.end(str(scenario["id"]))

    async def drop(self) -> None:
        """Close the tab; the next scenario gets a new one."""
        tab, self._tab = self._tab, None
        if tab is not None:
            try:
                await tab.close()
            except (BrowserError, TimeoutError, OSError):
                return  # it is gone already, or will go with the browser

    async def _run(self, scenario: Record, plan: Plan) -> Record:
        tab = await self._ready(scenario["page"])
        identity = str(scenario["id"])
        if scenario.get("ck"):
            await tab.set_cookies(scenario["ck"], identity)
        tab.begin(scenario)
        results: list[Any] = []
        pause = float(scenario.get("wait", 0)) / 1000
        for index, step in enumerate(scenario["steps"]):
            if index and pause:
                await asyncio.sleep(pause)
            plan.step = index
            results.append(await self._step(tab, step))
        await _settle(tab, plan, slow=_is_slow(scenario))
        out: Record = {"r": results, "net": self._requests(plan, scenario)}
        for name, items in tab.take().items():
            out[name] = json.loads(normalise(json.dumps(items)))
        await tab.clear_cookies()
        if any(result.get("timeout") or result.get("drv") for result in results):
            self._used = _REUSE
        if scenario["page"].get("k") in _STAINING:
            await self.drop()
        return out

    async def _ready(self, page: Mapping[str, Any]) -> Tab:
        """The tab, with the page loaded."""
        if self._tab is None:
            self._tab = await self._engine.tab()
            self._page = ("", "")
        origin, kind = str(page["o"]), str(page.get("k", "top"))
        if self._page != (origin, kind) or kind != "top" or self._used >= _REUSE:
            self._page = ("", "")
            await self._tab.open(pages.url(origin, kind))
            self._page, self._used = (origin, kind), 0
        self._used += 1
        return self._tab

    async def _step(self, tab: Tab, step: Record) -> Any:  # noqa: ANN401 - JSON from the page
        limit = float(step.get("tmo", 6000)) / 1000 + _STEP_GRACE
        return json.loads(await asyncio.wait_for(tab.step(json.dumps(step)), limit))

    @staticmethod
    def _requests(plan: Plan, scenario: Record) -> list[Record]:
        return [entry(step, request, str(scenario["id"])) for step, request in plan.seen]


async def _settle(tab: Tab, plan: Plan, *, slow: bool) -> None:
    """Wait until neither browser nor server has had anything to say for a moment."""
    quiet = _SLOW_QUIET if slow else _QUIET
    until = time.monotonic() + _SETTLE_MOST
    await asyncio.sleep(quiet)
    count = len(plan.seen)
    while time.monotonic() < until:
        await tab.flush()
        if tab.quiet_for() >= quiet and len(plan.seen) == count:
            return
        count = len(plan.seen)
        await asyncio.sleep(quiet / 2)


def _chunks(scenarios: Sequence[Record], size: int) -> deque[list[tuple[int, Record]]]:
    """Scenarios grouped by page, so that a tab can keep its page; slow groups come first."""
    order = sorted(
        enumerate(scenarios),
        key=lambda item: (
            -float(item[1].get("wait", 0)),
            item[1]["page"].get("k", "top"),
            item[1]["page"]["o"],
        ),
    )
    chunks: deque[list[tuple[int, Record]]] = deque()
    for item in order:
        page = item[1]["page"]
        if chunks and len(chunks[-1]) < size and chunks[-1][-1][1]["page"] == page:
            chunks[-1].append(item)
        else:
            chunks.append([item])
    return chunks


async def _all(
    engine: Engine,
    server: Server,
    scenarios: Sequence[Record],
    outs: dict[int, Record],
    progress: Progress,
) -> None:
    """Run all scenarios; `outs` gets the outcomes by index as they come."""
    waiting = sum(1 for each in scenarios if each.get("wait"))
    size = max(1, min(_REUSE, (len(scenarios) - waiting) // (engine.tabs * 4)))
    chunks = _chunks(scenarios, size)
    started = time.monotonic()

    async def drain() -> None:
        worker = _Worker(engine, server)
        while chunks:
            for index, scenario in chunks.popleft():
                outs[index] = await worker.run(scenario)
                if worker.failures >= _GIVE_UP:
                    reason = outs[index]["r"][0]["drv"]
                    raise BrowserError(f"{_GIVE_UP} scenarios in a row failed: {reason}")
                progress(len(outs), len(scenarios), time.monotonic() - started)
        await worker.drop()

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(engine.tabs):
                group.create_task(drain())
    except ExceptionGroup as group_error:
        ended = group_error.subgroup(BrowserError)
        if ended is None:
            raise
        raise BrowserError(str(ended.exceptions[0])) from None


async def record(
    name: str, scenarios: Sequence[Record], settings: Settings, progress: Progress
) -> tuple[Record, list[Record]]:
    """Run scenarios in a browser; must be called inside the namespaces.

    Args:
        name: A key of ENGINES.
        scenarios: What to run, without `out`.
        settings: How the browser is set up.
        progress: Called after each scenario with done, total, and seconds so far.

    Returns:
        The meta line and the scenarios with their outcomes, in the order given.

    Raises:
        BrowserError: The browser is not installed or did not start.
        IsolationError: The namespace could not be furnished.
    """
    with tempfile.TemporaryDirectory(prefix="recorder-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        trust = certs.make(folder)
        resolver = folder / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\n")
        hosts = folder / "hosts"
        hosts.write_text("127.0.0.1 localhost\n")
        replaced = {"/etc/resolv.conf": resolver, "/etc/hosts": hosts}
        replaced[AUTHORITIES] = trust.authority
        isolate.furnish(names.ADDRESS, replaced)
        transport = await names.start()
        server = Server()
        await server.start(trust.context())
        engine = ENGINES[name](settings, Surroundings(folder, trust))
        try:
            await engine.start()
            began = time.monotonic()
            stopped = False
            outs: dict[int, Record] = {}
            try:
                await _all(engine, server, scenarios, outs, progress)
            except asyncio.CancelledError:
                stopped = bool(outs)
                if not stopped:
                    raise
            seconds = time.monotonic() - began
            meta = engine.meta() | ({"interrupted": True} if stopped else {})
        finally:
            await engine.stop()
            server.stop()
            transport.close()
    records = [{**each, "out": outs[i]} for i, each in enumerate(scenarios) if i in outs]
    usual = usual_headers(records)
    shorten(records, usual)
    meta |= {
        "format": FORMAT,
        "n": len(records),
        "secs": round(seconds, 1),
        "rate": round(len(records) / max(seconds, 0.1), 1),
        "date": time.strftime("%Y-%m-%d"),
        "const_headers": usual,
    }
    return meta, records
