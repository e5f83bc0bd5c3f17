"""Which exchanges were with the same server, by what their URLs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.url import parse_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.messages import Exchange


def authority_of(exchange: Exchange) -> str:
    """Give the scheme, host and port that an exchange was with."""
    url = parse_url(exchange.request.url)
    return "" if url is None else f"{url.scheme}://{url.authority}"


def of_same_host(exchange: Exchange, exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """Give the exchanges with the server that this one was with, itself included."""
    wanted = authority_of(exchange)
    return tuple(each for each in exchanges if authority_of(each) == wanted)
