"""Sites: scheme and registrable domain. Ports never matter.

The public suffix list is imported when the first domain is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from corsac.core.host import is_ip_address

if TYPE_CHECKING:
    from corsac.core.origin import Origin


class SuffixKind(StrEnum):
    """Who made a suffix public: a registry, a hosting company, or nobody that the list knows."""

    ICANN = "icann"
    PRIVATE = "private"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Suffix:
    """A host's public suffix (url#host-public-suffix), and the part of the list it is from."""

    name: str
    kind: SuffixKind


@dataclass(frozen=True, slots=True)
class Site:
    """A scheme and a host, or an opaque origin, which is a site of its own (html#site).

    `host` is the registrable domain, or the whole host where there is none. `identity` is the
    opaque origin's, else None; equality is *same site*.
    """

    scheme: str
    host: str
    identity: object | None = None

    def __str__(self) -> str:
        return "null" if self.identity is not None else f"{self.scheme}://{self.host}"


def site_of(origin: Origin) -> Site:
    """Obtain an origin's site (html#obtain-a-site)."""
    if origin.identity is not None:
        return Site("", "", origin.identity)
    return Site(origin.scheme, registrable_domain(origin.host) or origin.host)


def same_site(one: Origin, other: Origin) -> bool:
    """Tell whether scheme and registrable domain agree, or both are one opaque origin.

    (html#same-site)
    """
    return one.scheme == other.scheme and schemelessly_same_site(one, other)


def schemelessly_same_site(one: Origin, other: Origin) -> bool:
    """Tell whether the registrable domains agree, or both are one opaque origin.

    Hosts without a registrable domain (addresses, public suffixes) must be equal
    (html#schemelessly-same-site).
    """
    if one.identity is not None or other.identity is not None:
        return one == other
    if one.host == other.host:
        return True
    domain = registrable_domain(one.host)
    return domain is not None and domain == registrable_domain(other.host)


@lru_cache(maxsize=1024)
def public_suffix(host: str) -> Suffix | None:
    """Find the public suffix of a serialised host; a dot at the end is kept.

    Returns:
        None for an address. The last label is the suffix where no rule of the list matches.
    """
    if is_ip_address(host):
        return None
    name = host.removesuffix(".")
    dot = host[len(name) :]
    labels = name.split(".")
    length, kind = _match(labels)
    return Suffix(".".join(labels[-length:]) + dot, kind)


@lru_cache(maxsize=1024)
def registrable_domain(host: str) -> str | None:
    """Give the public suffix and the label before it (url#host-registrable-domain).

    Returns:
        None for an address, and for a host that is a public suffix itself.
    """
    suffix = public_suffix(host)
    if suffix is None or suffix.name == host:
        return None
    label = host[: -len(suffix.name) - 1].rpartition(".")[2]
    return f"{label}.{suffix.name}"


def _match(labels: list[str]) -> tuple[int, SuffixKind]:
    """Find the longest rule that matches: how many labels the suffix has, and the rule's part."""
    from corsac.core._generated.public_suffixes import ICANN, PRIVATE  # noqa: PLC0415 -- 150 kB

    sections = ((ICANN, SuffixKind.ICANN), (PRIVATE, SuffixKind.PRIVATE))
    for start in range(len(labels)):
        name = ".".join(labels[start:])
        wildcard = ".".join(["*", *labels[start + 1 :]])
        for rules, kind in sections:
            if f"!{name}" in rules:
                return len(labels) - start - 1, kind
            if name in rules or wildcard in rules:
                return len(labels) - start, kind
    return 1, SuffixKind.UNLISTED
