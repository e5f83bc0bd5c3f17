"""The settings that files hold: found, read, told; the one policy that comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.language import spoken
from corsac.cli.mistake import Mistake, show_error
from corsac.core.findings import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.core.findings import Severity
    from corsac.policy.policy import Policy
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.remarks import Remark

_COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


@dataclass(frozen=True, slots=True)
class Found:
    """One application's settings, and the file that they are in."""

    source: Source
    reading: Reading

    @property
    def place(self) -> str:
        """Where they begin: `app.py:12`."""
        span = self.reading.span
        return f"{self.source.name}:{span.line if span else 1}"

    @property
    def label(self) -> str:
        """What they are: `Starlette, FastAPI in app.py:12`."""
        from corsac.targets.imports import BY_SYSTEM

        return f"{BY_SYSTEM[self.reading.system].label} in {self.place}"


def find(files: Sequence[str], chosen: str | None = None) -> Found:
    """Read files, and folders, for the settings of one application.

    Args:
        files: Paths; `-` is standard input, in Python.
        chosen: The place of the application that is meant, where there are several.

    Raises:
        Mistake: A file can't be read, or there are no settings, or those of several applications.
    """
    found = [each for name in files for each in _read(name)]
    if not found:
        raise Mistake(
            "no CORS settings are there that can be read",
            mend="name the file with them: of {systems}",
            systems=", ".join(_labels()),
        )
    if chosen is not None:
        found = [each for each in found if each.place == chosen]
        if not found:
            raise Mistake("--app names none of the places", chosen, mend="without it all are told")
    policies = {repr(each.reading.policy) for each in found}
    if len(policies) > 1:
        raise Mistake(
            "there are several applications' settings: {listed}",
            mend="name one: --app {place}",
            listed=", ".join(x.label for x in found),
            place=found[0].place,
        )
    return found[0]


def _labels() -> list[str]:
    from corsac.targets.imports import READERS

    return list(dict.fromkeys(reader.label for reader in READERS))


def _read(name: str) -> list[Found]:
    from corsac.cli.sources import Asked, read_all
    from corsac.targets.defects.source import Kind, MissingParserError, SourceError
    from corsac.targets.imports import READERS, read

    asked = Asked(Kind.PYTHON if name == "-" else None)
    found: list[Found] = []
    for each in read_all([name], "stdin.py", asked):
        source = each.source
        if not any(reader.concerns(source) for reader in READERS):
            continue
        try:
            found += [Found(source, reading) for reading in read(source)]
        except MissingParserError as error:
            raise Mistake(
                "{what}, which is not installed", mend="pip install 'corsac[lint]'", what=error
            ) from None
        except SourceError as error:
            fault = f"{source.name}:{error.line}:{error.column}: {error.reason}"
            if name in {source.name, "-"}:
                raise Mistake(Text.literal(fault), mend="mend the syntax") from None
            show_error(fault)
    return found


def policy_of(found: Found, origins: Sequence[str]) -> Policy | None:
    """Give the policy of some settings.

    Args:
        found: The settings.
        origins: Those that are allowed, in place of what the settings say.

    Returns:
        None where the origins can't be told, and none were given.

    Raises:
        Mistake: The origins can't stand.
    """
    from corsac.policy.mistakes import PolicyError
    from corsac.policy.policy import Policy

    policy = found.reading.policy
    if not origins:
        return policy
    given = dict(found.reading.rest) if policy is None else policy.given()
    given["allow_origins"] = "*" if tuple(origins) == ("*",) else list(origins)
    try:
        return Policy(**given)
    except PolicyError as error:
        raise Mistake.told(error.told(spoken().say)) from None


def tell(found: Found) -> None:
    """Print what the settings did, and what was not understood, on stderr."""
    from corsac.render.words import SEVERITY

    say = spoken()
    lines = found.source.text.splitlines()
    for remark in found.reading.remarks:
        head, *rest = _told(remark, lines)
        kind = f"{say.label(SEVERITY[remark.severity])}[{remark.effect.value}]"
        kind = click.style(kind, fg=_COLOURS[remark.severity.value])
        click.echo(f"{kind}{say.colon}{head}", err=True)
        for line in rest:
            click.echo(line, err=True)


def _told(remark: Remark, lines: Sequence[str]) -> list[str]:
    from corsac.policy.mistakes import excerpt
    from corsac.render.printable import line as printable

    say = spoken()
    span = remark.span
    value = f"{remark.value} " if remark.value else ""
    place = f"{span.file}:{span.line}:{span.column}: " if span else ""
    told = [printable(f"{place}{value}{say.say(remark.message)}")]
    if span and 0 < span.line <= len(lines):
        told += excerpt(lines[span.line - 1], span)
    mend = say.say(Text.of("help: {mend}", mend=remark.mend))
    return [*told, printable(f"  = {mend}")]


def counts(found: Found, fail_on: Severity) -> bool:
    """Tell whether something was found that is at least that bad."""
    from corsac.core.findings import Severity as Rank

    ranks = list(Rank)
    worst = found.reading.worst
    return worst is not None and ranks.index(worst) <= ranks.index(fail_on)
