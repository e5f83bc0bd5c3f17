"""`python -m tools.catalogue`."""

from tools.catalogue.cli import program

program(prog_name="python -m tools.catalogue")
