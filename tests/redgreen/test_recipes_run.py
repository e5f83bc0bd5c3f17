"""The recipes on their real systems: wrong as pasted, right after one command, to a browser too."""

from __future__ import annotations

import pytest

from tests.redgreen.recipes import RECIPES, RecipeOutcome, run_recipe

#: What `make test` runs; all of them are for `make test-all`.
SAMPLE = "nginx"


def assert_green(outcome: RecipeOutcome) -> None:
    """Assert that it had the defects that it is known for, and has none now."""
    assert " ".join(outcome.found) == RECIPES[outcome.name].defects
    assert outcome.left == ()
    assert outcome.after == ()
    assert outcome.green, outcome


@pytest.mark.servers
@pytest.mark.browsers
def test_a_recipe_turns_green() -> None:
    assert_green(run_recipe(SAMPLE))


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", [name for name in RECIPES if name != SAMPLE])
def test_every_recipe_turns_green(name: str) -> None:
    assert_green(run_recipe(name))


def test_it_is_green_only_if_it_was_wrong_and_is_right_to_everybody() -> None:
    right = RecipeOutcome("a", "nginx", ("CORS201",), (), ("wrong",), (), mended=True)
    assert right.green
    assert not RecipeOutcome("a", "nginx", (), (), (), (), mended=True).green
    assert not RecipeOutcome("a", "nginx", (), (), ("x",), ("y",), mended=True).green
    assert not RecipeOutcome(
        "a", "nginx", (), (), ("x",), (), mended=True, read=0, read_after=0
    ).green
    assert not RecipeOutcome(
        "a", "nginx", (), (), ("x",), (), mended=True, strangers="https://evil.example"
    ).green
