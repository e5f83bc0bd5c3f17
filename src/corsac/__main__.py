"""`python -m corsac`: the same as `corsac`."""

from corsac.cli import main

raise SystemExit(main())
