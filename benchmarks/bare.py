"""The floor: a bare Django that renders the same 300 rows as a plain table.

Served by the same server, from the same database. No session, no middleware, no components: what
is left is Django itself. `BENCH_SLUG` names the municipality, as for the real list, `BENCH_HEAVY`
the one whose measures are written into files.
"""

import csv
import io
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.bare_settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from begleitwerk.goals.models import Measure  # noqa: E402

PAGE = """<!doctype html><html lang="de"><title>Maßnahmen</title><body><h1>Maßnahmen</h1>
<table><thead><tr><th>Maßnahme</th><th>Stand</th><th>Zuständig</th><th>Frist</th><th>Kosten</th>
</tr></thead><tbody>{% for row in rows %}<tr><th scope="row">
<a href="/k/{{ slug }}/massnahmen/{{ row.pk }}/">{{ row.title }}</a>
<small>{{ row.goal.title }}</small></th><td>{{ row.state }}</td><td>{{ row.owner }}</td>
<td>{{ row.due_on|date:"d.m.Y" }}</td><td>{{ row.cost }}</td></tr>
{% endfor %}</tbody></table></body></html>"""
SLUG, HEAVY = os.environ.get("BENCH_SLUG", ""), os.environ.get("BENCH_HEAVY", "")
EXPORTED = (
    "title", "goal__title", "owner", "starts_on", "due_on", "state", "done_on", "progress", "cost",
    "funding__label_de",
)  # fmt: skip
template = engines["django"].from_string(PAGE)


def table(request: HttpRequest) -> HttpResponse:
    rows = Measure.objects.filter(municipality__workspace__slug=SLUG)
    rows = rows.select_related("goal").order_by("due_on", "pk")[:300]
    return HttpResponse(template.render({"rows": rows, "slug": SLUG}, request))


def exported() -> list[tuple[object, ...]]:
    rows = Measure.objects.filter(municipality__workspace__slug=HEAVY).order_by("due_on", "pk")
    return [EXPORTED, *rows.values_list(*EXPORTED)]


def as_csv(request: HttpRequest) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(exported())
    return HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv")


def as_xlsx(request: HttpRequest) -> HttpResponse:
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in exported():
        sheet.append(row)
    book.save(content)
    return HttpResponse(content.getvalue(), content_type="application/octet-stream")


urlpatterns = [path("bare/", table), path("bare.csv", as_csv), path("bare.xlsx", as_xlsx)]
settings.MIDDLEWARE = []
application = WSGIHandler()
