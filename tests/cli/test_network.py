"""The options of the connection, as the probe takes them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corsac.cli.mistake import Mistake
from corsac.cli.network import probe_options


@dataclass(frozen=True)
class Typed:
    """What was typed."""

    resolve: tuple[str, ...] = ()
    cacert: str | None = None
    insecure: bool = False
    http1: bool = False
    timeout: float = 15.0


def test_what_was_typed_is_handed_on() -> None:
    typed = Typed(("a.example:443:127.0.0.1",), insecure=True, http1=True, timeout=3)
    options = probe_options(typed)
    assert (options.insecure, options.http1, options.timeouts.total) == (True, True, 3)
    assert len(options.resolve) == 1


def test_what_can_t_be_used_is_a_mistake() -> None:
    with pytest.raises(Mistake):
        probe_options(Typed(("nonsense",)))
