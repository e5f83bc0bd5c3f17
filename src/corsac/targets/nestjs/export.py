"""A policy for NestJS on its Express platform: Node's own layer, before what Nest puts there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted
from corsac.targets.export import Export, File, unread_methods
from corsac.targets.node.layer import layer
from corsac.targets.reading import READ_METHODS
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_PLACE = "// app.use(allowOrigins), right after NestFactory.create and without enableCors"
_FULL = """\

async function main() {{
  const app = await NestFactory.create(AppModule);
  app.use(allowOrigins);
  await app.listen({port}, {host});
}}

main();
"""


def write(policy: Policy, options: Options) -> Export:
    """Write a layer, or a whole program."""
    answer = Answer.of_policy(policy)
    title = f"// {about('NestJS', answer)}"
    lines = layer(answer)
    if options.full:
        module = quoted(options.application or "./app.module")
        head = [
            '"use strict";',
            'require("reflect-metadata");',
            'const { NestFactory } = require("@nestjs/core");',
            "// Yours, compiled: what the file of AppModule exports.",
            f"const {{ AppModule }} = require({module});",
        ]
        listen = options.listen
        end = _FULL.format(port=listen.port, host=quoted(listen.host))
        text, name = "\n".join([title, *head, *lines, end]), "main.cjs"
    else:
        text, name = "\n".join([title, _PLACE, *lines, ""]), "cors.js"
    return Export(
        (File(name, text, "js"),),
        install=("npm install @nestjs/core @nestjs/common @nestjs/platform-express",),
        start=("node main.cjs",) if options.full else (),
        warnings=unread_methods(answer, "Node.js", READ_METHODS),
    )
