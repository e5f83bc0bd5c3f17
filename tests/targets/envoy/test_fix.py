"""The fix for Envoy, on Envoy: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.envoy.fix import snippet
from tests.targets.envoy.start import start
from tests.targets.fixed import SCENES, Scene
from tests.targets.real import ORIGIN, SIMPLE, Upstream, free_port, plain, status, upstream

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    Behind = type[BaseHTTPRequestHandler]

MAIN = """\
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: %PORT%}}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": "type.googleapis.com/envoy.extensions.filters.network.\
http_connection_manager.v3.HttpConnectionManager"
                stat_prefix: site
                route_config:
                  virtual_hosts:
                    - name: site
                      domains: ["*"]
                      routes: [{match: {prefix: /}, route: {cluster: application}}]
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
  clusters:
    - name: application
      connect_timeout: 5s
      load_assignment:
        cluster_name: application
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address: {socket_address: {address: 127.0.0.1, port_value: %BEHIND%}}
"""


def merged(text: str, fix: str) -> str:
    """Put a fix where it says: its filters before the router, its routes before others."""
    tree: dict[str, Any] = yaml.safe_load(text)
    new: dict[str, Any] = yaml.safe_load(fix) or {}
    chain = tree["static_resources"]["listeners"][0]["filter_chains"][0]["filters"][0]
    manager = chain["typed_config"]
    manager["http_filters"] = new.get("http_filters", []) + manager["http_filters"]
    host = manager["route_config"]["virtual_hosts"][0]
    host["routes"] = new.get("routes", []) + host["routes"]
    return yaml.safe_dump(tree, sort_keys=False)


@contextlib.contextmanager
def envoy(folder: Path, fix: str = "", *, app: Behind = Upstream) -> Generator[str]:
    """Run Envoy with a fix in its configuration, in front of an application."""
    port = free_port()
    with upstream(app) as behind:
        text = MAIN.replace("%PORT%", str(port)).replace("%BEHIND%", str(behind))
        (folder / "envoy.yaml").write_text(merged(text, fix))
        with start(folder, port, "envoy", "") as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(envoy, snippet, tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_its_header_is_the_only_one_where_two_layers_sent_it(tmp_path: Path) -> None:
    remedy = Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True)
    with envoy(tmp_path, snippet(remedy)) as url:
        assert status(plain(f"{url}/items", "include")) == 200


def test_a_simple_request_needs_no_route() -> None:
    assert list(yaml.safe_load(snippet(SIMPLE))) == ["http_filters"]
    assert "Credentials" not in snippet(SIMPLE)
