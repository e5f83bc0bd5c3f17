"""The policy that every layer is given, and the application that stands behind each."""

from __future__ import annotations

from typing import Final

from corsac.policy import Policy

ORIGINS: Final = ["https://app.example", "https://admin.example"]
METHODS: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]
HEADERS: Final = ["Content-Type", "Authorization"]
EXPOSED: Final = ["X-Total-Count"]
MAX_AGE: Final = 600

POLICY: Final = Policy(
    allow_origins=ORIGINS,
    allow_methods=METHODS,
    allow_headers=HEADERS,
    expose_headers=EXPOSED,
    allow_credentials=True,
    max_age=MAX_AGE,
)
URL: Final = "https://api.example/items"
#: What fails: an exception that nobody catches, and a page that takes POST alone.
FAILING: Final = ("/broken", "/submit")
