"""A policy for Go's net/http: by hand, or with rs/cors. A handler around the whole router.

rs/cors compares origins without regard to case unless a function does it, sends a HEAD's answer no
headers unless HEAD is listed, and takes every OPTIONS with Access-Control-Request-Method for a
preflight: so the function below decides, and the package is asked for allowed requests alone. A
panic would drop the connection, which a browser reports as CORS: it becomes a 500 inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    EXPOSE_HEADERS,
    REQUEST_HEADERS,
    REQUEST_METHOD,
)
from corsac.core.findings import Text
from corsac.targets.answer import Answer, quoted
from corsac.targets.export import APP_HEADERS, Export, ExportError, File, Notice, cased_methods
from corsac.targets.expressions import expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION
from corsac.targets.text import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_PREFLIGHT = f"""\
func isPreflight(r *http.Request) bool {{
	return r.Method == http.MethodOptions && len(r.Header["Origin"]) > 0 &&
		len(r.Header["{REQUEST_METHOD}"]) > 0
}}
"""
#: Methods that a writer of answers is asked for: what is not there can't be used.
_WRITER = """\
// corsWriter has the last word on Vary, in one line: some caches read the last line alone.
type corsWriter struct {
	http.ResponseWriter
	yes bool // the answer has begun
}

func (w *corsWriter) begin() {
	if w.yes {
		return
	}
	w.yes = true
	header := w.Header()
%s}

func (w *corsWriter) WriteHeader(status int) {
	if status >= 200 || status == http.StatusSwitchingProtocols {
		w.begin()
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *corsWriter) Write(data []byte) (int, error) {
	w.begin()
	return w.ResponseWriter.Write(data)
}

func (w *corsWriter) ReadFrom(from io.Reader) (int64, error) {
	w.begin()
	return io.Copy(w.ResponseWriter, from)
}

func (w *corsWriter) Flush() {
	if inner, ok := w.ResponseWriter.(http.Flusher); ok {
		w.begin()
		inner.Flush()
	}
}

func (w *corsWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if inner, ok := w.ResponseWriter.(http.Hijacker); ok {
		w.yes = true
		return inner.Hijack()
	}
	return nil, nil, http.ErrNotSupported
}

func (w *corsWriter) Unwrap() http.ResponseWriter {
	return w.ResponseWriter
}
"""
_JOINED = """\
	if said := header["Vary"]; len(said) > 1 {
		header.Set("Vary", strings.Join(said, ", "))
	}
"""
_VARIES = """\
	said := strings.Join(header["Vary"], ", ")
	for _, each := range strings.Split(said, ",") {
		if name := strings.TrimSpace(each); name == "*" || strings.EqualFold(name, "Origin") {
			header.Set("Vary", said)
			return
		}
	}
	header.Set("Vary", strings.TrimSuffix("Origin, "+said, ", "))
"""
_MAIN = """\

// recovered answers 500 after a panic, so that a page can read it. What has begun breaks off, or
// half of it would pass for the whole.
func recovered(next http.Handler) http.Handler {{
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {{
		defer func() {{
			if v := recover(); v == http.ErrAbortHandler {{
				panic(v)
			}} else if v != nil {{
				log.Printf("panic: %v\\n%s", v, debug.Stack())
				if begun, ok := w.(*corsWriter); ok && begun.yes {{
					panic(http.ErrAbortHandler)
				}}
				w.WriteHeader(http.StatusInternalServerError)
			}}
		}}()
		next.ServeHTTP(w, r)
	}})
}}

