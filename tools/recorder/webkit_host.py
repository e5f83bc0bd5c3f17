"""Runs inside Debian's own Python, which has GObject introspection: opens WebKitGTK's web views.

It connects to the recorder's port, given as its first argument (the second is a
folder for the views' data), and answers lines of JSON. Nothing
but the standard library and `gi` may be imported: the recorder's packages are not there.
"""

from __future__ import annotations

import importlib
import json
import socket
import sys
from pathlib import Path
from typing import Any

_gi: Any = importlib.import_module("gi")
_gi.require_version("Gtk", "3.0")
_gi.require_version("WebKit2", "4.1")
GLib: Any = importlib.import_module("gi.repository.GLib")
Gtk: Any = importlib.import_module("gi.repository.Gtk")
Soup: Any = importlib.import_module("gi.repository.Soup")
WebKit2: Any = importlib.import_module("gi.repository.WebKit2")

_SAME_SITE = {
    # libsoup knows no "unspecified"; it sends such cookies as if SameSite were None.
    "": Soup.SameSitePolicy.NONE,
    "None": Soup.SameSitePolicy.NONE,
    "Lax": Soup.SameSitePolicy.LAX,
    "Strict": Soup.SameSitePolicy.STRICT,
}


class View:
    """A web view with a session of its own."""

    def __init__(self, number: int, block_third_party: bool) -> None:  # noqa: FBT001 - from JSON
        # Not an ephemeral session: those cut Referer down in frames of other sites.
        folder = str(Path(sys.argv[2]) / f"view-{number}")
        self.data = WebKit2.WebsiteDataManager(
            base_data_directory=folder, base_cache_directory=folder
        )
        context = WebKit2.WebContext.new_with_website_data_manager(self.data)
        self.jar = self.data.get_cookie_manager()
        policy = WebKit2.CookieAcceptPolicy
        self.jar.set_accept_policy(policy.NO_THIRD_PARTY if block_third_party else policy.ALWAYS)
        self.view = WebKit2.WebView.new_with_context(context)
        settings = self.view.get_settings()
        settings.set_enable_developer_extras(True)
        settings.set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)
        self.window = Gtk.Window(title=f"recorder {number}")
        self.window.set_default_size(200, 200)
        self.window.add(self.view)
        self.window.show_all()

    def run(self, body: str, argument: str, done: Any) -> None:  # noqa: ANN401 - a callback
        """Run the body of an async function in the page; `done` gets its value, or an error."""

        def finished(view: Any, result: Any) -> None:  # noqa: ANN401 - GObject
            try:
                value = view.call_async_javascript_function_finish(result)
            except GLib.Error as error:
                done(None, error.message)
            else:
                done(value.to_string(), None)

        arguments = GLib.Variant("a{sv}", {"argument": GLib.Variant("s", argument)})
        self.view.call_async_javascript_function(body, -1, arguments, None, None, None, finished)

    def load(self, url: str, done: Any) -> None:  # noqa: ANN401 - a callback
        """Load a page and wait for its `__ready`."""

        def changed(view: Any, event: Any) -> None:  # noqa: ANN401 - GObject
            if event == WebKit2.LoadEvent.FINISHED:
                view.disconnect(handler)
                view.disconnect(watch)
                self.run("return await __ready", "", done)

        def failed(view: Any, _event: Any, _url: str, error: Any) -> bool:  # noqa: ANN401 - GObject
            view.disconnect(handler)
            view.disconnect(watch)
            done(None, error.message)
            return True

        watch = self.view.connect("load-failed", failed)
        handler = self.view.connect("load-changed", changed)
        self.view.load_uri(url)


class Host:
    """Answers the recorder's commands."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.pending = b""
        self.views: dict[int, View] = {}
        self.away: list[View] = []

    def readable(self, *_: Any) -> bool:  # noqa: ANN401 - GLib's arguments are not used
        """Take what came and run the whole lines in it."""
        data = self.connection.recv(1 << 20)
        if not data:
            Gtk.main_quit()
            return False
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            self.run(json.loads(line))
        return True

    def run(self, message: dict[str, Any]) -> None:
        """Run one command; it answers when it is done."""

        def done(value: Any, error: str | None = None) -> None:  # noqa: ANN401 - JSON
            answer = {"id": message["id"], "value": value}
            if error is not None:
                answer["error"] = error
            self.connection.sendall(json.dumps(answer).encode() + b"\n")

        try:
            getattr(self, "do_" + message["cmd"])(message, done)
        except (GLib.Error, KeyError) as error:
            done(None, repr(error))

    def do_version(self, _: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """WebKit's version and user agent."""
        parts = (
            WebKit2.get_major_version(),
            WebKit2.get_minor_version(),
            WebKit2.get_micro_version(),
        )
        agent = WebKit2.Settings().get_user_agent()
        done({"version": ".".join(map(str, parts)), "ua": agent})

    def do_tab(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Open a view."""
        self.views[message["tab"]] = View(message["tab"], message["block"])
        done(None)

    def do_open(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Load a page."""
        self.views[message["tab"]].load(message["url"], done)

    def do_step(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Run a step."""
        self.views[message["tab"]].run("return await __step(argument)", message["argument"], done)

    def do_cookies(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Put cookies into the jar."""
        jar = self.views[message["tab"]].jar
        left = list(message["cookies"])

        def one(_jar: Any = None, result: Any = None) -> None:  # noqa: ANN401 - GObject
            if result is not None:
                jar.add_cookie_finish(result)
            if not left:
                done(None)
                return
            spec = left.pop(0)
            domain = spec.get("d") or spec["host"]
            cookie = Soup.Cookie.new(spec["n"], spec["v"], domain, message["path"], -1)
            cookie.set_secure(bool(spec.get("sec")))
            cookie.set_same_site_policy(_SAME_SITE[spec.get("ss", "")])
            jar.add_cookie(cookie, None, one)

        one()

    def do_clear(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Empty the jar."""
        data = self.views[message["tab"]].data

        def finished(_data: Any, result: Any) -> None:  # noqa: ANN401 - GObject
            data.clear_finish(result)
            done(None)

        data.clear(WebKit2.WebsiteDataTypes.COOKIES, 0, None, finished)

    def do_close(self, message: dict[str, Any], done: Any) -> None:  # noqa: ANN401 - a callback
        """Put a view away. It is kept: destroying one that was inspected can crash them all."""
        view = self.views.pop(message["tab"])
        self.away.append(view)
        view.window.hide()
        view.view.terminate_web_process()
        done(None)


def main() -> None:
    """Connect and serve until the recorder hangs up."""
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    host = Host(connection)
    GLib.io_add_watch(connection.fileno(), GLib.IO_IN | GLib.IO_HUP, host.readable)
    Gtk.main()


if __name__ == "__main__":
    main()
