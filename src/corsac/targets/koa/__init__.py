"""Fixes for Koa."""
