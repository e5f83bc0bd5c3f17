"""`corsac explain ANYTHING`: a rule, a header, a method, a content type, a console line, CORS."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import say
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option, SectionedCommand
from corsac.cli.permission import OPTIONS, PageAsks, answer

if TYPE_CHECKING:
    from corsac.diagnose.explain.explanation import Explanation
    from corsac.diagnose.explain.questions import Question
    from corsac.render.look import Look

_RENDERERS: Final = {
    "text": "corsac.render.explanation",
    "json": "corsac.render.explanation_json",
    "markdown": "corsac.render.explanation_markdown",
}
_RECORDINGS: Final = (".har", ".HAR")
_EPILOG = """\
\b
Examples:
  corsac explain CORS031
  corsac explain access-control-max-age
  corsac explain 'Access-Control-Max-Age: 86400'
  corsac explain PATCH
  corsac explain application/json
  corsac explain "Access to fetch at '...' from origin '...' has been blocked by CORS ..."
  corsac explain recording.har
  corsac explain cors
  corsac explain --origin https://app.example -X PUT --policy corsac.toml
"""


def _run(
    words: tuple[str, ...],
    *,
    form: str,
    color: bool | None,
    **asked: Any,  # noqa: ANN401 - the options of a question to the policy, as click gives them
) -> int:
    """Explain anything about CORS: what it is, what it proves, and what to do.

    ANYTHING is a rule's code, a header or a line of one, a method, a content type, lines from a
    browser's console with whatever stands around them, a .har file, or the word cors. @FILE and -
    read it.
    Without it, on a terminal, three questions find the way.

    With --origin, the policy is asked instead: does it let a page of this origin in, by which of
    its allowed origins, and if not, why. The exit code is 1 where it doesn't.
    """
    from corsac.cli.output import environment, look_of, write

    asks = PageAsks(**asked)
    if asks.origin is not None:
        if words:
            raise Mistake(
                "--origin asks the policy: there is nothing to look up beside it",
                mend="give one of the two",
            )
        return answer(asks, form)
    if asks.asked:
        raise Mistake(
            "{option} has no meaning without an origin",
            mend="name the page's: --origin https://app.example",
            option=asks.asked,
        )
    look = look_of(sys.stdout, environment(), color=color, verbose=False, form=form)
    if not words:
        return _ask(look)
    text = _text(words)
    explanation = _recording(text, words) or _explained(text)
    write(import_module(_RENDERERS[form]).render(explanation, look))
    return Exit.OK


def _explained(text: str) -> Explanation:
    from corsac.diagnose.explain.topics import explain

    explanation = explain(text)
    if explanation is None:
        raise _unknown(text)
    return explanation


def _recording(text: str, words: tuple[str, ...]) -> Explanation | None:
    """Tell what is in a HAR file; None for anything else."""
    from corsac.evidence.har import is_har

    if not is_har(text):
        return None
    from corsac.cli.check import report_of
    from corsac.cli.recorded import overview

    return overview(text, words[0].removeprefix("@"), report_of)


command = SectionedCommand(
    "explain",
    callback=_run,
    params=[
        click.Argument(["words"], nargs=-1, metavar="[ANYTHING]"),
        Option(
            ["--format", "form"],
            type=click.Choice(tuple(_RENDERERS)),
            default="text",
            show_default=True,
            from_environment=True,
            help="Form of the answer.",
        ),
        Option(["--color/--no-color"], default=None, help="Colours; by default on a terminal."),
        *OPTIONS,
    ],
    help=_run.__doc__,
    epilog=_EPILOG,
    short_help="a rule, a header, a method, a console line: what it means",
)


def _text(words: tuple[str, ...]) -> str:
    """Give what is to be explained, read from where it is."""
    from corsac.cli.check_options import read_file

    text = " ".join(words)
    named = len(words) == 1 and (text.startswith("@") or text.endswith(_RECORDINGS))
    if text == "-" or named:
        text = read_file(text.removeprefix("@")).decode("utf-8-sig", "replace")
    if not text.strip():
        raise Mistake("there is nothing to explain", mend="corsac explain cors is a beginning")
    return text


def _unknown(text: str) -> Mistake:
    """Say what may have been meant."""
    from corsac.diagnose.explain.topics import near
    from corsac.evidence.reading import is_request
    from corsac.render.catalogue import cut
    from corsac.render.redact import message

    if is_request(text):
        return Mistake(
            "this is a request, not something to look up",
            mend="corsac check takes it as it is; with --offline nothing is sent",
        )
    word = text.strip()
    if "://" in word and len(word.split()) == 1:
        return Mistake(
            "this is a URL",
            message(word),
            mend="did you mean corsac check {word}?",
            word=message(word),
        )
    meant = near(word)
    if meant:
        mend = "did you mean {listed}?"
    else:
        mend = "give a rule's code, a header, a method, a content type, or a line of the console"
    return Mistake(
        "nothing is known of this",
        cut(message(word.splitlines()[0]), 120),
        mend=mend,
        listed=", ".join(f"corsac explain {each}" for each in meant),
    )


def _ask(look: Look) -> int:
    """Ask the three questions; without a terminal, say how the command is used."""
    from corsac.diagnose.explain.questions import NEXT, QUESTIONS

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        context = click.get_current_context()
        click.echo(context.get_usage(), err=True)
        raise Mistake("what is to be explained?", mend="corsac explain --help has examples")
    for number, question in enumerate(QUESTIONS, 1):
        _one(number, question, look)
    click.echo(look.catalogue.say(NEXT))
    return Exit.OK


def _one(number: int, question: Question, look: Look) -> None:
    from corsac.render.cells import wrap
    from corsac.render.look import Piece, paint

    said = look.catalogue.say
    click.secho(f"{number}. {said(question.text)}", bold=look.colour)
    click.echo(f"   {said(question.hint)}")
    asked = f"   {say('yes, no or ?')}"
    answer = click.prompt(asked, type=click.Choice(["y", "n", "?"]), default="?")
    told = {
        "y": said(question.yes),
        "n": said(question.no),
        "?": f"{say('yes: {answer}', answer=said(question.yes))}\n"
        f"{say('no: {answer}', answer=said(question.no))}",
    }[answer]
    for line in told.split("\n"):
        click.echo(paint(wrap([Piece(line)], look.width, [Piece("   ")], "   "), look), nl=False)
    click.echo()
