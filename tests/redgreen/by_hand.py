"""CORS as people write it by hand, in each language: a cause becomes code that is wrong so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.redgreen.causes import ANYBODY, ECHO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.redgreen.causes import Cause, Lines


@dataclass(frozen=True, slots=True)
class NotHere:
    """Why a cause can't occur on a system, or why there is nothing to put in."""

    reason: str


_SLOT: Final = re.compile(r"%([A-Z_]+)%")


def filled(text: str, /, **slots: str) -> str:
    """Put pieces into the slots of a text; a slot alone on its line hands on its indentation."""
    kept: list[str] = []
    for line in text.splitlines():
        name = line.strip().strip("%").lower()
        if line.strip() == f"%{name.upper()}%" and name in slots:
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + each if each else "" for each in slots[name].splitlines()]
        else:
            kept.append(_SLOT.sub(lambda found: slots.get(found[1].lower(), found[0]), line))
    return "\n".join(kept) + "\n"


def _around(shape: str, code: str, pattern: str = "") -> str:
    """Put code into a shape; nothing around nothing."""
    return filled(shape, body=code, pattern=pattern).rstrip("\n") if code else ""


@dataclass(frozen=True, slots=True)
class Hand:
    """How headers are set by hand in one language.

    Args:
        shape: The whole code: slots for what preflights and other answers get, empty where the
            language has no place for it.
        header: One header: slots for its name and value.
        origin: The expression of the origin that asked.
        guard: Around headers that are sent to origins which match; None: any that ask.
        present: Around headers that are sent to whatever has an origin.
        refused: How OPTIONS is refused: a slot for the status.
        redirected: The same, by a redirect.
        value: How a value that is written out stands in code.
        slash: How a slash stands in a regular expression.
        once: One header that only success has, where that is another.
        again: One of several headers of one name.
        options: Around what preflights alone have; empty where the shape has it.
        otherwise: Around what the other answers alone have.
        whole: Whether either branch has to name all of its headers.
        reasons: Causes that can't be written so, by name.
    """

    shape: str
    header: str
    origin: str
    guard: str
    present: str
    refused: str
    redirected: str
    value: Callable[[str], str] = '"{}"'.format
    slash: str = "/"
    once: str = ""
    again: str = ""
    options: str = "%BODY%"
    otherwise: str = "%BODY%"
    whole: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])

    def lines(self, given: Lines, pattern: str, header: str = "") -> str:
        """Write headers, as code."""
        twice = len({name for name, _ in given}) < len(given)
        template = header or (self.again if twice and self.again else self.header)
        code = "".join(
            filled(template, name=name, value=self.origin if ECHO in value else self.value(value))
            for name, value in given
        )
        guard = pattern and any(ECHO in value for _, value in given)
        kept = code.rstrip("\n")
        shape = self.present if pattern == ANYBODY else self.guard
        return _around(shape, kept, pattern.replace("/", self.slash)) if guard else kept

    def handler(self, cause: Cause) -> str:
        """Write what the handler itself sets."""
        own = cause.handler or cause.refused != 204
        return self.lines(cause.actual, cause.pattern, self.once) if own else ""

    def wrong(self, cause: Cause) -> str | NotHere:
        """Write the code around the handlers; empty where there is none."""
        if cause.name in self.reasons:
            return NotHere(self.reasons[cause.name])
        if cause.silent or cause.refused != 204:
            return ""
        actual = () if cause.handler else cause.actual
        both = () if self.whole else tuple(x for x in actual if x in cause.preflight)
        rest = [tuple(x for x in given if x not in both) for given in (cause.preflight, actual)]
        preflight, other = (self.lines(given, cause.pattern) for given in rest)
        return filled(
            self.shape,
            common=self.lines(both, cause.pattern),
            preflight=_around(self.options, preflight),
            actual=_around(self.otherwise, other),
        ).rstrip("\n")

    def refuse(self, cause: Cause) -> str:
        """Write what refuses OPTIONS: no CORS code, it stays."""
        if cause.refused == 204:
            return ""
        shape = self.redirected if cause.refused == 301 else self.refused
        return filled(shape, status=str(cause.refused))


EXPRESS: Final = Hand(
    """\
app.use((req, res, next) => {
  %COMMON%
  if (req.method === "OPTIONS") {
    %PREFLIGHT%
    return res.sendStatus(204);
  }
  %ACTUAL%
  next();
});""",
    'res.header("%NAME%", %VALUE%);',
    "req.headers.origin",
    """\
if (/%PATTERN%/.test(req.headers.origin)) {
  %BODY%
}""",
    """\
if (req.headers.origin) {
  %BODY%
}""",
    'app.use((req, res, next) => (req.method === "OPTIONS" ? res.sendStatus(%STATUS%) : next()));',
    'app.use((req, res, next) => (req.method === "OPTIONS" ? res.redirect(301, "/") : next()));',
    slash="\\/",
    again='res.append("%NAME%", %VALUE%);',
)
_PYTHON_GUARD: Final = """\
if re.search(r"%PATTERN%", request.headers.get("Origin", "")):
    %BODY%"""
_OPTIONS: Final = """\
if request.method == "OPTIONS":
    %BODY%"""
_OTHERWISE: Final = """\
if request.method != "OPTIONS":
    %BODY%"""
_PYTHON_PRESENT: Final = """\
if request.headers.get("Origin"):
    %BODY%"""
