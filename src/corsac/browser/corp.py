"""Cross-Origin-Resource-Policy (fetch#cross-origin-resource-policy-check)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.site import schemelessly_same_site

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Received

_VALUES = frozenset({"same-origin", "same-site", "cross-origin"})


def resource_policy(load: Load, response: Received) -> str | None:
    """Check whether a no-cors response may be handed to the page.

    Returns:
        None if it may, otherwise the policy that forbids it, as it is in force.
    """
    request = load.request
    client, target = request.client.origin, request.url_origin
    value = response.wire.headers.get("cross-origin-resource-policy")
    policy = value if value in _VALUES else None
    if policy is None and request.client.requires_corp:
        if value and load.profile.invalid_corp_allows:
            return None
        policy = "same-origin"
    if policy is None or policy == "cross-origin" or client == target:
        return None
    if policy == "same-site" and schemelessly_same_site(client, target):
        downgraded = client.scheme == "http" and target.scheme == "https"
        if not downgraded or load.profile.corp_ignores_scheme:
            return None
    load.recorder.failed(
        "fetch#cross-origin-resource-policy-internal-check", "resource-policy", ("policy", policy)
    )
    return policy
