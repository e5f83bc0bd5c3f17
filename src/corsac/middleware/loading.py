"""One load for each tenant at a time, however many of its requests wait for it.

What is under way is noted on the provider and dropped when it ends: there is never more of it
than there are requests being answered.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine, Generator
    from typing import Any

    from corsac.policy.enforcer import Enforcer
    from corsac.policy.provider import PolicyProvider

_GUARD: Final = Lock()


async def shared(
    provider: PolicyProvider, key: str, load: Coroutine[Any, Any, Enforcer]
) -> Enforcer:
    """Wait for a tenant's load, which is started where none is under way.

    Who stops waiting (a client that goes away) does not stop the others' load. Requests of other
    event loops have loads of their own. Outside asyncio, under trio, nothing is shared.

    Args:
        provider: Whose tenant it is.
        key: What `NeedsPolicy` named.
        load: Loads the policy and puts it into the provider; closed where it isn't needed.
    """
    import asyncio  # noqa: PLC0415 -- what is synchronous does without it

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return await load
    mark = (id(loop), key)
    task: asyncio.Task[Enforcer] | None = provider.under_way.get(mark)
    if task is not None:
        load.close()
    else:
        task = loop.create_task(load)
        provider.under_way[mark] = task
        task.add_done_callback(lambda _: provider.under_way.pop(mark, None))
    return await asyncio.shield(task)


@contextmanager
def alone(provider: PolicyProvider, key: str) -> Generator[None, None, None]:
    """Keep other threads from loading the same tenant for as long as this one does.

    Args:
        provider: Whose tenant it is.
        key: What `NeedsPolicy` named.
    """
    with _GUARD:
        lock, waiting = _held(provider, key) or (Lock(), 0)
        provider.under_way[key] = (lock, waiting + 1)
    try:
        with lock:
            yield
    finally:
        with _GUARD:
            _, waiting = provider.under_way[key]
            if waiting > 1:
                provider.under_way[key] = (lock, waiting - 1)
            else:
                del provider.under_way[key]


def _held(provider: PolicyProvider, key: str) -> tuple[Lock, int] | None:
    """Give a tenant's lock and how many threads have it or wait for it."""
    return provider.under_way.get(key)
