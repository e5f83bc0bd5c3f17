"""Whole configurations and fragments on real servers, as their projects would run them."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.targets.defects.pasted import NGINX
from tests.targets.real import free_port, missing, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

#: Files that are there, with what they are asked for.
PUBLIC = {"a.txt": "a", "font.woff2": "f", "logo.png": "p", "index.html": "<p>", "x.html": "<p>"}
#: user:secret
PASSWORDS = "user:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n"
MORE = "/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so"
MODULES = (
    "mpm_event authz_core authz_host authz_user authn_core authn_file auth_basic setenvif headers "
    "rewrite dir env alias proxy proxy_http"
).split()


@contextlib.contextmanager
def served(folder: Path, name: str, files: Mapping[str, str], behind: int) -> Generator[str]:
    """Run the server that a file is for, with the files that it includes, and the application."""
    public = folder / "public"
    for place in (public, public / "uploads", public / "data"):
        place.mkdir(exist_ok=True)
        for each, text in PUBLIC.items():
            (place / each).write_text(text)
    (public / "htpasswd").write_text(PASSWORDS)
    for each, text in files.items():
        told = text.replace("127.0.0.1:9000", f"127.0.0.1:{behind}").replace(
            "/srv/www", str(public)
        )
        (folder / each).write_text(told)
    run = _nginx if name.endswith(".nginx") else _apache
    with run(folder, name) as url:
        yield url


@contextlib.contextmanager
def _nginx(folder: Path, name: str) -> Generator[str]:
    binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
    port = free_port()
    text = (folder / name).read_text()
    text = re.sub(r"listen +80\b", f"listen 127.0.0.1:{port}", text)
    head = "user root;\n"
    if "more_set_headers" in text:
        if not Path(MORE).exists():
            missing("headers-more", "apt-get install libnginx-mod-http-headers-more-filter")
        head += f"load_module {MORE};\n"
    (folder / "nginx.conf").write_text(head + NGINX.format(folder=folder, recipe=text))
    with serving([binary, "-p", folder, "-c", folder / "nginx.conf"], port, folder) as url:
        yield url


@contextlib.contextmanager
def _apache(folder: Path, name: str) -> Generator[str]:
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    port = free_port()
    text = (folder / name).read_text().replace("*:80>", f"127.0.0.1:{port}>")
    head = [f"LoadModule {x}_module /usr/lib/apache2/modules/mod_{x}.so" for x in MODULES]
    head += [f"Listen 127.0.0.1:{port}", "ServerName 127.0.0.1", f"PidFile {folder}/pid"]
    head += [f"DefaultRuntimeDir {folder}", "ErrorLog /dev/stderr"]
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)
    if name.endswith(".htaccess"):
        (folder / "public" / ".htaccess").write_text(text)
        public = folder / "public"
        text = f"DocumentRoot {public}\n<Directory {public}>\nAllowOverride All\n"
        text += "Require all granted\n</Directory>\n"
    (folder / "httpd.conf").write_text("\n".join([*head, text]))
    with serving([binary, "-f", folder / "httpd.conf", "-D", "FOREGROUND"], port, folder) as url:
        yield url
