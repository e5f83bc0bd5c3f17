"""Layers that enforce a policy around an application: ASGI, WSGI, and thin ones for frameworks."""
