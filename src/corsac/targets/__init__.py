"""A policy as another system's configuration, and a system known by what it answers."""
