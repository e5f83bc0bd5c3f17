"""The response that script was given, and what of it is exposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.core.cors_headers import EXPOSE_HEADERS
from corsac.core.fields import token_list
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer


def read_answer(case: Case) -> Answer | None:
    """Give the answer that script reads: the last, where the request was let through with CORS."""
    if case.outcome.verdict is not Verdict.ALLOWED or not case.sent:
        return None
    responses = Scene.of(case).responses
    return responses[-1] if responses else None


def exposes_in_vain(answer: Answer) -> str | None:
    """Give the value of Expose-Headers where it exposes nothing: malformed, or a literal `*`."""
    lines = answer.response.headers.all(EXPOSE_HEADERS)
    names = token_list(lines)
    value = ", ".join(lines)
    if names is None:
        return value
    return value if answer.include and "*" in names else None
