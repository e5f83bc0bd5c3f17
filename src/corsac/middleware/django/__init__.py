"""Django: a middleware class, one setting, a decorator for views, system checks.

MIDDLEWARE = ["corsac.middleware.django.CORS", ...] and CORSAC = {"allow_origins": [...]}; with
"corsac.middleware.django" in INSTALLED_APPS, `manage.py check` knows the checks too.
"""

from corsac.middleware.django.layer import CORS
from corsac.middleware.views import cors

__all__ = ["CORS", "cors"]
