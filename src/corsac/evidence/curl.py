"""curl command lines, as DevTools copies them and as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from corsac.evidence.bash_words import bash_words
from corsac.evidence.cmd_words import cmd_words
from corsac.evidence.pasted import EvidenceError, Form, Pasted

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Option → the field of `Pasted` that its value goes into.
_VALUES = {
    "-X": "method",
    "--request": "method",
    "-H": "headers",
    "--header": "headers",
    "-b": "cookies",
    "--cookie": "cookies",
    "-d": "data",
    "--data": "data",
    "--data-ascii": "data",
    "--data-raw": "data_raw",
    "--data-binary": "data_binary",
    "--data-urlencode": "data_urlencode",
    "--json": "json",
    "-F": "form_fields",
    "--form": "form_fields",
    "--form-string": "form_fields",
    "-u": "user",
    "--user": "user",
    "--resolve": "resolve",
    "--cacert": "cacert",
    "-e": "referrer",
    "--referer": "referrer",
    "--url": "url",
}
#: Option → the header that its value goes into.
_HEADERS = {
    "-A": "User-Agent: {}",
    "--user-agent": "User-Agent: {}",
    "-r": "Range: bytes={}",
    "--range": "Range: bytes={}",
    "--oauth2-bearer": "Authorization: Bearer {}",
}
#: Option → the field that it switches on.
_FLAGS = {
    "-G": "as_query",
    "--get": "as_query",
    "-I": "head",
    "--head": "head",
    "-k": "insecure",
    "--insecure": "insecure",
}
#: Options that say nothing about the request of a page, with a value.
_IGNORED_VALUES = frozenset(
    "-o --output -m --max-time --connect-timeout -w --write-out -c --cookie-jar"
    " -x --proxy --retry --retry-delay --max-redirs --limit-rate -D --dump-header"
    " --connect-to --dns-servers --interface -E --cert --key --trace --trace-ascii --ciphers"
    " -y -Y -z --max-filesize --tls-max --stderr --noproxy"
    " --unix-socket --local-port --keepalive-time --proto --request-target --rate".split()
)
#: Likewise, without one.
_IGNORED_FLAGS = frozenset(
    "-L --location --location-trusted --compressed -s --silent -S --show-error -v --verbose -i"
    " --include --show-headers -f --fail --fail-with-body -g --globoff -N --no-buffer -# -q"
    " --progress-bar -0 --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 -4 --ipv4 -6"
    " --ipv6 -O --remote-name -J -R -n --netrc --no-keepalive --path-as-is --raw --tcp-nodelay"
    " --no-progress-meter --ssl-no-revoke --tlsv1.2 --tlsv1.3 -a -Z --parallel --digest --basic"
    " --anyauth --ntlm --negotiate --post301 --post302 --post303 --tr-encoding".split()
)
_KNOWN = (*_VALUES, *_HEADERS, *_FLAGS, *_IGNORED_VALUES, *_IGNORED_FLAGS)
_CMD = re.compile(r'\^["\r\n&%]|(?<=\S)""(?=\S)')
#: What people copy along: the prompt before the command.
_PROMPT = re.compile(r"\s*(?:[$%#>]\s+|PS [^>\n]*>\s*|[A-Z]:\\[^>\n]*>\s*)?")
_COMMAND = re.compile(r"curl(?:\.exe)?(?=\s)", re.IGNORECASE)


def is_option(name: str) -> bool:
    """Tell whether curl has an option of this name that is understood here."""
    return name in _KNOWN


def is_curl(text: str) -> bool:
    """Tell whether a text is a curl command."""
    prompt = _PROMPT.match(text)
    return _COMMAND.match(text, prompt.end() if prompt else 0) is not None


def read_curl(text: str) -> Pasted:
    """Read a curl command line of bash or cmd.

    Raises:
        EvidenceError: A quote is open, an option is unknown or lacks its value, no URL is there.
    """
    prompt = _PROMPT.match(text)
    command = text[prompt.end() if prompt else 0 :]
    words = cmd_words(command) if _CMD.search(command) else bash_words(command)
    return read_words(words[1:])


@dataclass(slots=True)
class _Found:
    """What the words gave so far."""

    values: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    flags: set[str] = field(default_factory=set[str])
    urls: list[str] = field(default_factory=list[str])


def read_words(words: Sequence[str]) -> Pasted:
    """Read curl's arguments, the command's name left out.

    Raises:
        EvidenceError: as `read_curl`.
    """
    found = _Found()
    rest = [*reversed(words)]  # the next word is the last, so that taking it costs nothing
    while rest:
        word = rest.pop()
        if word == "--next":
            break
        if word.startswith("-") and word != "-":
            _option(word, rest, found)
        else:
            found.urls.append(word)
    urls = [*found.values.pop("url", []), *found.urls]
    if not urls:
        raise EvidenceError("this curl line has no URL", mend="copy the whole command")
    several = {each.name for each in fields(Pasted) if str(each.type).startswith("tuple")}
    made: dict[str, Any] = {
        name: tuple(values) if name in several else values[-1]
        for name, values in found.values.items()
    }
    made |= dict.fromkeys(found.flags, True)
    return Pasted(Form.CURL, _with_scheme(urls[0]), **made)


def _with_scheme(url: str) -> str:
    """Give a URL curl's default scheme, where it has none."""
    return url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url) else f"http://{url}"


def _option(word: str, rest: list[str], found: _Found) -> None:
    """Read one option, with the value that follows it or stands in it."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        if equals:
            rest.append(value)
        _one(name, rest, found)
        return
    # Short ones may stand together, the last with its value: -sSXPOST
    for at in range(1, len(word)):
        name = f"-{word[at]}"
        remainder = word[at + 1 :]
        if name in _VALUES or name in _HEADERS or name in _IGNORED_VALUES:
            _one(name, [remainder] if remainder else rest, found)
            return
        _one(name, rest, found)


def _one(name: str, rest: list[str], found: _Found) -> None:
    if name in _FLAGS:
        found.flags.add(_FLAGS[name])
        return
    if name in _IGNORED_FLAGS or name.startswith("--no-"):
        return
    if name not in _VALUES and name not in _HEADERS and name not in _IGNORED_VALUES:
        near = get_close_matches(name, _KNOWN, n=1)
        mend = "did you mean {near}?" if near else "take it out: it says nothing about CORS"
        raise EvidenceError(
            "curl's option {name} is not known here", name, mend, name=name, near="".join(near)
        )
    if not rest:
        raise EvidenceError(
            "curl's option {name} lacks its value", name, "copy the whole command", name=name
        )
    value = rest.pop()
    if name in _HEADERS:
        found.values.setdefault("headers", []).append(_HEADERS[name].format(value))
    elif name in _VALUES:
        found.values.setdefault(_VALUES[name], []).append(value)
