"""Django: a middleware class, one setting, a decorator for views, system checks.

MIDDLEWARE = ["corsac.middleware.django.CORS", ...] and CORSAC = {"allow_origins": [...]}; with
"corsac.middleware.django" in INSTALLED_APPS, `manage.py check` knows the checks too.

`manage.py runserver` answers for static files before any middleware runs. Where pages of other
origins load them, start it with --nostatic, and put the layer of `corsac.middleware.wsgi` (or
`asgi`) around `StaticFilesHandler(get_wsgi_application())`.
"""

from corsac.middleware.django.layer import CORS
from corsac.middleware.views import cors

__all__ = ["CORS", "cors"]
