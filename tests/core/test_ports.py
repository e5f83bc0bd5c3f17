"""Ports that browsers refuse."""

from __future__ import annotations

import pytest

from corsac.core.ports import BAD_PORTS, is_bad_port


def test_there_are_eighty_three() -> None:
    assert len(BAD_PORTS) == 83
    assert sorted(BAD_PORTS) == list(BAD_PORTS)


@pytest.mark.parametrize("port", [0, 22, 25, 6000, 6667, 10080])
def test_services_that_a_page_could_abuse_are_refused(port: int) -> None:
    assert is_bad_port(port)


@pytest.mark.parametrize("port", [None, 80, 443, 3000, 5173, 8000, 8080, 65535])
def test_where_web_servers_listen_is_open(port: int | None) -> None:
    assert not is_bad_port(port)
