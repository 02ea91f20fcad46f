"""The floor of answering: a bare Django view that stores one row, and nothing else.

Served by the same server, from the same database. No middleware, no look-up, no check.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.bare_settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from begleitwerk.fieldwork.models import Answer  # noqa: E402


def store(request: HttpRequest) -> HttpResponse:
    sent = request.POST
    Answer.objects.create(
        sheet_id=int(sent["sheet"]), item_id=int(sent["item"]), level=int(sent["level"])
    )
    return HttpResponse(b"{}")


urlpatterns = [path("bare/", store)]
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
application = WSGIHandler()
