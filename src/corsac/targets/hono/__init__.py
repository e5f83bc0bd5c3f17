"""Policies for Hono."""
