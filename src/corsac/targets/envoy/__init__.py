"""Policies for Envoy."""