FLASK: Final = Hand(
    """\
@app.before_request
def answer_options():
    return ("", 204) if request.method == "OPTIONS" else None


@app.after_request
def add_headers(response):
    %COMMON%
    %PREFLIGHT%
    %ACTUAL%
    return response""",
    'response.headers["%NAME%"] = %VALUE%',
    'request.headers.get("Origin", "")',
    _PYTHON_GUARD,
    _PYTHON_PRESENT,
    """\
@app.before_request
def refuse():
    return ("", %STATUS%) if request.method == "OPTIONS" else None""",
    """\
@app.before_request
def refuse():
    return redirect("/", 301) if request.method == "OPTIONS" else None""",
    again='response.headers.add("%NAME%", %VALUE%)',
    options=_OPTIONS,
    otherwise=_OTHERWISE,
)
DJANGO: Final = Hand(
    """\
def add_headers(get_response):
    def answer(request):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        else:
            response = get_response(request)
        %COMMON%
        %PREFLIGHT%
        %ACTUAL%
        return response

    return answer""",
    'response["%NAME%"] = %VALUE%',
    'request.headers.get("Origin", "")',
    _PYTHON_GUARD,
    _PYTHON_PRESENT,
    """\
def refuse(get_response):
    def answer(request):
        refused = request.method == "OPTIONS"
        return HttpResponse(status=%STATUS%) if refused else get_response(request)

    return answer""",
    """\
def refuse(get_response):
    def answer(request):
        refused = request.method == "OPTIONS"
        return HttpResponsePermanentRedirect("/") if refused else get_response(request)

    return answer""",
    options=_OPTIONS,
    otherwise=_OTHERWISE,
    reasons={"two layers, two headers": "an answer of Django's holds each header once"},
)
FASTAPI: Final = Hand(
    """\
@app.middleware("http")
async def add_headers(request: Request, call_next):
    if request.method == "OPTIONS":
        response = Response(status_code=204)
    else:
        response = await call_next(request)
    %COMMON%
    %PREFLIGHT%
    %ACTUAL%
    return response""",
    'response.headers["%NAME%"] = %VALUE%',
    'request.headers.get("Origin", "")',
    _PYTHON_GUARD,
    _PYTHON_PRESENT,
    """\
@app.middleware("http")
async def refuse(request: Request, call_next):
    refused = request.method == "OPTIONS"
    return Response(status_code=%STATUS%) if refused else await call_next(request)""",
    """\
@app.middleware("http")
async def refuse(request: Request, call_next):
    refused = request.method == "OPTIONS"
    return RedirectResponse("/", 301) if refused else await call_next(request)""",
    again='response.headers.append("%NAME%", %VALUE%)',
    options=_OPTIONS,
    otherwise=_OTHERWISE,
)
GO: Final = Hand(
    """\
func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		%COMMON%
		if r.Method == http.MethodOptions {
			%PREFLIGHT%
			w.WriteHeader(http.StatusNoContent)
			return
		}
		%ACTUAL%
		next.ServeHTTP(w, r)
	})
}""",
    'w.Header().Set("%NAME%", %VALUE%)',
    'r.Header.Get("Origin")',
    """\
if regexp.MustCompile(`%PATTERN%`).MatchString(r.Header.Get("Origin")) {
	%BODY%
}""",
    """\
if r.Header.Get("Origin") != "" {
	%BODY%
}""",
    """\
if r.Method == http.MethodOptions {
	w.WriteHeader(%STATUS%)
	return
}""",
    """\
if r.Method == http.MethodOptions {
	http.Redirect(w, r, "/", 301)
	return
}""",
    again='w.Header().Add("%NAME%", %VALUE%)',
)
NGINX: Final = Hand(
    """\
if ($request_method = OPTIONS) {
    %PREFLIGHT%
    return 204;
}
%ACTUAL%""",
    "add_header %NAME% %VALUE% always;",
    "$allowed",
    "%BODY%",
    "%BODY%",
    "",
    "",
    once="add_header %NAME% %VALUE%;",
    whole=True,
    reasons={
        "headers on success alone: a redirect": "`add_header` is for redirects too, always or not"
    },
)
APACHE: Final = Hand(
    """\
RewriteEngine On
RewriteCond %{REQUEST_METHOD} OPTIONS
RewriteRule .* - [R=204,L]
%COMMON%
%PREFLIGHT%
%ACTUAL%""",
    "Header always set %NAME% %VALUE%",
    '"%{ALLOWED}e" env=ALLOWED',
    """\
SetEnvIf Origin "%PATTERN%" ALLOWED=$0
%BODY%""",
    """\
SetEnvIf Origin "^(.*)$" ALLOWED=$0
%BODY%""",
    "",
    "",
    once="Header set %NAME% %VALUE%",
    again="Header always add %NAME% %VALUE%",
    options="""\
<If "%{REQUEST_METHOD} == 'OPTIONS'">
    %BODY%
</If>""",
    otherwise="""\
<If "%{REQUEST_METHOD} != 'OPTIONS'">
    %BODY%
</If>""",
    reasons={
        **dict.fromkeys(
            (f"headers on success alone: {x}" for x in ("500", "401", "403", "404", "a redirect")),
            "what a back end answers gets Apache's headers whatever its status",
        ),
        "a pattern open at its end": "`$0` is what matched, and no more",
        "a pattern open at its start": "`$0` is what matched: see a host without its scheme",
    },
)
