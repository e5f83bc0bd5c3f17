"""The commands of the site."""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from tools.site.build import HOME, build
from tools.site.commands import man_page
from tools.site.parts import ROOT

MAN = ROOT / "docs/man/corsac.1"


@click.group()
def program() -> None:
    """Build the documentation."""


@program.command("build")
def build_() -> None:
    """Build the site, strictly."""
    failed = build()
    if not failed:
        click.echo(f"{HOME.relative_to(ROOT)}/html/index.html")
    sys.exit(failed)


@program.command()
def man() -> None:
    """Write the manual page."""
    MAN.parent.mkdir(parents=True, exist_ok=True)
    MAN.write_text(man_page(version("corsac")), "utf-8")
    click.echo(MAN.relative_to(ROOT))
