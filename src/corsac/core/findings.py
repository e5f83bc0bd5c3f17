"""Findings: what is wrong, where, whose it is and what mends it. Data; `render` makes the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who can mend it."""

    FRONTEND = "frontend"
    BACKEND = "backend"
    PROXY = "proxy"
    BROWSER = "browser"
    USER = "user"
    NETWORK = "network"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure the evidence makes us of the cause and the party."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """How bad it is. Blocked requests are errors; SARIF calls info `note`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with named holes: the English template is the catalogue's key.

    Values are put in by `render`, after the template was looked up in the reader's language; one
    that is a text itself is looked up too.
    """

    template: str
    values: tuple[tuple[str, str | Text], ...] = ()

    @classmethod
    def of(cls, template: str, **values: object) -> Text:
        """A sentence and what goes into its holes."""
        return cls(
            template,
            tuple(
                (name, value if isinstance(value, Text) else str(value))
                for name, value in values.items()
            ),
        )

    @classmethod
    def literal(cls, words: str) -> Text:
        """Words that are said as they are, in every language: braces in them are no holes."""
        return cls(words.replace("{", "{{").replace("}", "}}"))

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values))


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the text that a span covers."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding.

    `system` is what it is for (`nginx`, `express`, `page`…), `snippet` what can be pasted there,
    `language` the snippet's syntax. `safe` is true where it can't change what already works.
    """

    title: Text
    system: str = ""
    snippet: str = ""
    language: str = ""
    safe: bool = False
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Culprit:
    """A line of a file that made a fault which was seen in an answer.

    `line` is its text, tabs as single blanks; `layer` names the system that the file is of, as
    the user or the file does. `code` is the defect's, empty where the line is none by itself.
    """

    span: Span
    line: str
    message: Text
    layer: str = ""
    code: str = ""


class RemedyKind(StrEnum):
    """What a server has to do differently, whichever system it is."""

    SEND_HEADERS = "send-headers"
    ANSWER_PREFLIGHT = "answer-preflight"
    HEADERS_ON_ERRORS = "headers-on-errors"
    ONE_OWNER = "one-owner"
    NO_REDIRECT = "no-redirect"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the server must answer: a rule's advice before a system is known.

    A target turns it into a fix for its own configuration. `methods` and `headers` are what this
    request needs beyond the safelists.
    """

    kind: RemedyKind
    origin: str
    credentials: bool = False
    methods: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the recorded exchanges: the exchange's index, the header, its offending value."""

    exchange: int
    header: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule is, apart from how it looks: its code and its cause stay stable.

    `title` is a sentence without holes; `page` is the rule's whole documentation (MyST Markdown).
    """

    code: str
    cause: str
    name: str
    title: str
    page: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with its evidence.

    `span` is its place, where it is of a file. `culprits` are the lines of files that made what
    was seen in an answer, where such files were at hand.
    """

    rule: Rule
    party: Party
    confidence: Confidence
    message: Text
    where: Where | None = None
    span: Span | None = None
    notes: tuple[Text, ...] = ()
    fixes: tuple[Fix, ...] = ()
    remedy: Remedy | None = None
    culprits: tuple[Culprit, ...] = ()

    @property
    def code(self) -> str:
        """The rule's code, `CORS003`."""
        return self.rule.code
