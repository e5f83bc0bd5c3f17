"""Naming a rule."""

import pytest

from corsac.rules import CATALOGUE
from corsac.testing.because import find_rule


def test_every_rule_is_found_by_code_and_name() -> None:
    for module in CATALOGUE:
        assert find_rule(module.RULE.code) == find_rule(module.RULE.name) == module.RULE


def test_another_name_is_an_error_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean origin-not-listed"):
        find_rule("origin-not-listd")
    with pytest.raises(ValueError, match=r"no rule 'x'$"):
        find_rule("x")
