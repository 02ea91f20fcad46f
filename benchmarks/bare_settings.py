"""Settings of the floor: the same database and tables, nothing else."""

from begleitwerk.config.settings import *  # noqa: F403

# The sign-in library insists on its middleware at start; the floor is served without (bare.py).
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
ROOT_URLCONF = "benchmarks.bare"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
WSGI_APPLICATION = "benchmarks.bare.application"
