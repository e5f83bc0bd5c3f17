"""What is worth knowing of the headers of CORS beyond their grammar: how they are got wrong."""

from __future__ import annotations

from corsac.core import cors_headers as names
from corsac.core.cors_headers import Form, Stage
from corsac.core.findings import Text

FORMS = {
    Form.ORIGIN: Text("one origin as browsers write it, scheme://host[:port], or null"),
    Form.ORIGIN_OR_WILDCARD: Text("one origin, byte by byte as in the request's Origin; or *"),
    Form.TRUE: Text("the four letters true, in lower case; nothing else"),
    Form.METHOD: Text("one method"),
    Form.METHODS: Text("methods, separated by commas; upper and lower case differ"),
    Form.HEADER_NAMES: Text("header names, separated by commas; upper and lower case are one"),
    Form.SECONDS: Text("whole seconds, digits alone"),
}
"""What may stand in a value."""

STAGES = {
    Stage.PREFLIGHT: Text("the preflight"),
    Stage.ACTUAL: Text("the request itself, not the preflight"),
    Stage.BOTH: Text("the preflight and the request, each on its own"),
}
"""Where a header counts."""

MISTAKES: dict[str, tuple[Text, ...]] = {
    names.ORIGIN: (
        Text("script can't set it; curl and Postman send none, so that they work proves nothing"),
        Text("it is no proof of who asks: anything but a browser can send any Origin"),
        Text("it is null from sandboxed frames, data: and file: pages, and after some redirects"),
    ),
    names.REQUEST_METHOD: (
        Text("its name is in the singular: Access-Control-Request-Method"),
        Text("an OPTIONS request without it is no preflight, and may be anybody's"),
    ),
    names.REQUEST_HEADERS: (
        Text("it lists the names that need leave, in lower case, sorted; not those safelisted"),
        Text("it is absent where no header needs leave: a server must not insist on it"),
    ),
    names.ALLOW_ORIGIN: (
        Text("a slash at the end, a path, upper case or the default port: never byte-equal"),
        Text("a list of origins, or the header twice: every browser refuses both"),
        Text("https://*.example.com: no pattern is understood; the server has to choose, and echo"),
        Text("* together with credentials: refused, even if there is no cookie at all"),
        Text("a value that depends on the Origin, without Vary: Origin: caches mix them up"),
        Text("only on success: a 401 or a 500 without it hides its status from the page"),
        Text("set as a request header by the page: it only makes a preflight necessary"),
    ),
    names.ALLOW_CREDENTIALS: (
        Text("True, 1 or yes: only true counts; Python's str(True) is a frequent cause"),
        Text("it does not send cookies: the page's credentials mode and the cookies' rules do"),
        Text("false is as good as nothing: leave the header out"),
        Text("it is needed on the preflight's answer too, and there comes with an exact origin"),
    ),
    names.ALLOW_METHODS: (
        Text("lower-case patch is another method than PATCH; fetch() leaves patch as it is"),
        Text("GET, HEAD and POST need not be listed, OPTIONS is of no use in it"),
        Text("with credentials * is a method called *, and allows nothing else"),
        Text("it counts on the preflight's answer alone"),
    ),
    names.ALLOW_HEADERS: (
        Text("with credentials * is a header called *, and allows nothing else"),
        Text(
            "by the standard * never covers Authorization; today's engines let it, so list it by "
            "name"
        ),
        Text("tracing tools add headers (baggage, sentry-trace, traceparent) that are forgotten"),
        Text("brackets, quotes or blanks for commas make the whole list unreadable"),
    ),
    names.MAX_AGE: (
        Text("without it a preflight is remembered for five seconds, not for none"),
        Text("a day is cut down: each engine has a cap"),
        Text("it holds per URL, origin and credentials: another query string asks again"),
        Text("while a policy changes, a long one keeps the old answer in browsers"),
    ),
    names.EXPOSE_HEADERS: (
        Text("it counts on the answer itself, not on the preflight's"),
        Text("DevTools show every header; script sees seven and those listed here"),
        Text("with credentials * is a header called *, and exposes nothing else"),
        Text("Set-Cookie can't be exposed at all"),
    ),
}
"""What people get wrong, by header."""
