"""Policies for Next.js."""
