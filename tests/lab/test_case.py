"""How the lab writes a response."""

from __future__ import annotations

from corsac.lab.case import answer


def test_an_answer_is_written_with_its_length_unless_the_status_forbids_one() -> None:
    assert answer("200 OK", "A: b", body="é") == (
        "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\né"
    )
    assert "Content-Length" not in answer("204 No Content")
