"""The systems that a policy can be exported to: each was run."""

from __future__ import annotations

from typing import Final

from corsac.targets.apache import export as apache
from corsac.targets.export import ExportTarget
from corsac.targets.nginx import export as nginx

EXPORTS: Final = (
    ExportTarget("nginx", "nginx", nginx.write, upstream=True),
    ExportTarget("apache", "Apache httpd", apache.write, upstream=True),
)

BY_NAME: Final = {target.name: target for target in EXPORTS}
