"""How many take part in what a process belongs to."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from begleitwerk.processes.models import Process
from begleitwerk.programmes.enums import OCCUPYING, EngagementState
from begleitwerk.programmes.models import Engagement, EngagementStep


def with_member_counts(processes: QuerySet[Process]) -> QuerySet[Process]:
    """With `same_theme` and `all_themes`: the municipalities that take part in the edition."""
    engagements = Engagement.objects.filter(
        edition=OuterRef("engagement__edition"), state__in=OCCUPYING
    ).order_by()
    same = engagements.filter(theme=OuterRef("engagement__theme"))
    return processes.annotate(same_theme=_count(same), all_themes=_count(engagements))


def _count(rows: QuerySet[Engagement]) -> Coalesce:
    """Municipalities and not places, as the edition's page counts them: two may share one."""
    number = Count("parties", distinct=True)
    counted = rows.values("edition").annotate(number=number).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def member_counts(process: Process) -> tuple[int, int]:
    """How many municipalities take part, with the same theme and in all."""
    found: Any = with_member_counts(Process.objects.only("pk")).get(pk=process.pk)
    return found.same_theme, found.all_themes


def with_programme(process: Process) -> Any:
    """The process with its programme and theme, `with_member_counts`, and `selected_on`."""
    selected = EngagementStep.objects.filter(
        engagement=OuterRef("engagement"), state=EngagementState.SELECTED
    )
    rows = Process.objects.select_related(
        "engagement__edition__programme", "engagement__theme__item"
    ).annotate(selected_on=Subquery(selected.order_by("-pk").values("on")[:1]))
    return with_member_counts(rows).get(pk=process.pk)
