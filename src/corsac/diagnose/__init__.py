"""Exchanges and rules in, a report out; which probe to send next is asked for as data."""
