"""The commands of the catalogues."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tools.catalogue import modules, po
from tools.catalogue.checks import flaws
from tools.catalogue.found import find
from tools.catalogue.parts import LANGUAGES, PARTS, ROOT

_PART = click.Choice([part.name for part in PARTS])


@click.group()
def program() -> None:
    """Keep the translations of corsac."""


@program.command()
def extract() -> None:
    """Renew the .po files from the source; translations stay."""
    parts, troubles = find()
    for trouble in troubles:
        click.echo(trouble, err=True)
    for language in LANGUAGES:
        known = po.memory(language)
        for part in PARTS:
            path = po.path_of(language, part.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalog = po.renewed(part.name, language, parts[part.name], known)
            path.write_bytes(po.written(catalog))
            done, of = len(po.translations(catalog)), len(po.entries(catalog))
            click.echo(f"{path.relative_to(ROOT)}: {done} of {of}: {part.about}")
    sys.exit(1 if troubles else 0)


@program.command()
@click.argument("part", type=_PART)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def missing(part: str, language: str) -> None:
    """Print what of PART is not translated, or in doubt, as a .po file to be filled."""
    catalog = po.read(po.path_of(language, part))
    done = po.translations(catalog)
    left = [each for each in po.entries(catalog) if str(each.id) not in done]
    for each in left:
        click.echo(po.entry(str(each.id), str(each.string or "")))


@program.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def merge(file: Path, language: str) -> None:
    """Take the translations of FILE, a .po file, over into the parts that they belong to."""
    given = po.translations(po.read(file))
    taken: set[str] = set()
    for part in PARTS:
        catalog = po.read(po.path_of(language, part.name))
        mine = [each for each in po.entries(catalog) if str(each.id) in given]
        for each in mine:
            each.string = given[str(each.id)]
            each.flags.discard("fuzzy")
            taken.add(str(each.id))
        if mine:
            catalog.locale = language
            po.path_of(language, part.name).write_bytes(po.written(catalog))
            click.echo(f"{part.name}: {len(mine)}")
    for text in given.keys() - taken:
        click.echo(f"nothing says this any more: {text}", err=True)
    sys.exit(1 if given.keys() - taken else 0)


@program.command()
def check() -> None:
    """List what is wrong with the translations that there are."""
    found = [
        f"{language}/{part.name}: {flaw}"
        for language in LANGUAGES
        for part in PARTS
        for flaw in flaws(po.translations(po.read(po.path_of(language, part.name))))
    ]
    for each in found:
        click.echo(each)
    sys.exit(1 if found else 0)


@program.command("compile")
def compile_() -> None:
    """Write the modules that corsac loads."""
    for language in LANGUAGES:
        for path in modules.write(language):
            click.echo(path.relative_to(ROOT))
