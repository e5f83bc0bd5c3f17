"""The client's side: how a page asks for what a policy allows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corsac.targets.export import File

if TYPE_CHECKING:
    from corsac.targets.answer import Answer


def page(answer: Answer, url: str) -> tuple[File, ...]:
    """Write a request that the policy allows, with fetch(), XMLHttpRequest and axios.

    Args:
        answer: What the server answers.
        url: What is asked for.
    """
    method = next((each for each in ("PUT", "PATCH", "POST") if each in answer.methods), "GET")
    json_allowed = "content-type" in {
        each.lower() for each in answer.headers
    } or answer.headers == ("*",)
    body = method != "GET" and json_allowed
    return tuple(
        File(name, text, "js")
        for name, text in (
            ("fetch", _fetch(answer, url, method, body=body)),
            ("XMLHttpRequest", _xhr(answer, url, method, body=body)),
            ("axios", _axios(answer, url, method, body=body)),
        )
    )


def _fetch(answer: Answer, url: str, method: str, *, body: bool) -> str:
    lines = [f"  method: {json.dumps(method)}," if method != "GET" else ""]
    lines += ['  credentials: "include",' if answer.credentials else ""]
    if body:
        lines += [
            '  headers: { "Content-Type": "application/json" },',
            "  body: JSON.stringify(data),",
        ]
    inside = "\n".join(line for line in lines if line)
    if not inside:
        return f"const response = await fetch({json.dumps(url)});\n"
    return f"const response = await fetch({json.dumps(url)}, {{\n{inside}\n}});\n"


def _xhr(answer: Answer, url: str, method: str, *, body: bool) -> str:
    lines = ["const xhr = new XMLHttpRequest();", f'xhr.open("{method}", {json.dumps(url)});']
    lines += ["xhr.withCredentials = true;"] if answer.credentials else []
    lines += ['xhr.setRequestHeader("Content-Type", "application/json");'] if body else []
    lines.append("xhr.onload = () => console.log(xhr.status, xhr.responseText);")
    lines.append("xhr.send(JSON.stringify(data));" if body else "xhr.send();")
    return "\n".join(lines) + "\n"


def _axios(answer: Answer, url: str, method: str, *, body: bool) -> str:
    given = [json.dumps(url), *(["data"] if body else [])]
    if method != "GET" and not body:
        given.append("undefined")
    given += ["{ withCredentials: true }"] if answer.credentials else []
    return f"const response = await axios.{method.lower()}({', '.join(given)});\n"
