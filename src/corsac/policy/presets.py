"""Methods and headers of protocols that browsers can't use without them, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Preset:
    """What one protocol needs of a policy.

    `source` is the document that was read, `date` the day on which it was (ISO 8601).
    """

    name: str
    source: str
    date: str
    allow_methods: tuple[str, ...] = ()
    allow_headers: tuple[str, ...] = ()
    expose_headers: tuple[str, ...] = ()


PRESETS: Final = (
    Preset(
        "grpc-web",
        "https://connectrpc.com/docs/cors",
        "2026-11-21",
        allow_methods=("POST",),
        allow_headers=("Content-Type", "Grpc-Timeout", "X-Grpc-Web", "X-User-Agent"),
        expose_headers=("Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin"),
    ),
    Preset(
        "connect",
        "https://connectrpc.com/docs/cors",
        "2026-11-21",
        allow_methods=("GET", "POST"),
        allow_headers=(
            "Content-Type",
            "Connect-Protocol-Version",
            "Connect-Timeout-Ms",
            "X-User-Agent",
        ),
    ),
    # Sessions, GET and DELETE are those of the revisions before 2026-07-28; clients of both are
    # about. What a tool mirrors into Mcp-Param- headers is the tool's own, and listed by hand.
    Preset(
        "mcp",
        "https://modelcontextprotocol.io/seps/2243-http-standardization",
        "2026-11-21",
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=(
            "Authorization",
            "Content-Type",
            "Last-Event-ID",
            "Mcp-Method",
            "Mcp-Name",
            "Mcp-Protocol-Version",
            "Mcp-Session-Id",
        ),
        expose_headers=("Mcp-Session-Id", "WWW-Authenticate"),
    ),
    Preset(
        "tus",
        "https://tus.io/protocols/resumable-upload",
        "2026-11-21",
        allow_methods=("POST", "HEAD", "PATCH", "DELETE"),
        allow_headers=(
            "Content-Type",
            "Tus-Resumable",
            "Upload-Checksum",
            "Upload-Concat",
            "Upload-Defer-Length",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Offset",
            "X-HTTP-Method-Override",
        ),
        expose_headers=(
            "Location",
            "Tus-Checksum-Algorithm",
            "Tus-Extension",
            "Tus-Max-Size",
            "Tus-Resumable",
            "Tus-Version",
            "Upload-Concat",
            "Upload-Defer-Length",
            "Upload-Expires",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Offset",
        ),
    ),
    # A signed URL carries its signature in the query; these are what uploads of parts add.
    Preset(
        "s3-multipart",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
        "2026-11-21",
        allow_methods=("GET", "PUT", "POST", "DELETE"),
        allow_headers=(
            "Authorization",
            "Content-MD5",
            "Content-Type",
            "X-Amz-Checksum-CRC32",
            "X-Amz-Content-Sha256",
            "X-Amz-Date",
            "X-Amz-Sdk-Checksum-Algorithm",
            "X-Amz-Security-Token",
            "X-Amz-User-Agent",
        ),
        expose_headers=("ETag",),
    ),
    Preset(
        "sentry",
        "https://docs.sentry.io/platforms/javascript/tracing/distributed-tracing/"
        "dealing-with-cors-issues/",
        "2026-11-21",
        allow_headers=("sentry-trace", "baggage"),
    ),
    Preset(
        "opentelemetry",
        "https://www.w3.org/TR/trace-context-1/",
        "2026-11-21",
        allow_headers=("traceparent", "tracestate", "baggage"),
    ),
    # Long polling needs no header of its own; sticky sessions need allow_credentials.
    Preset(
        "socket.io",
        "https://socket.io/docs/v4/handling-cors/",
        "2026-11-21",
        allow_methods=("GET", "POST"),
    ),
)
"""RPC protocols, uploads, tracing, sockets."""

BY_NAME: Final[dict[str, Preset]] = {preset.name: preset for preset in PRESETS}
