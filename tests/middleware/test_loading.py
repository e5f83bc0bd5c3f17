"""A tenant that many requests wait for is loaded once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.middleware.loading import shared
from corsac.middleware.source import tenant, tenant_now
from corsac.policy import Policy, PolicyProvider, Request

if TYPE_CHECKING:
    from corsac.policy import Enforcer

APP = Policy(allow_origins=["https://app.example"])


def asked(host: str = "one") -> Request:
    return Request("GET", "/", Headers.of([("Host", host)]))


def host(request: Request) -> str | None:
    return request.headers.get("Host")


class Store:
    """A slow store of policies that counts what it is asked for."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.loads: list[str] = []
        self.fault = fault
        self.open = asyncio.Event()

    async def load(self, key: str) -> Policy:
        self.loads.append(key)
        await self.open.wait()
        if self.fault:
            raise self.fault
        return APP


async def waiting(
    provider: PolicyProvider, hosts: list[str], store: Store
) -> list[Enforcer | BaseException]:
    tasks = [asyncio.create_task(tenant(provider, asked(name))) for name in hosts]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    store.open.set()
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_requests_that_wait_share_one_load() -> None:
    async def scene() -> None:
        store = Store()
        provider = PolicyProvider(host, store.load)
        found = await waiting(provider, ["one"] * 50 + ["two"] * 50, store)
        assert store.loads == ["one", "two"]
        assert {each.policy for each in found if not isinstance(each, BaseException)} == {APP}
        assert len(found) == 100
        assert provider.under_way == {}

    asyncio.run(scene())


def test_a_load_that_fails_fails_for_all_and_is_tried_again() -> None:
    async def scene() -> None:
        store = Store(OSError("the database is away"))
        provider = PolicyProvider(host, store.load)
        found = await waiting(provider, ["one"] * 3, store)
        assert [type(each) for each in found] == [OSError] * 3
        store.fault = None
        assert (await tenant(provider, asked())).policy == APP
        assert store.loads == ["one", "one"]

    asyncio.run(scene())


def test_who_goes_away_does_not_stop_the_others() -> None:
    async def scene() -> None:
        store = Store()
        provider = PolicyProvider(host, store.load)
        first, second = (asyncio.create_task(tenant(provider, asked())) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        store.open.set()
        assert (await second).policy == APP
        assert store.loads == ["one"]

    asyncio.run(scene())


def test_outside_asyncio_each_request_loads_for_itself() -> None:
    async def load(_key: str) -> Policy:
        return APP

    provider = PolicyProvider(host, load)

    async def loaded() -> Enforcer:
        return provider.put("one", await load("one"))

    with pytest.raises(StopIteration) as ended:
        shared(provider, "one", loaded()).send(None)
    assert ended.value.value.policy == APP


def test_of_several_threads_one_loads() -> None:
    loads: list[str] = []
    together, release = Barrier(9), Event()

    def load(key: str) -> Policy:
        loads.append(key)
        release.wait(10)
        return APP

    provider = PolicyProvider(host, load)

    def find(_: int) -> Enforcer:
        together.wait(10)
        return tenant_now(provider, asked())

    with ThreadPoolExecutor(8) as pool:
        found = pool.map(find, range(8))
        together.wait(10)
        release.set()
        assert {each.policy for each in found} == {APP}
    assert loads == ["one"]
    assert provider.under_way == {}


def test_a_thread_whose_load_fails_lets_the_next_one_try() -> None:
    answers: list[Policy | None] = [APP, None]

    def load(_key: str) -> Policy:
        found = answers.pop()
        if found is None:
            raise OSError("the database is away")
        return found

    provider = PolicyProvider(host, load)
    with pytest.raises(OSError, match="away"):
        tenant_now(provider, asked())
    assert provider.under_way == {}
    assert tenant_now(provider, asked()).policy == APP
