"""Which self-assessments a person reads."""

from django.db.models import QuerySet

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Assessment
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.selectors import within, workspaces_with


def visible_to(user: User) -> QuerySet[Assessment]:
    """Self-assessments of municipalities a person knows from the inside."""
    places = workspaces_with(user, Permission.QUALITY_VIEW)
    return Assessment.objects.filter(within(places, "municipality"))
