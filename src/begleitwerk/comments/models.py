"""What somebody who reads a municipality's work says about it, without changing it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Decision, Meeting

SUBJECTS = ("goal", "measure", "decision", "meeting")


def exactly_one() -> Q:
    """One of the subjects, and none of the others."""
    found = Q()
    for named in SUBJECTS:
        found |= Q(**{f"{name}__isnull": name != named for name in SUBJECTS})
    return found


class Comment(Versioned):
    """Who said when what on a goal, a measure, a decision or a meeting; her own words."""

    logged: ClassVar = ("text",)
    processing: ClassVar = Processing(
        _("Comments"),
        _("Say something about the work of a municipality without changing it"),
        DataClass.WORK,
        readers=("goals.view", "meetings.view"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), null=True)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=exactly_one(), name="comment_on_exactly_one")
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    @property
    def subject(self) -> Any:
        """What it is about."""
        return next(row for name in SUBJECTS if (row := getattr(self, name)) is not None)
