"""The API of the two recipes, running: nginx in front of Django, the site's pages beside it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final, Self

from corsac.lab.guide import files
from corsac.lab.guide.certificate import write_certificate
from corsac.lab.guide.nginx import Nginx, find_nginx
from corsac.lab.guide.pages import Pages
from corsac.lab.guide.run import Program, StartError, free_port

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE: Final = 20.0  # seconds until Django says its port


class Api:
    """The API, in a folder of its own; a context manager.

    Its files are site.conf and settings.py, as the recipes print them; policy.toml is what they
    mean. Everything listens on loopback alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._stack = contextlib.ExitStack()
        self._nginx: Nginx | None = None
        self._pages: Pages | None = None

    def __enter__(self) -> Self:
        """Write the files and start everything.

        Raises:
            StartError: A program does not start, or nginx is not installed.
        """
        program = find_nginx()
        if program is None:
            raise StartError("nginx", "not installed")
        with self._stack as stack:
            self._write_files()
            behind = self._start_django(stack)
            self._put("site.conf", files.site(self.port, behind))
            self._nginx = stack.enter_context(Nginx(program, self.folder, self.port))
            self._pages = stack.enter_context(Pages(self.folder, self.url))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def base(self) -> str:
        """The API's origin."""
        return f"https://{files.API}:{self.port}"

    @property
    def url(self) -> str:
        """The URL of the user's data."""
        return f"{self.base}/api/me"

    @property
    def login(self) -> str:
        """The URL that logs the user in, and leads to the site's page."""
        return f"{self.base}/api/login"

    @property
    def pages(self) -> Pages:
        """The site's pages; only while it runs."""
        assert self._pages is not None  # noqa: S101 - set by __enter__
        return self._pages

    @property
    def rules(self) -> str:
        """Chromium's rules for finding everything on loopback, and nothing elsewhere."""
        everything = f"{self.pages.rules}, MAP {files.API} 127.0.0.1"
        return f"{everything}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

    @property
    def connection(self) -> tuple[str, ...]:
        """The options with which corsac finds the API here, and trusts its certificate."""
        resolve = f"{files.API}:{self.port}:127.0.0.1"
        return "--resolve", resolve, "--cacert", str(self.folder / "cert.pem")

    def reload(self) -> None:
        """Let nginx read its files again.

        Raises:
            StartError: It refuses them.
        """
        assert self._nginx is not None  # noqa: S101 - set by __enter__
        self._nginx.reload()

    def _write_files(self) -> None:
        write_certificate(self.folder, (files.SITE, files.API))
        self._put("nginx.conf", files.around_site(root=os.geteuid() == 0))
        self._put("settings.py", files.DJANGO_RECIPE + files.PROJECT)
        self._put("app.py", files.APP)
        self._put("policy.toml", files.POLICY)

    def _put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def _start_django(self, stack: contextlib.ExitStack) -> int:
        """Start the application; give the port that it took.

        Raises:
            StartError: It does not say one.
        """
        log = self.folder / "django.out"
        django = Program((sys.executable, "app.py"), self.folder, log)
        stack.callback(django.end)
        django.start()
        end = time.monotonic() + _PATIENCE
        while django.running and time.monotonic() < end:
            first, whole, _ = django.said().partition("\n")
            if whole and first.isdigit():
                return int(first)
            time.sleep(0.05)
        raise StartError("Django", django.said())
