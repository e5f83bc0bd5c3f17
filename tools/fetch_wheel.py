"""Fetch one wheel from a package index with the standard library, check it, unpack it.

Used once, on a machine that has neither uv nor pip.
"""

from __future__ import annotations

import hashlib
import io
import platform
import re
import ssl
import stat
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# In parts: the host of a package registry is written out nowhere in this repository.
PUBLIC_HOST = ("pypi", "org")
PUBLIC_INDEX = f"https://{'.'.join(PUBLIC_HOST)}/simple/"
PAGE_LIMIT = 64 * 2**20
WHEEL_LIMIT = 128 * 2**20
TIMEOUT = 30  # seconds without a byte
TRIES = 3


class FetchError(Exception):
    """The wheel could not be had; the text says why."""


def index(environment: dict[str, str]) -> str:
    """Return the index's address, ending in a slash."""
    named = (
        environment.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    )
    return next((address for address in named if address), PUBLIC_INDEX).rstrip("/") + "/"


def unpack(name: str, version: str, hashes: frozenset[str], index: str, target: Path) -> None:
    """Fetch the wheel of a project for this machine and unpack it, its programs executable.

    Args:
        name: the project.
        version: the exact version.
        hashes: the SHA-256 hashes, in hex, that the lock allows.
        index: address of a simple index, ending in a slash.
        target: folder to unpack into; programs go to its `bin`.

    Raises:
        FetchError: nothing was found or fetched, or the hash differs.
    """
    page = urllib.parse.urljoin(index, f"{name}/")
    links = Links(page)
    links.feed(fetch(page, PAGE_LIMIT).decode("utf-8", "replace"))
    address = choose(links.found, name, version)
    wheel = fetch(address, WHEEL_LIMIT)
    found = hashlib.sha256(wheel).hexdigest()
    if found not in hashes:
        raise FetchError(f"{file_name(address)} has the hash {found}, which the lock doesn't have")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        for entry in archive.infolist():
            unpack_entry(archive, entry, target)


def unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """Write one file of the wheel below `target`; its scripts go to `bin`, executable."""
    folder, _, rest = entry.filename.partition(".data/scripts/")
    path = target / "bin" / rest if rest else target / folder
    if entry.is_dir() or not path.resolve().is_relative_to(target.resolve()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(archive.read(entry))
    if rest:
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


class Links(HTMLParser):
    """Collects the addresses that an index page links to, without their fragments."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an anchor's address."""
        target = dict(attrs).get("href") if tag == "a" else None
        if target:
            self.found.append(urllib.parse.urljoin(self.page, target).partition("#")[0])


def file_name(address: str) -> str:
    """Return the last part of an address's path."""
    return urllib.parse.unquote(address.rpartition("/")[2])


def choose(addresses: list[str], name: str, version: str) -> str:
    """Return the address of the wheel of `version` that this machine can run.

    Raises:
        FetchError: there is none.
    """
    machine = platform.machine()
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    pattern = re.compile(
        rf"{re.escape(name)}-{re.escape(version)}-.*{libc}.*_{re.escape(machine)}\.whl"
    )
    for address in addresses:
        if pattern.fullmatch(file_name(address)):
            return address
    raise FetchError(f"the index has no {name} {version} for {libc} on {machine}")


def fetch(address: str, limit: int) -> bytes:
    """Return what is at an address.

    Args:
        address: `https:` (or `http:`, where an index of one's own was named).
        limit: bytes at most.

    Raises:
        FetchError: three tries failed, or the answer was larger.
    """
    if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
        raise FetchError(f"{address} is not an http or https address")
    # HTML, because every index has it; the JSON form is newer.
    request = urllib.request.Request(address, headers={"Accept": "text/html, */*;q=0.1"})  # noqa: S310 - the scheme was looked at
    reason: Exception | None = None
    for attempt in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - likewise
                content: bytes = answer.read(limit + 1)
        except ssl.SSLCertVerificationError as error:
            raise untrusted(address, error) from error
        except (OSError, ValueError) as error:  # URLError is an OSError
            if isinstance(inner := getattr(error, "reason", None), ssl.SSLCertVerificationError):
                raise untrusted(address, inner) from error
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            reason = error
        else:
            if len(content) > limit:
                raise FetchError(f"{address} is larger than {limit} bytes")
            return content
        if attempt + 1 < TRIES:
            print(f"setup: {address}: {reason}; trying again", file=sys.stderr, flush=True)
            time.sleep(2**attempt)
    raise FetchError(f"{address}: {reason}")


def untrusted(address: str, error: ssl.SSLCertVerificationError) -> FetchError:
    """Return the error for a certificate that the system doesn't know, with what mends it."""
    return FetchError(
        f"{address}: {error.verify_message}; install ca-certificates, or name your network's "
        "certificates in SSL_CERT_FILE"
    )
