"""The documentation's site: pages that are written, pages drawn from the code, built strictly.

python -m tools.site build    build .cache/site/html
python -m tools.site man      write docs/man/corsac.1
"""
