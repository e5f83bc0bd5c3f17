"""What the recordings prove: replayed, listed, and written into the docs.

`python -m tools.truth --help` lists the commands. The recordings are tests/browsers/recordings,
the scenarios that the model gets wrong tests/browsers/not_modelled.toml, the scenario that shows
each difference tests/browsers/evidence.toml; what the docs say of it stands in this folder's TOML.
"""
