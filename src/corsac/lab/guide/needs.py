"""What the API needs that corsac itself does not."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from corsac.lab.guide.nginx import find_nginx

#: What is imported, and what each is installed as; all of the extra [demo].
PACKAGES: Final = {
    "django": "django",
    "corsheaders": "django-cors-headers",
    "cryptography": "cryptography",
    "crossplane": "nginx-crossplane",
}


def missing() -> tuple[str, ...]:
    """Name what is not installed and has to be; empty where the API can run."""
    names = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    return (*names, *(() if find_nginx() else ("nginx",)))
