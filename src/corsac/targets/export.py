"""What an export is: files, what must be installed, how to start, what can't be said, the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from corsac.policy.policy import Policy

LISTEN = "127.0.0.1:8080"
#: Debian's bundle of certificate authorities, as most Linux distributions have it too.
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

_ADDRESS = re.compile(r"(?:([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):)?([0-9]{1,5})")
_UPSTREAM = re.compile(
    r"(https?)://([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?(/[\w.~/-]*)?"
)
_PREFIX = re.compile(r"/|(?:/[\w.~-]+)+", re.ASCII)
_MODULE = re.compile(r"[\w./-]+", re.ASCII)
_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}", re.ASCII)
_FILE = re.compile(r"[\w./+@-]+", re.ASCII)
_PORTS = {"http": 80, "https": 443}
_MOST_PORTS = 0xFFFF


class ExportError(ValueError):
    """What can't be exported: `reason` starts in lower case, `mend` says what can.

    Attributes:
        code: Stable, for programs.
        reason: What is in the way.
        mend: What to do instead.
    """

    code: str
    reason: Text
    mend: Text

    def __init__(self, code: str, reason: Text, mend: Text) -> None:
        self.code = code
        self.reason = reason
        self.mend = mend
        super().__init__(f"{reason}; {mend}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @classmethod
    def of(cls, text: str) -> Address:
        """Read `host:port` or a port.

        Raises:
            ExportError: It is neither.
        """
        match = _ADDRESS.fullmatch(text)
        if match is None or not 0 < int(match[2]) <= _MOST_PORTS:
            raise ExportError(
                "listen-unreadable",
                Text("that is no address to listen on"),
                Text.of("write host:port, as {example}", example=LISTEN),
            )
        return cls((match[1] or "127.0.0.1").strip("[]"), int(match[2]))

    @property
    def bracketed(self) -> str:
        """The host as URLs have it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    def __str__(self) -> str:
        return f"{self.bracketed}:{self.port}"


@dataclass(frozen=True, slots=True)
class Upstream:
    """The server behind. `path` has no slash at its end; empty for none."""

    scheme: str
    address: Address
    path: str = ""

    @classmethod
    def of(cls, text: str) -> Upstream:
        """Read an upstream's URL: scheme, host, port, perhaps a path.

        Raises:
            ExportError: It is no such URL, or has more to it.
        """
        match = _UPSTREAM.fullmatch(text)
        if match is None or not 0 <= int(match[3] or 0) <= _MOST_PORTS:
            raise ExportError(
                "upstream-unreadable",
                Text("that is no URL of an upstream"),
                Text("write http://host:port or https://host, without user, query or fragment"),
            )
        port = int(match[3] or _PORTS[match[1]])
        host = match[2].strip("[]")
        return cls(match[1], Address(host, port), (match[4] or "").rstrip("/"))

    @property
    def tls(self) -> bool:
        """Whether it is reached over TLS."""
        return self.scheme == "https"

    @property
    def named(self) -> bool:
        """Whether its host is a name, which has to be resolved."""
        return re.fullmatch(r"[0-9.]+", self.address.host) is None and ":" not in self.address.host

    @property
    def authority(self) -> str:
        """Host and port as a Host header has them: without the scheme's own port."""
        if self.address.port == _PORTS[self.scheme]:
            return self.address.bracketed
        return str(self.address)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.path


@dataclass(frozen=True, slots=True)
class Options:
    """What an export depends on besides the policy.

    `full` asks for a whole file in place of what is pasted. `upstream` is the server behind, None
    where the system answers by itself; `third_party` says that it is somebody else's, who gets
    none of our users' cookies, origins and addresses. `prefix` is the path that is proxied,
    `strip` whether it is taken off. `application` is what the full file of a framework loads,
    `certificates` what certificate authorities are trusted. `version` is the system's, as dotted
    numbers; empty for the one that the target takes by default.
    """

    full: bool = False
    listen: Address = Address("127.0.0.1", 8080)
    upstream: Upstream | None = None
    third_party: bool = False
    prefix: str = "/"
    strip: bool = False
    application: str = ""
    certificates: str = CERTIFICATES
    version: str = ""

    def __post_init__(self) -> None:
        _check(_PREFIX, self.prefix, "prefix-unreadable", "write a path, as /api")
        _check(_MODULE, self.application or "a", "application-unreadable", "write its name alone")
        _check(_FILE, self.certificates, "certificates-unreadable", "write the file's path")

    @property
    def inside(self) -> str:
        """The prefix with a slash at its end."""
        return self.prefix.rstrip("/") + "/"

    @property
    def stripped(self) -> bool:
        """Whether the upstream sees another path than the browser."""
        return self.strip and self.prefix != "/"


def _check(form: re.Pattern[str], text: str, code: str, mend: str) -> None:
    if form.fullmatch(text) is None:
        raise ExportError(
            code, Text.of("{text} can't stand in a configuration", text=text[:80]), Text(mend)
        )


@dataclass(frozen=True, slots=True)
class File:
    """A file: its name, its text, its syntax, and where a snippet goes. Ends in a newline."""

    name: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the system can't say as the policy does, or does besides; `code` is stable."""

    code: str
    text: Text


#: What a layer that only sets headers can't prevent.
APP_HEADERS = Notice(
    "app-headers",
    Text(
        "a handler that sets Access-Control headers itself overrides these: take such lines out of "
        "the application"
    ),
)


def unread_methods(
    answer: Answer, title: str, known: Container[str] | None = None
) -> tuple[Notice, ...]:
    """Give the notice about a server that does not read every method.

    Args:
        answer: Matters where it allows a method that is not read, or every method.
        title: The system.
        known: What is read; None for every method in upper case.
    """
    unread = [each for each in answer.methods if not (each in known if known else each.isupper())]
    if not unread:
        return ()
    text = Text.of("{title} answers 400 to methods in lower case and to invented ones", title=title)
    return (Notice("unread-methods", text),)


