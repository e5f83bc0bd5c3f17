"""Policies for NestJS."""
