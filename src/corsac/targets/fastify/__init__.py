"""Policies for Fastify."""
