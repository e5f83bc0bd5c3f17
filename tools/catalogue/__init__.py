"""The catalogues of other languages.

What is said in English is found in the source. Translations are kept in
`tools/catalogues/<language>/*.po`, and compiled to modules that come with corsac.

    python -m tools.catalogue extract    renew the .po files from the source
    python -m tools.catalogue missing    list what is not translated yet
    python -m tools.catalogue merge X    take translations from a .po file over
    python -m tools.catalogue compile    write the modules

See docs/contributing/translating.md.
"""