def cased_methods(answer: Answer, title: str) -> tuple[Notice, ...]:
    """Give the notice about a package that writes every method in upper case.

    Args:
        answer: Matters where it allows a method that isn't in upper case.
        title: The package.
    """
    changed = [each for each in answer.methods if each != each.upper()]
    if not changed:
        return ()
    text = Text.of(
        "{title} writes methods in upper case, so that browsers refuse {method}",
        title=title,
        method=changed[0],
    )
    return (Notice("method-case", text),)


@dataclass(frozen=True, slots=True)
class Export:
    """A policy as another system's configuration.

    `install`, `start` and `reload` are commands, in order; `warnings` are all differences from
    the policy. `page` is the client's side where it is no fetch() but something of the system's.
    """

    files: tuple[File, ...]
    install: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    reload: tuple[str, ...] = ()
    warnings: tuple[Notice, ...] = ()
    page: tuple[File, ...] = ()


class Role(StrEnum):
    """Where a system stands.

    An application answers by itself, a server by itself or in front of another one, a proxy always
    in front. A development server proxies too, and must not serve strangers.
    """

    APPLICATION = "application"
    SERVER = "server"
    PROXY = "proxy"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions between which a system's syntax changes.

    `of` is what has these versions. Each of `since` begins a syntax of its own, the oldest first;
    `usual` is the one that is written where nobody asks for another.
    """

    of: str
    since: tuple[str, ...]
    usual: str

    def begun(self, text: str) -> str:
        """Give the one of `since` that a version has the syntax of; the usual one for none.

        Raises:
            ExportError: It is no version, or one before the first.
        """
        if not text:
            return self.usual
        if _VERSION.fullmatch(text) is None:
            raise self._unknown(Text("that is no version"))
        known = [each for each in self.since if _numbers(each) <= _numbers(text, _numbers(each))]
        if not known:
            raise self._unknown(Text.of("{system} {text} is too old", system=self.of, text=text))
        return known[-1]

    def _unknown(self, reason: Text) -> ExportError:
        mend = Text.of(
            "name a version of {system}, {first} or later", system=self.of, first=self.since[0]
        )
        return ExportError("version-unknown", reason, mend)


def _numbers(text: str, form: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Read a version; what it leaves out of a form is taken from there: 1.29 is all of 1.29."""
    numbers = tuple(map(int, text.split(".")))
    return numbers + form[len(numbers) :] if numbers == form[: len(numbers)] else numbers


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """A system that a policy can be exported to.

    `name` is what people type, its first word the system's; `title` is what it is. `write` makes
    the export. `routed` says that it knows a policy's routes, `versions` where its syntax depends
    on its version. `schema` names what an export that can't be run is checked by; empty where it is
    run.
    """

    name: str
    title: str
    write: Callable[[Policy, Options], Export]
    role: Role = Role.APPLICATION
    routed: bool = False
    versions: Versions | None = None
    schema: str = ""

    def version(self, options: Options) -> str:
        """Give the version whose syntax is asked for; empty where there is only one.

        Raises:
            ExportError: There is no such version, or the target has only one syntax.
        """
        if self.versions is not None:
            return self.versions.begun(options.version)
        if options.version:
            text = Text.of("{title} is written the same way for every version", title=self.title)
            raise ExportError("version-unused", text, Text("leave --for-version out"))
        return ""

    @property
    def dev(self) -> bool:
        """Whether it is for development only."""
        return self.role is Role.DEVELOPMENT

    @property
    def needs_upstream(self) -> bool:
        """Whether it answers nothing by itself."""
        return self.role in {Role.PROXY, Role.DEVELOPMENT}


def export(target: ExportTarget, policy: Policy, options: Options) -> Export:
    """Write a policy for a system.

    Raises:
        ExportError: The system can't enforce it, or the options don't go with it.
    """
    answer = Answer.of_policy(policy)
    objections = (
        (bool(policy.routes) and not target.routed, _ROUTES),
        (policy.closed and not policy.routes and not target.dev, _CLOSED),
        (not answer.plain, _NAMES),
        (options.upstream is not None and target.role is Role.APPLICATION, _UPSTREAM_UNUSED),
        (options.upstream is None and target.needs_upstream, _UPSTREAM_MISSING),
    )
    for applies, (code, reason, mend) in objections:
        if applies:
            raise ExportError(code, Text.of(reason, title=target.title), Text(mend))
    made = target.write(policy, replace(options, version=target.version(options)))
    if not target.schema:
        return made
    text = Text.of(
        "this was never run: it fits {schema}, no more is known", schema=Text(target.schema)
    )
    return replace(made, warnings=(Notice("unverified", text), *made.warnings))


_ROUTES = (
    "routes",
    "{title} gets one policy for all paths, and this one has routes",
    "export each route's policy by itself, or use corsac's own middleware",
)
_CLOSED = (
    "nothing-allowed",
    "the policy allows no origin, so there is nothing to configure",
    "write allow_origins, or name a profile that has it",
)
_NAMES = (
    "name-unwritable",
    "a method or header of the policy has a character that some syntax expands",
    "use letters, digits, - and _ in names",
)
_UPSTREAM_UNUSED = (
    "upstream-unused",
    "{title} answers by itself and takes no upstream",
    "leave --upstream out, or export nginx",
)
_UPSTREAM_MISSING = (
    "upstream-missing",
    "{title} proxies, and has to know where to",
    "add --upstream http://127.0.0.1:8000",
)
