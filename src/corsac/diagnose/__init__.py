"""Exchanges and rules in, a report out; which probe to send next is asked for as data.

`diagnosis.Diagnosis` is the state machine; `report` is what it ends in.
"""
