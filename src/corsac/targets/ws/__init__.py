"""Policies for the ws package."""
