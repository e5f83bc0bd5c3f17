"""Answers of API Gateway and S3."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.rules.reading.amazon import came_through_gateway, code_in, gateway_made, is_bucket

ID = ("x-amzn-RequestId", "1")
GATEWAY = ("x-amz-apigw-id", "1")
HTTP_API = ("apigw-requestid", "1")
TRACE = ("x-amzn-Trace-Id", "1")


def response(status: int, *lines: tuple[str, str], body: bytes = b"") -> WireResponse:
    return WireResponse(status, headers=Headers.of(lines), body=body)


@pytest.mark.parametrize(
    ("lines", "through"),
    [([GATEWAY], True), ([HTTP_API], True), ([ID, TRACE], True), ([ID], False), ([], False)],
)
def test_the_gateway_signs_what_it_passes_on(
    lines: list[tuple[str, str]], *, through: bool
) -> None:
    assert came_through_gateway(response(200, *lines)) is through


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        (response(403, ("x-amzn-ErrorType", "ForbiddenException")), True),
        (response(200, ("x-amzn-ErrorType", "x")), False),
        (response(403, GATEWAY, body=b'{"message":"Missing Authentication Token"}'), True),
        (response(500, ID, body=b'{"message": "Internal server error"}'), True),
        (response(404, HTTP_API, body=b'{"message":"Not Found"}'), True),
        (response(404, HTTP_API, body=b'{"message":"no such item"}'), False),
        (response(404, body=b'{"message":"Not Found"}'), False),
    ],
)
def test_its_own_errors_have_its_own_words(answer: WireResponse, *, made: bool) -> None:
    assert gateway_made(answer) is made


@pytest.mark.parametrize(
    ("url", "lines", "bucket"),
    [
        ("https://files.s3.amazonaws.com/a", [], True),
        ("https://s3.eu-west-1.amazonaws.com/files/a", [], True),
        ("https://files.s3-eu-west-1.amazonaws.com/a", [], True),
        ("https://cdn.example/a", [("Server", "AmazonS3")], True),
        ("https://cdn.example/a", [("x-amz-bucket-region", "eu-west-1")], True),
        ("https://s3.example/a", [], False),
        ("data:,x", [], False),
    ],
)
def test_a_bucket_is_known_by_its_host_or_its_headers(
    url: str, lines: list[tuple[str, str]], *, bucket: bool
) -> None:
    assert is_bucket(url, response(200, *lines)) is bucket


def test_the_code_stands_in_the_error_document() -> None:
    assert (
        code_in(response(403, body=b"<Error><Code>AccessDenied</Code></Error>")) == "AccessDenied"
    )
    assert code_in(response(403, body=b"no")) == ""
