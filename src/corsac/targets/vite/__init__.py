"""Vite's development server."""
