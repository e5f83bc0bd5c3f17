"""Envoy's listener, and the cluster of the server behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.targets.envoy.filters import typed

if TYPE_CHECKING:
    from corsac.targets.export import Address, Options, Upstream
    from corsac.targets.yaml import Tree

CLUSTER: Final = "cors_upstream"
#: One host, whichever of its addresses answers.
_NAMED: Final[dict[str, Tree]] = {"type": "LOGICAL_DNS", "dns_lookup_family": "ALL"}
_MANAGER: Final = "filters.network.http_connection_manager.v3.HttpConnectionManager"
_ROUTER: Final = "filters.http.router.v3.Router"


def bootstrap(options: Options, filters: list[Tree], routes: list[Tree]) -> Tree:
    """Write a whole configuration."""
    host: Tree = {"name": "cors", "domains": ["*"], "routes": routes}
    router = typed(_ROUTER, {"suppress_envoy_headers": True})
    # Before it is HTTP/1.0, a request needs no Host.
    older: Tree = {"accept_http_10": True, "default_host_for_http_10": str(options.listen)}
    fields: dict[str, Tree] = {
        "stat_prefix": "cors",
        "use_remote_address": True,
        "http_protocol_options": older,
    }
    if options.third_party:
        fields |= {"generate_request_id": False, "skip_xff_append": True}
    else:
        fields["upgrade_configs"] = [{"upgrade_type": "websocket"}]
    fields["route_config"] = {"virtual_hosts": [host]}
    last: Tree = {"name": "envoy.filters.http.router", "typed_config": router}
    fields["http_filters"] = [*filters, last]
    manager: Tree = {
        "name": "envoy.filters.network.http_connection_manager",
        "typed_config": typed(_MANAGER, fields),
    }
    listener: Tree = {
        "address": _at(options.listen),
        "filter_chains": [{"filters": [manager]}],
    }
    resources: Tree = {"listeners": [listener], "clusters": clusters(options)}
    return {**runtime(), "static_resources": resources}


def runtime() -> dict[str, Tree]:
    """Let expressions be as large as policies make them: Envoy refuses what it counts above 100."""
    size: Tree = {"error_level": 1_000_000, "warn_level": 1_000_000}
    layer: Tree = {"name": "cors", "static_layer": {"re2": {"max_program_size": size}}}
    return {"layered_runtime": {"layers": [layer]}}


def clusters(options: Options) -> list[Tree]:
    """Write the upstream, verified where it is reached over TLS."""
    return [_cluster(options.upstream, options)] if options.upstream else []


def _cluster(upstream: Upstream, options: Options) -> Tree:
    endpoint: Tree = {"endpoint": {"address": _at(upstream.address)}}
    cluster: dict[str, Tree] = {
        "name": CLUSTER,
        **(_NAMED if upstream.named else {"type": "STATIC"}),
        "connect_timeout": "5s",
        "load_assignment": {"cluster_name": CLUSTER, "endpoints": [{"lb_endpoints": [endpoint]}]},
    }
    if upstream.tls:
        cluster["transport_socket"] = _tls(upstream, options)
    return cluster


def _at(address: Address) -> Tree:
    return {"socket_address": {"address": address.host, "port_value": address.port}}


def _tls(upstream: Upstream, options: Options) -> Tree:
    host = upstream.address.host
    kind = "DNS" if upstream.named else "IP_ADDRESS"
    name: Tree = {"san_type": kind, "matcher": {"exact": host}}
    trusted: Tree = {
        "trusted_ca": {"filename": options.certificates},
        "match_typed_subject_alt_names": [name],
    }
    shown: dict[str, Tree] = {"sni": host} if upstream.named else {}
    shown["common_tls_context"] = {"validation_context": trusted}
    tls = typed("transport_sockets.tls.v3.UpstreamTlsContext", shown)
    return {"name": "envoy.transport_sockets.tls", "typed_config": tls}
