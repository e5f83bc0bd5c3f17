"""Records what real browsers do with cross-origin requests, and compares recordings.

Scenarios (a page, its cookies, some requests, and what the server answers, byte for byte) are
run in Chromium, Firefox and WebKitGTK inside a private network namespace. For each one the
recording keeps the results that script could read, the requests that reached the server and the
lines in the console. `python -m tools.recorder --help` lists the commands.
"""
