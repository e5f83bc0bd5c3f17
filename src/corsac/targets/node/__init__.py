"""Policies for Node.js."""
