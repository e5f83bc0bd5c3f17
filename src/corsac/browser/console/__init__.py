"""The engines' consoles: one writer each, a complaint in and the lines as printed out."""
