"""Tells apart what was pasted, and has it read."""

from __future__ import annotations

from corsac.evidence.curl import is_curl, read_curl
from corsac.evidence.fetch_call import is_fetch, read_fetch
from corsac.evidence.pasted import EvidenceError, Pasted
from corsac.evidence.powershell import is_powershell, read_powershell

#: A paste with a large upload in it is a few megabytes.
LONGEST = 8 * 1024 * 1024


def is_request(text: str) -> bool:
    """Tell whether a text is a request that can be read, or at least means to be one."""
    return is_curl(text) or is_powershell(text) or is_fetch(text)


def read_request(text: str) -> Pasted:
    """Read a pasted request: a curl command, an Invoke-WebRequest, a call of fetch().

    Raises:
        EvidenceError: It is none of these, or can't be read.
    """
    if len(text) > LONGEST:
        raise EvidenceError("this is longer than {longest} characters", longest=LONGEST)
    if is_curl(text):
        return read_curl(text)
    if is_powershell(text):
        return read_powershell(text)
    if is_fetch(text):
        return read_fetch(text)
    raise EvidenceError(
        "this is no request that corsac can read",
        text.strip().splitlines()[0][:60] if text.strip() else "",
        "in DevTools' Network panel: right-click the request, Copy, Copy as cURL or as fetch",
    )
