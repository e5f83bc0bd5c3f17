"""The public names, loaded when they are asked for."""

import pytest

import corsac.testing


def test_each_public_name_is_there() -> None:
    assert [getattr(corsac.testing, name).__name__ for name in corsac.testing.__all__] == [
        "AppBrowser",
        "Fetched",
    ]


def test_another_name_is_the_usual_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Browser'"):
        _ = corsac.testing.Browser
