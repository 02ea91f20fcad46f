"""Result of a large self-assessment: how long it takes to be made, and what its pages cost.

    BEGLEITWERK_DATA_DIR=… uv run python -m benchmarks.assessment_result

500 people in five groups judge all criteria of the framework; nothing of it stays in the database.
The floor is a page of the same area with nothing in it: the comparison of a self-assessment that
has no earlier one. Aims: at most six times its time, in a number of queries that does not grow.
"""

import statistics
from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Any

AIM = 6.0
MOST_QUERIES = 12
VIEWS = 15
SIZES = {"Planung": 120, "Steuerung": 90, "Partner": 150, "Praxen": 137, "Familien": 3}
FLOORS = {"Familien": 5}


def answers_of(dice: Random, sheets: list[Any], items: list[int]) -> Iterator[Any]:
    """Of each sheet and item a level or a special answer, and how important it is."""
    from begleitwerk.fieldwork.models import Answer

    for sheet in sheets:
        for item in items:
            unsure = dice.random() < 0.1
            level = min(3, max(0, round(dice.gauss(1 + item % 3 / 2, 0.9))))
            yield Answer(
                sheet=sheet,
                item_id=item,
                level=None if unsure else level,
                special="cannot_judge" if unsure else "",
                importance=dice.randint(1, 3),
            )


def answered(municipality: Any, sizes: dict[str, int], seed: int) -> Any:
    """A self-assessment on the whole framework, answered by groups of these sizes."""
    from django.utils import timezone

    from begleitwerk.assessment.services import create_assessment, open_assessment
    from begleitwerk.catalogue.enums import ContentKind
    from begleitwerk.catalogue.selectors import item, items_of
    from begleitwerk.fieldwork.models import Answer, Sheet
    from begleitwerk.fieldwork.services import GroupSpec, add_group_link

    today = timezone.localdate()
    assessment = create_assessment(
        by=None,
        municipality=municipality,
        title=f"Messung {seed}",
        purpose="baseline",
        criteria=[row for row in items_of(ContentKind.QUALITY_FRAMEWORK) if row.parent_id],
        scale=item(ContentKind.SCALES, "maturity"),
        opens_on=today,
        closes_on=today,
        groups=[GroupSpec(name, FLOORS.get(name, 3)) for name in sizes],
    )
    add_group_link(by=None, collection=assessment.collection)
    assessment = open_assessment(by=None, assessment=assessment)
    groups = {group.name: group for group in assessment.collection.groups.all()}
    sheets = [
        Sheet(collection_id=assessment.collection_id, group=groups[name], state="handed_in")
        for name, size in sizes.items()
        for _ in range(size)
    ]
    Sheet.objects.bulk_create(sheets, 1000)
    items = list(assessment.criteria.values_list("item_id", flat=True))
    Answer.objects.bulk_create(answers_of(Random(seed), sheets, items), 1000)
    return assessment


def coordinator_of(municipality: Any) -> Any:
    from begleitwerk.municipalities.models import Membership

    held = Membership.objects.filter(workspace=municipality.workspace, role="coordinator")
    return held.select_related("user")[0].user


def page_costs(client: Any, url: str) -> tuple[float, int]:
    """Milliseconds of a page, the median of several views, and its queries."""
    from django.db import connection

    seen = []

    def count(execute: Any, sql: str, *others: Any) -> Any:
        seen.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(count):
        assert client.get(url).status_code == 200
    times = []
    for _ in range(VIEWS):
        began = perf_counter()
        client.get(url)
        times.append(perf_counter() - began)
    return statistics.median(times) * 1000, len(seen)


def measure() -> Iterator[tuple[str, str]]:
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    from begleitwerk.assessment.services import close_assessment
    from begleitwerk.municipalities.models import Municipality

    with transaction.atomic():
        place = Municipality.objects.get(workspace__slug="landkreis-musterau")
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(coordinator_of(place))
        assessment = answered(place, SIZES, 1)
        began = perf_counter()
        assessment = close_assessment(by=None, assessment=assessment)
        yield "closed and result made", f"{perf_counter() - began:.1f} s"
        at = [place.slug, assessment.pk]
        floor, _ = page_costs(client, reverse("assessment:comparison", args=at))
        yield "page with nothing in it", f"{floor:.1f} ms"
        pages = {
            "result": reverse("assessment:result", args=at),
            "dimension": reverse(
                "assessment:result_dimension", args=[*at, assessment.result["dimensions"][4]["pk"]]
            ),
            "criterion": reverse(
                "assessment:result_criterion", args=[*at, assessment.result["criteria"][30]["pk"]]
            ),
        }
        for name, url in pages.items():
            time, queries = page_costs(client, url)
            ratio = time / floor
            yield name, f"{time:.1f} ms, {ratio:.1f} times, {queries} queries"
            assert queries <= MOST_QUERIES, queries
            assert ratio <= AIM, ratio
        transaction.set_rollback(True)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "begleitwerk.config.settings")
    django.setup()
    for what, found in measure():
        print(f"{what}: {found}", flush=True)
