"""A policy as another system's configuration, and a system known by what it answers.

`recognise` names what answered; `catalogue.fix` turns a remedy into a snippet for it.
"""
