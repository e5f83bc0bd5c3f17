"""Run as `python -m tools.truth`."""

from tools.truth.cli import main

main(prog_name="python -m tools.truth")
