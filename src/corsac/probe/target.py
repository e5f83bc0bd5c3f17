"""Where a wire request goes, taken from its serialised URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_URL = re.compile(
    r"(https?|wss?)://(?:[^/?#@]*@)?(\[[^\]/?#]+\]|[^/?#:@]+)(?::([0-9]{1,5}))?((?:[/?][^#]*)?)"
)
_LAST_PORT = 65535
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# What a serialised URL never holds; a space or a CR in it could end the request line.
_UNSAFE = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in the parts that a connection needs.

    `host` is in lower case and without brackets; `authority` is host and port as the Host header
    names them; `path` is what the request line carries.
    """

    scheme: str
    host: str
    port: int
    authority: str
    path: str

    @classmethod
    def of(cls, url: str) -> Target:
        """Take a serialised URL apart. User name, password and fragment are left out.

        Raises:
            ValueError: if it is not absolute, not http(s) or ws(s), or not serialised.
        """
        match = None if _UNSAFE.search(url) else _URL.fullmatch(url.partition("#")[0])
        if match is None:
            raise ValueError("not a serialised http, https, ws or wss URL")
        scheme, host, port, path = match.groups()
        number = int(port or _PORTS[scheme])
        if number > _LAST_PORT:
            raise ValueError("not a serialised URL: the port is above 65535")
        authority = f"{host}:{port}" if port else host
        path = path if path.startswith("/") else f"/{path}"
        return cls(scheme, host.strip("[]").lower(), number, authority, path)

    def for_websocket(self) -> Target:
        """Give the same place, asked for a WebSocket (websockets#concept-websocket-establish.1)."""
        return replace(self, scheme="wss" if self.secure else "ws")

    @property
    def secure(self) -> bool:
        """Whether the connection is encrypted."""
        return self.scheme in {"https", "wss"}

    @property
    def websocket(self) -> bool:
        """Whether the request opens a WebSocket."""
        return self.scheme in {"ws", "wss"}

    @property
    def default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port == _PORTS[self.scheme]

    @property
    def key(self) -> tuple[bool, str, int]:
        """What requests must share to share a connection."""
        return (self.secure, self.host, self.port)
