"""The page about the claims that guides repeat."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tools.truth import claims, corpus, made
from tools.truth.corpus import ENGINES
from tools.truth.pages.markdown import NAMES, NOTICE, clause

if TYPE_CHECKING:
    from tools.truth.claims import Claim, Proof

_TOP = """\
# Claims about CORS

What guides say about CORS, and what is so. Where a browser can show it, a scenario was recorded for
the claim in Chromium, Firefox and WebKitGTK; the tests compare what is written here with these
recordings. `python -m tools.truth show chromium-made k01` prints one, every byte of it.
"""


def render() -> str:
    """Write the page."""
    known = claims.read()
    count = Counter(claim.verdict for claim in known)
    sums = ", ".join(f"{count[verdict]} {verdict}" for verdict in claims.VERDICTS)
    lines = [NOTICE, "", _TOP, f"{len(known)} claims: {sums}.", ""]
    for section, group in groupby(known, key=lambda claim: claim.section):
        lines += [f"## {section}", ""]
        for claim in group:
            lines += _claim(claim)
    return "\n".join(lines)


def _claim(claim: Claim) -> list[str]:
    where = [clause(each) for each in claim.clauses] + [f"<{each}>" for each in claim.sources]
    lines = [f"### {claim.text}", "", f"**{claim.verdict.capitalize()}.** {claim.truth}", ""]
    lines += [f"- `{proof.id}`: {proof.note} {_outcome(proof)}" for proof in claim.proofs]
    return [*lines, f"- {', '.join(where)}", ""]


def _outcome(proof: Proof) -> str:
    """Tell what came of a proof, engine by engine where they differ."""
    told = {
        engine: _told(corpus.load(made.recording_of(engine)).records[proof.id])
        for engine in ENGINES
    }
    if len(set(told.values())) == 1:
        return f"All three: {told[ENGINES[0]]}."
    return "; ".join(f"{NAMES[engine]}: {words}" for engine, words in told.items()) + "."


def _told(record: dict[str, Any]) -> str:
    came = claims.seen(record)
    sent = ", ".join(f"`{method}`" for method in came["sent"]) or "nothing"
    results = ["allowed" if ok else "blocked" for ok in came["ok"]]
    cookies = [f"`{cookie}`" if cookie else "no cookie" for cookie in came["cookie"]]
    with_cookies = f" (with {', '.join(cookies)})" if any(came["cookie"]) else ""
    return f"sent {sent}{with_cookies}; {', '.join(results)}"
