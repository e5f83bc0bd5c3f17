"""Cases in which something else than the application answers: a cache, a platform, a layer."""

from __future__ import annotations

from typing import Final

from corsac.lab.case import Answers, LabCase, answer
from corsac.lab.lines import BARE, BODY, JSON, ORIGIN, PASS, PUT, READ, TRACE, VARY

_HTML: Final = "Content-Type: text/html; charset=UTF-8"
_AMAZON: Final = ("x-amzn-RequestId: 4f1b", "x-amz-apigw-id: A1b2=")
_REFUSED: Final = "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"

PLATFORMS: Final[tuple[LabCase, ...]] = (
    LabCase(
        "misspelt",
        "header-misspelt",
        "the header reads Access-Control-Allow-Orgin",
        Answers(
            answer("204 No Content", "Access-Control-Allow-Orgin: {origin}"),
            answer("200 OK", JSON, "Access-Control-Allow-Orgin: {origin}", body=BODY),
        ),
    ),
    LabCase(
        "refused-without-a-word",
        "method-not-allowed",
        "the CORS layer refuses the method with a bare 403",
        Answers(answer("403 Forbidden", _REFUSED), READ),
        PUT,
    ),
    LabCase(
        "cached-for-another",
        "cache-without-vary",
        "a cache hands out the answer that another page got",
        Answers(
            PASS,
            READ,
            others={
                "/items": answer(
                    "200 OK",
                    JSON,
                    "Access-Control-Allow-Origin: https://www.example",
                    "X-Cache: Hit from cloudfront",
                    "Age: 40",
                    body=BODY,
                )
            },
        ),
    ),
    LabCase(
        "vite-list",
        "vite-dev-cors-tightened",
        "Vite's development server lets in pages of this machine only",
        Answers(
            answer("204 No Content", VARY),
            answer("200 OK", "Content-Type: text/javascript", VARY, body="export {}"),
        ),
        url="{here}/@vite/client",
        origin="http://shop.test",
    ),
    LabCase(
        "past-the-dev-proxy",
        "dev-proxy-missing-in-prod",
        "the development server passes /api on, and the page asks the API itself",
        Answers(answer("404 Not Found", JSON), BARE),
        url="{here}/api/items",
        origin="{healthy}",
    ),
    LabCase(
        "api-gateway",
        "api-gateway-lambda",
        "API Gateway answers a path that it does not have by itself",
        Answers(
            answer(
                "403 Forbidden",
                JSON,
                *_AMAZON,
                "x-amzn-ErrorType: MissingAuthenticationTokenException",
                body='{"message":"Missing Authentication Token"}',
            ),
            answer(
                "403 Forbidden",
                JSON,
                *_AMAZON,
                "x-amzn-ErrorType: MissingAuthenticationTokenException",
                body='{"message":"Missing Authentication Token"}',
            ),
        ),
        PUT,
    ),
    LabCase(
        "lambda",
        "api-gateway-lambda",
        "the preflight is the gateway's, the response is the function's and has no headers",
        Answers(PASS, answer("200 OK", JSON, *_AMAZON, body=BODY)),
        TRACE,
    ),
    LabCase(
        "bucket",
        "s3-presigned-region",
        "the bucket has no CORS configuration",
        Answers(
            answer(
                "403 Forbidden",
                "Content-Type: application/xml",
                "Server: AmazonS3",
                body="<Error><Code>AccessForbidden</Code><Message>CORSResponse: CORS is not enabled"
                " for this bucket.</Message></Error>",
            ),
            answer("200 OK", "Server: AmazonS3", body="x"),
        ),
        PUT,
    ),
    LabCase(
        "bucket-region",
        "s3-presigned-region",
        "the bucket lives in another region and redirects the preflight",
        Answers(
            answer(
                "307 Temporary Redirect",
                "Server: AmazonS3",
                "x-amz-bucket-region: eu-central-1",
                "Location: {healthy}/items",
            ),
            answer(
                "307 Temporary Redirect",
                "Server: AmazonS3",
                "x-amz-bucket-region: eu-central-1",
                "Location: {healthy}/items",
            ),
        ),
        PUT,
    ),
    LabCase(
        "function-missing",
        "function-not-deployed",
        "the platform answers for a function that is not deployed",
        Answers(
            answer(
                "404 Not Found",
                _HTML,
                "Server: Google Frontend",
                body="<html><head><title>404 Page not found</title></head></html>",
            ),
            answer(
                "404 Not Found",
                _HTML,
                "Server: Google Frontend",
                body="<html><head><title>404 Page not found</title></head></html>",
            ),
        ),
        PUT,
    ),
    LabCase(
        "websocket-refused",
        "websocket-refused",
        "the WebSocket is for pages of the server's own origin",
        Answers("", answer("403 Forbidden"), strange="{handshake}"),
        url="{here_ws}/live",
    ),
    LabCase(
        "body-cut-off",
        "server-unreachable",
        "the answer promises a longer body than it has",
        Answers(
            PASS,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            f"{ORIGIN}\r\n{VARY}\r\nContent-Length: 99\r\nConnection: close\r\n\r\n[1,",
        ),
    ),
)
