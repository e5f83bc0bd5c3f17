"""What JavaScript's CORS packages are told."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.express.settings import read

LIST = "const allowed = ['https://app.example'];\n"
LOOKS = "(o, cb) => cb(null, allowed.includes(o))"


@pytest.mark.parametrize(
    ("before", "origin", "origins"),
    [
        ("", "true", ("*",)),
        ("", "'*'", ("*",)),
        ("", "false", ()),
        ("", "['https://a.example', /^https:\\/\\/b\\.example$/]",
         ("https://a.example", "https://b.example")),
        (LIST, "allowed", ("https://app.example",)),
        (LIST, LOOKS, ("https://app.example",)),
        ("const allowed = new Set(['https://app.example']);\n", LOOKS.replace("includes", "has"),
         ("https://app.example",)),
        ("", LOOKS, None),
        ("", "process.env.ORIGIN", None),
    ],
)  # fmt: skip
def test_the_origins_are_read(before: str, origin: str, origins: tuple[str, ...] | None) -> None:
    text = f"{before}app.use(cors({{ origin: {origin} }}));\n"
    (reading,) = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert (reading.policy.allow_origins if reading.policy else None) == origins


@pytest.mark.parametrize(
    ("call", "origins"),
    [
        ("app.use(cors(/* all */));", ("*",)),
        ("app.use(cors(options));", None),
        ("app.use(cors({ ...options, credentials: true }));", None),
        ("server.register(cors);", ("*",)),
        ("server.register(cors, options);", None),
        ("app.enableCors((req, answer) => answer(null, {}));", None),
    ],
)
def test_options_from_elsewhere_are_not_taken_for_none(
    call: str, origins: tuple[str, ...] | None
) -> None:
    text = f"const cors = require('cors');\nconst {{ options }} = require('./options');\n{call}\n"
    (reading,) = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert (reading.policy.allow_origins if reading.policy else None) == origins
    assert bool(reading.unread) is (origins is None)


def test_the_other_options_are_read_and_what_is_worked_out_is_told() -> None:
    text = """\
app.use(cors({
  origin: 'https://a.example', credentials: true, methods: 'GET,PUT', maxAge: 600,
  allowedHeaders: ['X-A', other], exposedHeaders: names(),
}));
app.use(cors({ origin: 'https://a.example', maxAge: age }));
"""
    one, other = read(Source("app.js", text, Kind.JAVASCRIPT))
    assert one.policy is not None
    assert (one.policy.allow_credentials, one.policy.max_age) == (True, 600)
    assert (one.policy.allow_methods, one.policy.allow_headers) == (("GET", "PUT"), ("X-A",))
    assert len(one.unread) == 2
    assert len(other.unread) == 1
