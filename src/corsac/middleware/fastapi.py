"""FastAPI: an application of Starlette's, and the same layer."""

from corsac.middleware.starlette import CORS

__all__ = ["CORS"]
