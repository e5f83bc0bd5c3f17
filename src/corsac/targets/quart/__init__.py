"""Quart."""
