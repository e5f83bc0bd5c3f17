"""The claims: each proven by what browsers were recorded doing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tools.truth import claims, corpus, differences, made

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = claims.read()
PROOFS = [proof for claim in KNOWN for proof in claim.proofs]


@pytest.mark.parametrize("engine", corpus.ENGINES)
@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.id)
def test_a_proof_came_out_as_the_claim_needs(proof: claims.Proof, engine: str) -> None:
    record = corpus.load(made.recording_of(engine)).records[proof.id]
    assert proof.expected, "a proof expects something"
    assert claims.missed(proof, engine, record) == []


@pytest.mark.parametrize("engine", corpus.ENGINES)
def test_the_scenarios_are_those_that_were_recorded(engine: str) -> None:
    records = corpus.load(made.recording_of(engine)).records
    recorded = [{k: v for k, v in each.items() if k != "out"} for each in records.values()]
    wanted = [*(dict(proof.scenario) for proof in PROOFS), *differences.scenarios()]
    assert recorded == wanted, "python -m tools.truth made FILE, and record it"


def test_another_outcome_is_told() -> None:
    proof = next(each for each in PROOFS if each.id == "k38")
    record = corpus.load(made.recording_of("chromium")).records["k39"]
    told = " ".join(claims.missed(proof, "chromium", record))
    assert "ok is [False]" in told
    assert "reads is set()" in told


def test_what_engines_do_differently_is_expected_of_each() -> None:
    proof = next(each for each in PROOFS if each.id == "k20")
    record = corpus.load(made.recording_of("firefox")).records["k20"]
    assert claims.missed(proof, "firefox", record) == []
    assert claims.missed(proof, "chromium", record) == [
        "k20 chromium: sent is ['OPTIONS', 'GET']",
    ]


def test_claims_are_told_once_and_kept_by_section() -> None:
    assert len({claim.text for claim in KNOWN}) == len(KNOWN) > 40
    order = [claim.section for claim in KNOWN]
    assert [*dict.fromkeys(order)] == [s for i, s in enumerate(order) if s not in order[:i]]
    changes = sum(one != other for one, other in itertools.pairwise(order))
    assert changes == len(set(order)) - 1, "a section's claims stand together"


CLAIM = '[[claim]]\nsection = "s"\ntext = "t"\nverdict = "right"\ntruth = "u"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLAIM, "nothing proves it"),
        (
            CLAIM.replace("right", "maybe") + 'clauses = ["fetch#cors-check"]\n',
            "no verdict 'maybe'",
        ),
    ],
)
def test_a_claim_needs_a_verdict_and_a_proof(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        claims.read(path)
