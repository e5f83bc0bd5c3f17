"""A request that was pasted: what its line says, before any browser looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corsac.core.findings import Text


class Form(StrEnum):
    """What was pasted."""

    CURL = "curl"
    POWERSHELL = "PowerShell"
    FETCH = "fetch()"
    HAR = "HAR"


class EvidenceError(ValueError):
    """A paste that can't be read.

    Attributes:
        message: What is wrong.
        place: The piece of the paste that is; it may hold secrets.
        mend: What to do instead.
        text: The message, for any language.
        advice: The mend, likewise.
    """

    message: str
    place: str
    mend: str
    text: Text
    advice: Text

    def __init__(self, message: str, place: str = "", mend: str = "", **values: object) -> None:
        self.text = Text.of(message, **values)
        self.advice = Text.of(mend, **values)
        self.message = str(self.text)
        self.place = place
        self.mend = str(self.advice)
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted request, option by option as `corsac check` has them.

    `headers` are lines as curl's `-H` takes them, `cookies` what `-b` takes. `body` is a
    fetch()'s, as text; `body_kind` its `BodyKind`. The data tuples are curl's, read no further:
    `@file` is still a name.
    """

    form: Form
    url: str
    method: str | None = None
    headers: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    data_raw: tuple[str, ...] = ()
    data_binary: tuple[str, ...] = ()
    data_urlencode: tuple[str, ...] = ()
    json: tuple[str, ...] = ()
    form_fields: tuple[str, ...] = ()
    as_query: bool = False
    head: bool = False
    user: str | None = None
    insecure: bool = False
    resolve: tuple[str, ...] = ()
    cacert: str | None = None
    mode: str | None = None
    credentials: str | None = None
    redirect: str | None = None
    cache: str | None = None
    referrer: str | None = None
    referrer_policy: str | None = None
    keepalive: bool = False
    integrity: str | None = None
    body: str | None = None
    body_kind: str = "text"
