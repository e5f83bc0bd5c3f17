"""A report as text for a person or data for a program."""
