"""Verification: what a server must answer, tried on it and judged. Plans and judges, no I/O."""
