"""Translations, one module for each part; written by `python -m tools.catalogue compile`."""
