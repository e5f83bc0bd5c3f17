"""What every layer is made of."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING

import pytest

from corsac.middleware import asgi, wsgi
from corsac.middleware.layer import Layer
from corsac.policy import Policy
from corsac.policy.provider import PolicyProvider
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from corsac.middleware.wsgi_types import Environ, StartResponse


async def load(_key: str) -> Policy | None:
    return None


def empty(_environ: Environ, _start_response: StartResponse) -> list[bytes]:
    return []


def test_a_layer_has_its_application_its_source_and_its_count() -> None:
    running = RunningPolicy(Policy())
    layer = Layer("application", running)
    assert (layer.app, layer.source, layer.refusals.counts()) == ("application", running, {})


def test_an_async_provider_needs_an_interface_that_awaits() -> None:
    provider = PolicyProvider(lambda _request: "", load)
    assert Layer("application", provider).source is provider
    with pytest.raises(TypeError, match="must not be async"):
        wsgi.CORS(empty, provider)


@pytest.mark.parametrize("layer", [asgi.CORS, wsgi.CORS], ids=["asgi", "wsgi"])
def test_the_examples_run(layer: type[asgi.CORS | wsgi.CORS]) -> None:
    lines = inspect.cleandoc(layer.__doc__ or "").splitlines()
    code = textwrap.dedent("\n".join(line for line in lines if line.startswith("    ")))
    assert code.count("CORS(") == 2
    exec(code, {"CORS": layer, "Policy": Policy, "app": object()})  # noqa: S102 -- our own text
