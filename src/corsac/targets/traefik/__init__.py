"""Policies for Traefik."""
