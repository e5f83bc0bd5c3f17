"""A system is its layers, and reads as the path through them."""

from __future__ import annotations

from corsac.core.findings import Confidence
from corsac.targets.system import Layer, System, Tier

NGINX = Layer("nginx", "nginx", Tier.SERVER, Confidence.HIGH, "1.27.0")
FLASK = Layer("flask", "Flask", Tier.APPLICATION, Confidence.HIGH)


def test_a_layer_reads_with_its_version_if_it_gave_one() -> None:
    assert str(NGINX) == "nginx 1.27.0"
    assert str(FLASK) == "Flask"


def test_the_origin_is_nearest_to_the_handler() -> None:
    system = System((NGINX, FLASK))
    assert (system.edge, system.origin) == (NGINX, FLASK)
    assert system.layer("flask") is FLASK
    assert str(system) == "nginx 1.27.0 → Flask"
