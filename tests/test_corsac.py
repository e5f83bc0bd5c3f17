"""The package root: public names come when asked for, and `import corsac` costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import corsac
from corsac.policy import Policy


def loaded_after(statements: str) -> list[str]:
    """Give corsac's own modules that a fresh interpreter has after these statements."""
    shown = "sorted(name for name in sys.modules if name.startswith('corsac'))"
    code = f"import json, sys\n{statements}\nprint(json.dumps({shown}))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    names: list[str] = json.loads(done.stdout)
    return names


def test_importing_it_loads_no_other_module_of_its_own() -> None:
    assert loaded_after("import corsac") == ["corsac"]


def test_looking_around_in_it_loads_nothing_either() -> None:
    assert loaded_after("import corsac; corsac.__all__; corsac.__doc__") == ["corsac"]


def test_a_public_name_brings_its_own_half_and_no_more() -> None:
    loaded = loaded_after("from corsac import Policy")
    assert "corsac.policy.policy" in loaded
    halves = {name.split(".")[1] for name in loaded if "." in name}
    assert halves == {"core", "policy"}


def test_every_public_name_is_there_and_is_the_one_that_its_package_has() -> None:
    assert corsac.Policy is Policy
    for name in corsac.__all__:
        assert getattr(corsac, name) is not None


def test_a_star_import_brings_the_public_names() -> None:
    brought: dict[str, object] = {}
    exec("from corsac import *", brought)  # noqa: S102 - a star import is allowed in no function
    assert set(corsac.__all__) <= set(brought)


def test_a_name_that_is_not_public_is_an_attribute_error_like_any_other_module_s() -> None:
    with pytest.raises(AttributeError, match="module 'corsac' has no attribute 'Polcy'"):
        getattr(corsac, "Polcy")  # noqa: B009 - a type checker would refuse the attribute itself
    # Public in its package, not here: the root is no back door.
    assert not hasattr(corsac, "Enforcer")


def test_it_says_what_it_is() -> None:
    assert corsac.__doc__ == "corsac: makes cross-origin requests work, and proves it."
