"""Threads about what clouds answer in an application's place: gateways, buckets, functions."""

from __future__ import annotations

from corsac.diagnose.options import Options
from tests.diagnose.threads.gateways import LET_IN
from tests.diagnose.threads.thread import (
    BACKEND,
    PROXY,
    Thread,
    get,
    post_json,
    with_token,
)

_SEND = Options(send=True)

PLATFORMS = (
    Thread(
        "API Gateway: the path does not exist",
        "https://github.com/aws/serverless-application-model/issues/1178",
        post_json("https://a1.execute-api.eu-west-1.amazonaws.com/prod/itemz"),
        """* *
403 Forbidden
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: MissingAuthenticationTokenException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message":"Missing Authentication Token"}
""",
        ("api-gateway-lambda",),
        (BACKEND,),
    ),
    Thread(
        "API Gateway: the authorizer's 401 has no headers",
        "https://github.com/serverless/serverless/issues/4994",
        with_token("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        LET_IN
        + """GET *
401 Unauthorized
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: UnauthorizedException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message":"Unauthorized"}
""",
        ("api-gateway-lambda",),
        (BACKEND,),
    ),
    Thread(
        "Lambda behind proxy integration returns no headers",
        "https://github.com/serverless/serverless/issues/4225",
        post_json("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        LET_IN
        + """* *
200 OK
x-amzn-RequestId: 4f1b
x-amz-apigw-id: A1=
X-Amzn-Trace-Id: Root=1
Content-Type: application/json

{}
""",
        ("api-gateway-lambda", "preflight-only-headers"),
        (BACKEND,),
        options=_SEND,
    ),
    Thread(
        "Lambda crashes: the gateway's 502",
        "https://github.com/aws/serverless-application-model/issues/2498",
        get("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        """* *
502 Bad Gateway
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: InternalServerErrorException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message": "Internal server error"}
""",
        ("api-gateway-lambda", "proxy-error-without-cors"),
        (BACKEND, PROXY),
    ),
    Thread(
        "S3: the bucket has no CORS configuration",
        "https://github.com/transloadit/uppy/issues/713",
        get("https://files.s3.amazonaws.com/a", method="PUT"),
        """OPTIONS *
403 Forbidden
Server: AmazonS3
Content-Type: application/xml

<?xml version="1.0"?><Error><Code>AccessForbidden</Code>
<Message>CORSResponse: CORS is not enabled for this bucket.</Message></Error>
---
GET *
403 Forbidden
Server: AmazonS3
Content-Type: application/xml

<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>
""",
        ("s3-presigned-region",),
        (BACKEND,),
    ),
    Thread(
        "S3: the global host redirects to the region",
        "https://github.com/boto/boto3/issues/421",
        get("https://files.s3.amazonaws.com/a", method="PUT"),
        """* //files.s3.amazonaws.com/a
307 Temporary Redirect
Server: AmazonS3
x-amz-bucket-region: eu-central-1
Location: https://files.s3.eu-central-1.amazonaws.com/a

<?xml version="1.0"?><Error><Code>TemporaryRedirect</Code></Error>
---
* *
403 Forbidden
Server: AmazonS3
""",
        ("s3-presigned-region",),
        (BACKEND,),
    ),
    Thread(
        "CloudFront does not forward Origin: the first page's answer stays",
        "https://kahwee.com/2016/how-to-make-vary-origin-in-aws-s3",
        get("https://cdn.example/font.woff2"),
        """GET /font.woff2
200 OK
Server: AmazonS3
Via: 1.1 abc.cloudfront.net (CloudFront)
X-Cache: Hit from cloudfront
Age: 300
Access-Control-Allow-Origin: https://www.example
---
GET *
200 OK
Server: AmazonS3
Via: 1.1 abc.cloudfront.net (CloudFront)
X-Cache: Miss from cloudfront
Access-Control-Allow-Origin: https://app.example
""",
        ("cache-without-vary",),
        (PROXY,),
    ),
    Thread(
        "a cached answer without the header, from an image without crossorigin",
        "https://chaoting.tw/2025/07/15/en/fix-cors-error",
        get("https://cdn.example/photo.jpg"),
        """GET /photo.jpg
200 OK
X-Cache: HIT
Age: 12
Content-Type: image/jpeg
---
GET *
200 OK
X-Cache: MISS
Content-Type: image/jpeg
Access-Control-Allow-Origin: *
""",
        ("cache-without-vary",),
        (PROXY,),
    ),
    Thread(
        "a Cloud Function that only members may invoke",
        "https://github.com/firebase/firebase-functions/issues/645",
        post_json("https://us-central1-x.cloudfunctions.net/save"),
        """* *
403 Forbidden
Server: Google Frontend
Content-Type: text/html; charset=UTF-8

<html><head><title>403 Forbidden</title></head><body><h1>Error: Forbidden</h1>
<h2>Your client does not have permission to get URL <code>/save</code>.</h2></body></html>
""",
        ("function-not-deployed",),
        (BACKEND,),
    ),
    Thread(
        "a function that crashes at import: 500 of Google's",
        "https://github.com/firebase/firebase-js-sdk/issues/6182",
        get("https://us-central1-x.cloudfunctions.net/save"),
        """* *
500 Internal Server Error
Server: Google Frontend
Content-Type: text/plain; charset=UTF-8

Internal Server Error
""",
        ("error-hides-behind-cors", "proxy-error-without-cors"),
        (BACKEND, PROXY),
    ),
)
