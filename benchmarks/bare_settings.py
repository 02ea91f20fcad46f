"""Settings of the floor: the same database and tables, nothing else."""

from begleitwerk.config.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.bare"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
WSGI_APPLICATION = "benchmarks.bare.application"