// Your routes: register them in another file's init, with http.HandleFunc.
func main() {{
	server := &http.Server{{
		Addr:              {listen},
		Handler:           cors(recovered(http.DefaultServeMux)),
		ReadHeaderTimeout: 10 * time.Second,
	}}
	log.Fatal(server.ListenAndServe())
}}
"""
_RS = "github.com/rs/cors"
_RS_VERSION = "v1.11.1"


def by_hand(policy: Policy, options: Options) -> Export:
    """Write a handler that needs nothing but the standard library."""
    answer = Answer.of_policy(policy)
    return _export(answer, options, _own(answer), (), (APP_HEADERS,))


def package(policy: Policy, options: Options) -> Export:
    """Write a handler around rs/cors.

    Raises:
        ExportError: The policy gives back any method, which rs/cors can't.
    """
    answer = Answer.of_policy(policy)
    if answer.methods == ("*",):
        raise ExportError(
            "method-wildcard",
            Text("rs/cors lists methods, and has no wildcard"),
            Text("name the methods, or export go"),
        )
    return _export(answer, options, _wrapped(answer), (_RS,), (APP_HEADERS, *_limits(answer)))


def _limits(answer: Answer) -> tuple[Notice, ...]:
    """Say what rs/cors does otherwise than the policy."""
    found = [
        Notice(
            "strict-request-headers",
            Text(
                "rs/cors from 1.11 on takes a list of headers only as browsers write it: lower "
                "case, sorted, without spaces"
            ),
        ),
        Notice(
            "unlisted-methods",
            Text(
                "rs/cors gives no headers to a request whose method the policy does not list: "
                "browsers send none after its preflight"
            ),
        ),
    ]
    if not answer.varies:
        text = "rs/cors sends the star to requests with Origin alone: caches share less"
        found.append(Notice("star-needs-origin", Text(text)))
    if answer.max_age == 0:
        text = "rs/cors before 1.11 has no way to send Access-Control-Max-Age: 0"
        found.append(Notice("max-age-zero", Text(text)))
    return (*found, *cased_methods(answer, "rs/cors"))


def _export(
    answer: Answer,
    options: Options,
    layer: str,
    modules: tuple[str, ...],
    warnings: tuple[Notice, ...],
) -> Export:
    names = ["bufio", "io", "net", "net/http", "strings"]
    names += ["regexp"] if "regexp." in layer else []
    names += ["log", "runtime/debug", "time"] if options.full else []
    imported = sorted(quoted(name) for name in names)
    imported += ["", *(f"rscors {quoted(name)}" for name in modules)] if modules else []
    shown = "\n".join(f"\t{line}" if line else "" for line in imported)
    head = f"// {about('Go net/http', answer)}\n"
    if not options.full:
        head += "// Around everything: http.ListenAndServe(addr, cors(mux)).\n"
    writer = _WRITER % (_VARIES if answer.varies else _JOINED)
    text = f"{head}package main\n\nimport (\n{shown}\n)\n\n{layer}\n{writer}"
    if options.full:
        text += _MAIN.format(listen=quoted(str(options.listen)))
    get = tuple(f"go get {name}@{_RS_VERSION}" for name in modules)
    return Export(
        (File("main.go" if options.full else "cors.go", text, "go"),),
        install=(
            "apt-get install golang-go",
            *(["go mod init cors"] if options.full else []),
            *get,
        ),
        start=("go run .",) if options.full else (),
        warnings=warnings,
    )


def _origins(answer: Answer) -> str:
    """Write `isAllowed(origins)`: one line with an allowed origin, compared as bytes."""
    if not answer.varies:
        return ""
    names = [quoted(each.text) for each in answer.origins if each.exact]
    patterns = [each for each in answer.origins if not each.exact]
    lines = [
        "func isAllowed(lines []string) bool {",
        "\tif len(lines) != 1 {",
        "\t\treturn false",
        "\t}",
    ]
    if names:
        # Not a map, whose values gofmt aligns by the lengths of their keys.
        known = ",\n\t\t".join(names)
        lines += ["\tswitch lines[0] {", f"\tcase {known}:", "\t\treturn true", "\t}"]
    if not patterns:
        return "\n".join([*lines, "\treturn false", "}", "", ""])
    written = [f"\tregexp.MustCompile(`^{expression(each)}$`)," for each in patterns]
    lines += [
        "\tfor _, pattern := range patterns {",
        "\t\tif pattern.MatchString(lines[0]) {",
        "\t\t\treturn true",
        "\t\t}",
        "\t}",
        "\treturn false",
    ]
    top = ["var patterns = []*regexp.Regexp{", *written, "}", ""]
    return "\n".join([*top, *lines, "}", "", ""])


def _set(depth: int, name: str, value: str) -> str:
    return "\t" * depth + f"header.Set({quoted(name)}, {value})"


def _open(answer: Answer) -> list[str]:
    """Write the beginning: Vary on all, and the end of what is not allowed."""
    preflight = ", ".join(answer.preflight_vary())
    lines = ["\t\theader := w.Header()", *(_set(2, n, quoted(v)) for n, v in answer.companions)]
    lines.append("\t\tpreflight := isPreflight(r)")
    if preflight:
        lines += ["\t\tif preflight {", f'\t\t\theader.Add("Vary", {quoted(preflight)})']
        if answer.varies:
            lines += ["\t\t} else {", '\t\t\theader.Add("Vary", "Origin")']
        lines.append("\t\t}")
    if not answer.varies:
        return lines
    return [
        *lines,
        '\t\tif !isAllowed(r.Header["Origin"]) {',
        "\t\t\tif preflight {",
        f"\t\t\t\tw.WriteHeader({answer.refused_status})",
        "\t\t\t} else {",
        "\t\t\t\tnext.ServeHTTP(w, r)",
        "\t\t\t}",
        "\t\t\treturn",
        "\t\t}",
    ]


def _function(lines: list[str], before: Sequence[str] = ()) -> str:
    return "\n".join(
        [
            "// cors puts the headers on every answer, and answers preflights before next.",
            "func cors(next http.Handler) http.Handler {",
            *before,
            "\treturn http.HandlerFunc(func(inner http.ResponseWriter, r *http.Request) {",
            "\t\tw := &corsWriter{ResponseWriter: inner}",
            "\t\tdefer w.begin()",
            *lines,
            "\t})",
            "}",
            "",
        ]
    )


def _own(answer: Answer) -> str:
    lines = _open(answer)
    values = {"Access-Control-Allow-Origin": 'r.Header.Get("Origin")'} if answer.varies else {}
    for name, value in answer.lines():
        if name != "Vary":
            lines.append(_set(2, name, values.get(name, quoted(value))))
    lines.append("\t\tif !preflight {")
    if answer.expose:
        lines.append(_set(3, EXPOSE_HEADERS, quoted(", ".join(answer.expose))))
    lines += ["\t\t\tnext.ServeHTTP(w, r)", "\t\t\treturn", "\t\t}"]
    lines += [_set(2, name, quoted(value)) for name, value in answer.preflight_lines()]
    forms = ""
    for name, asked, form, echoes in (
        (ALLOW_METHODS, REQUEST_METHOD, METHOD_EXPRESSION, answer.echoes_method),
        (ALLOW_HEADERS, REQUEST_HEADERS, HEADERS_EXPRESSION, answer.echoes_headers),
    ):
        if echoes:
            variable = "methodForm" if name == ALLOW_METHODS else "headersForm"
            forms += f"var {variable} = regexp.MustCompile(`^{form}$`)\n\n"
            lines += [
                f'\t\tif asked := r.Header.Get("{asked}"); {variable}.MatchString(asked) {{',
                _set(3, name, "asked"),
                "\t\t}",
            ]
    lines.append(f"\t\tw.WriteHeader({answer.preflight_status})")
    return f"{_origins(answer)}{forms}{_PREFLIGHT}\n{_function(lines)}"


def _wrapped(answer: Answer) -> str:
    known = ("AllowOriginFunc", "func(string) bool { return true }")
    given = [
        known if answer.varies else ("AllowedOrigins", '[]string{"*"}'),
        ("AllowedMethods", f"[]string{{{_items(answer.methods)}}}"),
        ("AllowedHeaders", f"[]string{{{_items(answer.headers)}}}"),
        ("ExposedHeaders", f"[]string{{{_items(answer.expose)}}}"),
        ("AllowCredentials", str(answer.credentials).lower()),
        ("OptionsPassthrough", "true"),
    ]
    if answer.max_age is not None:
        given.append(("MaxAge", str(answer.max_age or -1)))
    width = max(len(name) for name, _ in given) + 1
    made = [
        "\tshared := rscors.New(rscors.Options{",
        *(f"\t\t{name + ':':{width}} {value}," for name, value in given),
        "\t})",
        "\tactual := shared.Handler(next)",
        "\tanswer := func(w http.ResponseWriter, _ *http.Request) {",
        f"\t\tw.WriteHeader({answer.preflight_status})",
        "\t}",
        "\tpreflights := shared.Handler(http.HandlerFunc(answer))",
    ]
    return f"{_origins(answer)}{_PREFLIGHT}\n{_function(_sorted_out(answer), made)}"


def _sorted_out(answer: Answer) -> list[str]:
    """Write what the package isn't asked about; it puts Vary on the rest itself."""
    lines = ["\t\theader := w.Header()"] if answer.companions or answer.varies else []
    lines += [_set(2, name, quoted(value)) for name, value in answer.companions]
    lines.append("\t\tpreflight := isPreflight(r)")
    taken = f'r.Method == http.MethodOptions && len(r.Header["{REQUEST_METHOD}"]) > 0'
    passed = taken
    vary: list[str] = []
    if answer.varies:
        lines += [
            '\t\tallowed := isAllowed(r.Header["Origin"])',
            "\t\tif preflight && !allowed {",
            f'\t\t\theader.Add("Vary", {quoted(", ".join(answer.preflight_vary()))})',
            f"\t\t\tw.WriteHeader({answer.refused_status})",
            "\t\t\treturn",
            "\t\t}",
            f"\t\ttaken := {taken}",
        ]
        passed = "taken || !allowed"
        vary = ['\t\t\theader.Add("Vary", "Origin")']
    return [
        *lines,
        "\t\tif preflight {",
        "\t\t\tpreflights.ServeHTTP(w, r)",
        f"\t\t}} else if {passed} {{",
        *vary,
        "\t\t\tnext.ServeHTTP(w, r)",
        "\t\t} else {",
        "\t\t\tactual.ServeHTTP(w, r)",
        "\t\t}",
    ]


def _items(texts: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, texts))
