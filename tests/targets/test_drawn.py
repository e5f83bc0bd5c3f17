"""Policies of every shape on real systems: each answer is what the policy itself decides."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options, Role
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import application, ask
from tests.targets.drawn import SHAPES, differences, drawn, near
from tests.targets.layers import HANDSHAKE, Socket, at
from tests.targets.systems import running, targets
from tests.targets.test_strict import answers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corsac.targets.export import ExportTarget

#: How many policies are drawn for each system.
DRAWN = 8
#: What a system refuses to be configured with, rather than to answer otherwise.
REFUSALS = {
    "method-wildcard",
    "name-unwritable",
    "routes",
    "star-with-credentials",
    "wildcard-with-credentials",
}


def wrong(target: str, folder: Path, tried: Iterable[tuple[str, Policy]]) -> list[str]:
    """Run a system with one policy after the other; say where it differs."""
    found: list[str] = []
    with contextlib.ExitStack() as stack:
        options = Options()
        if BY_NAME[target].role is not Role.APPLICATION:
            options = Options(upstream=at(stack.enter_context(application())))
        for place, (name, policy) in enumerate(tried):
            home = folder / str(place)
            home.mkdir()
            try:
                with running(target, home, options, policy) as (url, made):
                    codes = {each.code for each in made.warnings}
                    found += [f"{name}: {each}" for each in differences(url, policy, codes)]
            except ExportError as error:
                if error.code not in REFUSALS:
                    raise
    return found


@pytest.mark.timeout(600)
@pytest.mark.long
@pytest.mark.parametrize("target", targets(answers))
def test_a_policy_of_any_shape_is_answered_as_it_decides(target: str, tmp_path: Path) -> None:
    shapes = ((name, Policy(**fields)) for name, fields in SHAPES.items())
    assert "\n".join(wrong(target, tmp_path, shapes)) == ""


@pytest.mark.timeout(600)
@pytest.mark.long
@pytest.mark.parametrize("target", targets(answers))
def test_a_policy_drawn_at_random_is_answered_as_it_decides(target: str, tmp_path: Path) -> None:
    policies = ((repr(drawn(seed)), drawn(seed)) for seed in range(DRAWN))
    assert "\n".join(wrong(target, tmp_path, policies)) == ""


#: Where a WebSocket is asked for.
SOCKETS = {"ws": "/", "socketio": "/socket.io/?EIO=4&transport=websocket"}


def opens(target: ExportTarget) -> bool:
    return target.name in SOCKETS or target.role in {Role.SERVER, Role.PROXY}


@pytest.mark.timeout(600)
@pytest.mark.long
@pytest.mark.parametrize("target", targets(opens))
def test_a_socket_opens_for_the_origins_of_a_policy_of_any_shape(
    target: str, tmp_path: Path
) -> None:
    path = SOCKETS.get(target, "/socket")
    for place, (name, fields) in enumerate(SHAPES.items()):
        policy, home = Policy(**fields), tmp_path / str(place)
        home.mkdir()
        with contextlib.ExitStack() as stack:
            options = Options()
            if target not in SOCKETS:
                options = Options(upstream=at(stack.enter_context(application(Socket))))
            try:
                url, _ = stack.enter_context(running(target, home, options, policy))
            except ExportError as error:
                if error.code not in REFUSALS:
                    raise
                continue
            for origin in filter(None, near(policy)):
                opened = ask(url, "GET", path, origin, **HANDSHAKE).status == 101
                assert opened == bool(policy.matcher.find(origin)), (name, origin)
