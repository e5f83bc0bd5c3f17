"""An option is declared once; help and environment follow from it."""

from __future__ import annotations

import click
from click.testing import CliRunner

from corsac.cli.check_options import PARAMETERS
from corsac.cli.options import Option, SectionedCommand


def test_the_help_has_a_list_for_each_section() -> None:
    command = SectionedCommand(
        "x",
        params=[
            click.Argument(["url"]),
            Option(["--one"], section="First", help="the one"),
            Option(["--two"], section="Second", help="the two"),
        ],
    )
    text = CliRunner().invoke(command, ["--help"]).output
    places = [
        text.index(each) for each in ("First:", "--one", "Second:", "--two", "Other:", "--help")
    ]
    assert places == sorted(places)


def test_an_environment_variable_has_the_option_s_name() -> None:
    option = Option(["--fail-on"], from_environment=True)
    assert option.envvar == "CORSAC_FAIL_ON"
    assert Option(["--fail-on"]).envvar is None


def test_every_option_has_a_help_text_and_a_section() -> None:
    options = [each for each in PARAMETERS if isinstance(each, Option) and not each.hidden]
    assert [each.name for each in options if not each.help or each.section == "Other"] == []
