"""`python -m tools.site`."""

from tools.site.cli import program

program(prog_name="python -m tools.site")
