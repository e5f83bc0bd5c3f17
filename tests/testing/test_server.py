"""What stands for the server's own answer."""

from corsac.testing.server import crashed


def test_a_crash_is_answered_as_servers_do() -> None:
    answer = crashed()
    assert (answer.status, answer.headers.get("content-length")) == (500, str(len(answer.body)))
    assert not any(name.startswith("access-control-") for name, _ in answer.headers)
