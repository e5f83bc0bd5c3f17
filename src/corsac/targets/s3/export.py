"""A policy as the CORS rules of an S3 bucket, in a CloudFormation template.

The names and limits are those of `AWS::S3::Bucket CorsRule`: five methods, one star in an origin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.export import Export, ExportError, File, Notice
from corsac.targets.text import about
from corsac.targets.yaml import written

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options
    from corsac.targets.yaml import Tree

_UNTRIED = "# Not run anywhere: it fits CloudFormation's schema. Try it: corsac verify URL\n"
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# S3's star stands for any text, so that none of our patterns means the same.
_EXACT = re.compile(r"[^*{]+")


def write(policy: Policy, options: Options) -> Export:
    """Write the property of a bucket, or a template with one.

    Raises:
        ExportError: A pattern or a method is none that S3 knows.
    """
    answer = Answer.of_policy(policy)
    rules: Tree = {"CorsConfiguration": {"CorsRules": [_rule(answer)]}}
    bucket: Tree = {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": rules}}
    tree: Tree = {"Resources": bucket} if options.full else rules
    name = "bucket.yaml" if options.full else "cors.yaml"
    title = f"# {about('S3', answer)}\n{_UNTRIED}"
    start = f"aws cloudformation deploy --template-file {name} --stack-name bucket"
    return Export(
        (File(name, title + written(tree), "yaml"),),
        install=("pip install awscli",),
        start=(start,) if options.full else (),
        warnings=_warnings(answer),
    )


def _rule(answer: Answer) -> Tree:
    for each in answer.origins if answer.varies else ():
        if _EXACT.fullmatch(each.text) is None:
            raise ExportError(
                "pattern-unwritable",
                Text.of("a star of S3 matches more than {origin} does", origin=each.text),
                Text("write whole origins"),
            )
    methods = _METHODS if answer.methods == ("*",) else answer.methods
    unknown = [each for each in methods if each not in _METHODS]
    if unknown:
        raise ExportError(
            "method-unwritable",
            Text.of("S3 has no method {method}", method=unknown[0]),
            Text("leave it out: a bucket answers GET, HEAD, POST, PUT and DELETE"),
        )
    rule: dict[str, Tree] = {
        "AllowedOrigins": [each.text for each in answer.origins],
        "AllowedMethods": list(methods),
    }
    rule |= {"AllowedHeaders": list(answer.headers)} if answer.headers else {}
    rule |= {"ExposedHeaders": list(answer.expose)} if answer.expose else {}
    rule |= {} if answer.max_age is None else {"MaxAge": answer.max_age}
    return rule


def _warnings(answer: Answer) -> tuple[Notice, ...]:
    found = (
        (
            answer.varies and not answer.credentials,
            "credentials-sent",
            Text("S3 allows credentials to every origin that it names"),
        ),
        (
            bool(answer.companions),
            "companions-missing",
            Text("S3 sends neither Timing-Allow-Origin nor Cross-Origin-Resource-Policy"),
        ),
    )
    return tuple(Notice(code, text) for applies, code, text in found if applies)
