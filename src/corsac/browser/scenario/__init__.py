"""Scenarios: a page, its requests and a scripted server, run through a profile in memory."""
