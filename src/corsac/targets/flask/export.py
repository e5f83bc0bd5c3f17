"""A policy for Flask: by hand, with Flask-CORS, or with corsac's own middleware.

Hooks run for unknown routes and for errors too; these are put before and after all that the
application registers, whenever it does. Flask-CORS says nothing of Vary to refused origins, takes
texts for expressions that ignore case, and leaves preflights to routing: so it is given compiled
expressions, and the same hooks around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    EXPOSE_HEADERS,
    MAX_AGE,
    REQUEST_HEADERS,
    REQUEST_METHOD,
)
from corsac.core.findings import Text
from corsac.targets.answer import Answer, listed, quoted
from corsac.targets.export import (
    APP_HEADERS,
    Export,
    ExportError,
    File,
    cased_methods,
    unread_methods,
)
from corsac.targets.expressions import expression
from corsac.targets.python import constructor, imports, module, origins
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Notice, Options


def by_hand(policy: Policy, options: Options) -> Export:
    """Write two hooks that need nothing but Flask."""
    answer = Answer.of_policy(policy)
    layer = [*_top(answer), *_preflight_hook(answer), *_after(answer, _granted(answer)), *_OWN]
    head = imports(answer, "from flask import request")
    return _export(answer, options, [*head, *layer], "flask", ())


def package(policy: Policy, options: Options) -> Export:
    """Write Flask-CORS, and hooks for what it leaves out.

    Raises:
        ExportError: The policy allows every method, which Flask-CORS can't say.
    """
    answer = Answer.of_policy(policy)
    if answer.methods == ("*",):
        raise ExportError(
            "method-wildcard",
            Text("Flask-CORS compares methods with a list, and has no wildcard"),
            Text("name the methods, or export flask or flask-corsac"),
        )
    head = ["import re", "", "from flask import request", "from flask_cors import CORS"]
    removed = _cleaning(answer)
    layer = [*_top(answer), *_preflight_hook(answer), *_after(answer, removed), *_wrapped(answer)]
    warnings = (APP_HEADERS, *cased_methods(answer, "Flask-CORS"))
    return _export(answer, options, [*head, *layer], "flask flask-cors", warnings)


def _export(
    answer: Answer,
    options: Options,
    lines: list[str],
    packages: str,
    warnings: tuple[Notice, ...],
) -> Export:
    title = f"# {about('Flask', answer)}"
    if options.full:
        loaded = f"from {module(options, 'app')} import app"
        # After everything else, so that the layer's hooks see all of the application's.
        text = "\n".join([title, *lines, "", "", f"{loaded}  # noqa: E402", "", "cors(app)", ""])
        return Export(
            (File("wsgi.py", text, "python"),),
            install=(f"pip install {packages} gunicorn",),
            start=(f"gunicorn --bind {options.listen} wsgi:app",),
            warnings=(*warnings, *unread_methods(answer, "gunicorn")),
        )
    place = "# Beside app = Flask(__name__), in place of other CORS code; then: cors(app)"
    text = "\n".join([title, place, *lines, ""])
    install = (f"pip install {packages}",)
    return Export((File("cors.py", text, "python"),), install=install, warnings=warnings)


def _top(answer: Answer) -> list[str]:
    return [
        "",
        *origins(answer),
        "",
        "",
        "def is_preflight():",
        '    if request.method != "OPTIONS":',
        "        return False",
        f'    return "Origin" in request.headers and "{REQUEST_METHOD}" in request.headers',
        "",
        "",
    ]


def _preflight_hook(answer: Answer) -> list[str]:
    status = str(answer.preflight_status)
    if answer.varies:
        asked = 'is_allowed(request.headers.get("Origin"))'
        status = f"{status} if {asked} else {answer.refused_status}"
    return [
        "def answer_preflight():",
        "    if not is_preflight():",
        "        return None",
        f'    return "", {status}',
        "",
        "",
    ]


def _after(answer: Answer, inside: list[str]) -> list[str]:
    actual = listed(("Origin",) if answer.varies else ())
    vary = f"{listed(answer.preflight_vary())} if is_preflight() else {actual}"
    return [
        "def share(response):",
        "    # Of several lines Flask itself reads and keeps the first.",
        '    said = response.headers.getlist("Vary")',
        "    if len(said) > 1:",
        '        response.headers["Vary"] = ", ".join(said)',
        f"    response.vary.update({vary})",
        *(f"    response.headers[{quoted(n)}] = {quoted(v)}" for n, v in answer.companions),
        *inside,
        "    return response",
        "",
        "",
    ]


_REMOVAL = [
    "    for name in [each for each in response.headers.keys()]:",
    '        if name.lower().startswith("access-control-"):',
    "            response.headers.pop(name, None)",
]


def _granted(answer: Answer) -> list[str]:
    lines = [*_REMOVAL]
    if answer.varies:
        lines.append('    origin = request.headers.get("Origin")')
        lines += ["    if not is_allowed(origin):", "        return response"]
    values = {"Access-Control-Allow-Origin": "origin"} if answer.varies else {}
    for name, value in answer.lines():
        if name != "Vary":
            shown = values.get(name, quoted(value))
            lines.append(f"    response.headers[{quoted(name)}] = {shown}")
    lines.append("    if is_preflight():")
    sent = [
        f"        response.headers[{quoted(n)}] = {quoted(v)}" for n, v in answer.preflight_lines()
    ]
    for name, asked, form, echoes in (
        (ALLOW_METHODS, REQUEST_METHOD, METHOD_EXPRESSION, answer.echoes_method),
        (ALLOW_HEADERS, REQUEST_HEADERS, HEADERS_EXPRESSION, answer.echoes_headers),
    ):
        if echoes:
            sent += [
                f'        asked = request.headers.get("{asked}", "")',
                f'        if re.fullmatch(r"{form}", asked):',
                f"            response.headers[{quoted(name)}] = asked",
            ]
    lines += sent or ["        pass"]
    if answer.expose:
        shown = quoted(", ".join(answer.expose))
        lines += ["    else:", f"        response.headers[{quoted(EXPOSE_HEADERS)}] = {shown}"]
    return lines


def _cleaning(answer: Answer) -> list[str]:
    """Write what takes out what Flask-CORS or a handler sends too much of."""
    names = [ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE]
    lines = [
        f'    surplus = ["{EXPOSE_HEADERS}"] if is_preflight() else {listed(tuple(names))}',
        "    for name in surplus:",
        "        response.headers.pop(name, None)",
    ]
    if answer.varies:
        lines += [
            '    if not is_allowed(request.headers.get("Origin")):',
            *("    " + line for line in _REMOVAL),
        ]
    return lines


_OWN = [
    "def cors(app):",
    '    """Put the hooks before and after all others, whenever these were registered."""',
    "    app.before_request_funcs.setdefault(None, []).insert(0, answer_preflight)",
    "    app.after_request_funcs.setdefault(None, []).insert(0, share)",
]


def _wrapped(answer: Answer) -> list[str]:
    known = "ALLOWED" if answer.varies else '"*"'
    given = [f"origins={known},"]
    given += [] if answer.varies else ["send_wildcard=True,", "always_send=True,"]
    given += ["supports_credentials=True,"] if answer.credentials else []
    given.append(f"methods={listed(answer.methods)},")
    given.append(f"allow_headers={listed(answer.headers)},")
    given += [f"expose_headers={listed(answer.expose)},"] if answer.expose else []
    # Flask-CORS leaves a number out that is nought.
    given += [] if answer.max_age is None else [f"max_age={answer.max_age or quoted('0')},"]
    patterns = [
        f'    re.compile(r"{expression(each)}\\Z"),' for each in answer.origins if answer.varies
    ]
    return [
        *(["ALLOWED = [", *patterns, "]", "", ""] if patterns else []),
        "def cors(app):",
        '    """Put Flask-CORS and the hooks before and after all others."""',
        "    CORS(",
        "        app,",
        *(f"        {line}" for line in given),
        "    )",
        *_OWN[2:],
    ]


def own(policy: Policy, options: Options) -> Export:
    """Write corsac's own middleware around the application."""
    lines = [
        "from corsac.middleware.wsgi import CORS",
        f"from corsac.policy import Policy{', Route' if policy.routes else ''}",
        "",
        *constructor(policy),
    ]
    wrap = "app.wsgi_app = CORS(app.wsgi_app, policy)"
    title = f"# {about('Flask', Answer.of_policy(policy))}"
    if options.full:
        loaded = f"from {module(options, 'app')} import app"
        text = "\n".join([title, loaded, *lines, wrap, ""])
        start = (f"gunicorn --bind {options.listen} wsgi:app",)
        file = File("wsgi.py", text, "python")

        return Export(
            (file,),
            install=("pip install corsac flask gunicorn",),
            start=start,
            warnings=unread_methods(Answer.of_policy(policy), "gunicorn"),
        )
    place = "# After app = Flask(__name__), in place of other CORS code."
    text = "\n".join([title, place, *lines, wrap, ""])
    return Export((File("cors.py", text, "python"),), install=("pip install corsac",))
