"""aiohttp: `CORS(app, policy)` on an application, and policies of single handlers."""

from corsac.middleware.aiohttp.layer import CORS
from corsac.middleware.views import cors

__all__ = ["CORS", "cors"]
