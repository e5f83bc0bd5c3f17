"""The demo's files are the recipes as people paste them, and nothing else of CORS."""

from __future__ import annotations

from corsac.lab.guide import files
from corsac.policy.load import load_policy
from tests.meta.tree import ROOT

RECIPES = ROOT / "tests" / "targets" / "defects" / "recipes"
CSRF = '    "django.middleware.csrf.CsrfViewMiddleware",\n'


def test_they_are_the_recipes_that_lint_is_tried_on() -> None:
    assert (RECIPES / "nginx.conf").read_text("utf-8") == files.NGINX_RECIPE
    # Lint's has the middleware too that Django's own template brings; the demo has no form.
    settings = (RECIPES / "django-settings.py.txt").read_text("utf-8")
    assert settings.replace(CSRF, "") == files.DJANGO_RECIPE


def test_a_site_differs_from_the_recipe_by_its_addresses_alone() -> None:
    old, new = files.NGINX_RECIPE.splitlines(), files.site(4433, 8001).splitlines()
    changed = [line.strip() for line, was in zip(new, old, strict=True) if line != was]
    assert changed == ["listen 127.0.0.1:4433 ssl;", "proxy_pass http://127.0.0.1:8001;"]


def test_what_stands_around_it_says_nothing_of_cors() -> None:
    for text in (files.PROJECT, files.APP, files.around_site(root=True)):
        assert "access-control" not in text.lower()
        assert "CORS" not in text


def test_workers_stay_root_where_the_folder_is_roots() -> None:
    assert files.around_site(root=True).startswith("user root;")
    assert "user" not in files.around_site(root=False)


def test_the_policy_can_be_used() -> None:
    assert load_policy(files.POLICY).allow_credentials
