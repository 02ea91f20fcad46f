"""Settings of the floor: the same database and tables, nothing else."""

from begleitwerk.config.settings import *  # noqa: F403
from begleitwerk.config.settings import INSTALLED_APPS as ALL_APPS

# the sign-in library insists on its middleware; the floor has neither
INSTALLED_APPS = [name for name in ALL_APPS if not name.startswith("allauth")]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.bare"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
WSGI_APPLICATION = "benchmarks.bare.application"
