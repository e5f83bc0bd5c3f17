"""Modules that tools write; see the named tool before changing one by hand."""
