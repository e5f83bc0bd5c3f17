"""Django with a policy that can't work: neither of its applications may start."""

import os

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler

settings.configure(
    MIDDLEWARE=["corsac.middleware.django.CORS"],
    ROOT_URLCONF=__name__,
    CORSAC={"allow_origins": ["https://app.example/"], "allow_credential": True},
)
django.setup()
urlpatterns: list[object] = []
app = ASGIHandler() if os.environ["INTERFACE"] == "asgi" else WSGIHandler()
