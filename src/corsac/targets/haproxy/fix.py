"""A fix for HAProxy.

`http-response` leaves out the answers that HAProxy makes itself; `http-after-response` does not.
`req.hdr` would take a list of origins apart, and find the allowed one in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_CREDENTIALS, ALLOW_ORIGIN
from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "haproxy"

_ALLOWED = "{ var(txn.cors) -m found }"
_PREFLIGHT = f"METH_OPTIONS {_ALLOWED} {{ req.hdr(Access-Control-Request-Method) -m found }}"


def snippet(remedy: Remedy) -> str:
    """Write what goes into the `frontend`."""
    answer = Answer.of(remedy)
    match = f'-m str "{answer.origin}"' if answer.varies else "-m found"
    lines = [
        "# In the frontend, before its other rules.",
        f"http-request set-var(txn.cors) bool(true) if {{ req.fhdr(Origin) {match} }}",
    ]
    if answer.preflight:
        listed = " ".join(f'hdr {name} "{value}"' for name, value in answer.preflight_lines())
        lines.append(f"http-request return status 204 {listed} if {_PREFLIGHT}")
    # What a server behind sends goes, whoever asked.
    lines += [f"http-after-response del-header {n}" for n in (ALLOW_ORIGIN, ALLOW_CREDENTIALS)]
    for name, value in answer.lines():
        if name == "Vary":
            lines.append("http-after-response add-header Vary Origin")
        else:
            lines.append(f'http-after-response set-header {name} "{value}" if {_ALLOWED}')
    return "\n".join(lines)
