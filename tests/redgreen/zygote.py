"""Runs many Python servers, each in a fork, with what all of them load already loaded.

It is run by the interpreter that has the frameworks, with a list of [folder, argument, ...].
"""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WARM = (
    "django.core.wsgi",
    "django.core.handlers.wsgi",
    "corsheaders.middleware",
    "fastapi",
    "flask",
    "flask_cors",
    "gunicorn.app.wsgiapp",
    "hypercorn.run",
    "litestar",
    "quart_cors",
    "aiohttp.web",
    "uvicorn",
    "wsgiref.simple_server",
)


def become(folder: str, arguments: Sequence[str]) -> None:
    """Run what `python ARGUMENTS` would, in a folder."""
    os.chdir(folder)
    sys.path.insert(0, folder)
    if arguments[0] == "-m":
        sys.argv = list(arguments[1:])
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(arguments)
        runpy.run_path(arguments[0], run_name="__main__")


def main() -> None:
    """Fork a server for each that is asked for, and wait for them."""
    for name in WARM:
        with contextlib.suppress(Exception):  # settings are missing still: it is loaded, though
            import_module(name)
    for folder, *arguments in json.loads(sys.argv[1]):
        if os.fork() == 0:
            become(folder, arguments)
            os._exit(0)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


if __name__ == "__main__":
    main()
