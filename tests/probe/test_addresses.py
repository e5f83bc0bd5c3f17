from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import FailureKind
from corsac.probe.addresses import addresses_of, literal, look_up, peer_name
from corsac.probe.clock import Clock
from corsac.probe.failures import Dead
from corsac.probe.options import ProbeOptions, Timeouts
from corsac.probe.resolve import Resolve
from corsac.probe.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable


def found(url: str, options: ProbeOptions | None = None) -> list[str]:
    async def scenario() -> list[str]:
        records = await addresses_of(Target.of(url), options or ProbeOptions(), Clock(10))
        return [peer_name(each) for each in records]

    return asyncio.run(scenario())


def test_an_address_needs_no_look_up() -> None:
    assert found("http://127.0.0.1:81/") == ["127.0.0.1:81"]
    assert found("http://[::1]/") == ["[::1]:80"]


@pytest.mark.parametrize("host", ["localhost", "api.localhost", "localhost."])
def test_localhost_is_this_machine_whatever_dns_says(host: str) -> None:
    assert found(f"http://{host}:81/") == ["[::1]:81", "127.0.0.1:81"]


def test_addresses_given_by_hand_win() -> None:
    entries = (
        Resolve("other.example", 443, ("127.0.0.9",)),
        Resolve("a.example", 443, ("127.0.0.2", "::1")),
        Resolve("*", 443, ("127.0.0.3",)),
    )
    options = ProbeOptions(resolve=entries)
    assert found("https://a.example/", options) == ["127.0.0.2:443", "[::1]:443"]
    assert found("https://b.example/", options) == ["127.0.0.3:443"]
    assert found("https://localhost/", options) == ["127.0.0.3:443"]


def test_an_address_record_fits_its_family() -> None:
    assert literal("127.0.0.1", 80)[0] == socket.AF_INET
    assert literal("::1", 80)[4] == ("::1", 80, 0, 0)


def died(url: str, timeouts: Timeouts | None = None) -> Dead:
    async def scenario() -> Dead:
        options = ProbeOptions(timeouts=timeouts or Timeouts())
        with pytest.raises(Dead) as dead:
            await addresses_of(Target.of(url), options, Clock(10))
        return dead.value

    return asyncio.run(scenario())


@pytest.mark.servers
@pytest.mark.parametrize("host", ["nothing.invalid", "a" * 64 + ".invalid", "a..invalid"])
def test_a_name_without_an_address_is_a_dns_failure(host: str) -> None:
    failure = died(f"http://{host}/").failure
    assert failure.kind is FailureKind.DNS
    assert failure.detail.startswith(f"{host}: ")


@pytest.mark.servers
def test_the_systems_resolver_is_asked() -> None:
    async def scenario() -> None:
        # /etc/hosts has this name on every system; that browsers need no look-up for
        # `localhost` is not what is under test here.
        records = await look_up("localhost", 80)
        assert isinstance(records, list)
        assert {peer_name(each) for each in records} & {"127.0.0.1:80", "[::1]:80"}

    asyncio.run(scenario())


@pytest.mark.servers
def test_a_name_in_the_hosts_file_is_found() -> None:
    for name in (socket.gethostname().lower(), "ip6-localhost"):
        if "." in name or name == "localhost":
            continue
        with contextlib.suppress(OSError):
            socket.getaddrinfo(name, 80)
            assert all(each.endswith(":81") for each in found(f"http://{name}:81/"))
            return
    pytest.skip("this machine has no name of its own but localhost")


# Resolvers are configured for a whole system: a silent one can't be had for one test.
def slow(release: threading.Event) -> Callable[..., list[object]]:
    def getaddrinfo(*_args: object, **_names: object) -> list[object]:
        release.wait(10)
        return []

    return getaddrinfo


def test_a_name_server_that_does_not_answer_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", slow(release))
    began = time.monotonic()
    failure = died("http://a.example/", Timeouts(dns=0.1)).failure
    assert failure.kind is FailureKind.DNS
    assert failure.detail == "a.example: no answer from the name servers within 0.1 s"
    assert time.monotonic() - began < 5, "neither the loop nor its end waited for the thread"
    release.set()
    for thread in threading.enumerate():
        if thread.name == "corsac-dns":
            thread.join(5)
