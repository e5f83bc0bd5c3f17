"""`--resolve host:port:address`, in curl's syntax: a name's addresses given by hand."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

from corsac.probe.options import OptionError

# HOST may be a bracketed IPv6 address or `*`; curl's leading `+` (an entry that times out) says
# nothing here, where no entry outlives the command.
_SHAPE = re.compile(r"\+?(\[[^\]]*\]|[^\[\]:]+):([^:]*):(.*)", re.DOTALL)
_PORTS = range(1, 65536)


def family_of(address: str) -> socket.AddressFamily | None:
    """Tell an IPv4 from an IPv6 address (without brackets); None for anything else."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, address)
        except (OSError, ValueError):  # ValueError: a NUL inside
            continue
        return family
    return None


@dataclass(frozen=True, slots=True)
class Resolve:
    """Connect to `addresses` instead of those that DNS has for `host` at `port`.

    `host` is in lower case and without brackets, `*` for any.
    """

    host: str
    port: int
    addresses: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Resolve:
        """Read `host:port:address[,address]…`; IPv6 addresses may stand in brackets.

        Raises:
            OptionError: if `text` is something else, with what is wrong and how it should look.
        """
        if text.startswith("-"):
            raise OptionError(
                "--resolve {text}: entries can't be removed, leave the first one out", text=text
            )
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise OptionError(
                "--resolve {text}: write host:port:address, as a.example:443:[::1]", text=text
            )
        host, port, addresses = match.groups()
        if not (port.isascii() and port.isdigit() and int(port[:6]) in _PORTS):
            raise OptionError(
                "--resolve {text}: {port} is not a port from 1 to 65535",
                text=text,
                port=port or "''",
            )
        listed = tuple(each.strip().strip("[]") for each in addresses.split(","))
        for address in listed:
            if family_of(address) is None:
                raise OptionError(
                    "--resolve {text}: {address} is not an IPv4 or IPv6 address",
                    text=text,
                    address=address or "''",
                )
        return cls(host.strip("[]").lower(), int(port), listed)

    def covers(self, host: str, port: int) -> bool:
        """Whether it speaks of `host` (lower case, without brackets) at `port`."""
        return self.port == port and self.host in {"*", host}
