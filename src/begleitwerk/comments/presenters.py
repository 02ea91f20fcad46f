"""Where a comment stands, and how the log tells of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Wording
from begleitwerk.processes.models import Decision, Meeting

VERBS = {
    "comments.comment_written": Wording(_("Comment written")),
    "comments.comment_changed": Wording(_("Comment changed"), lists_changes=True),
    "comments.comment_withdrawn": Wording(_("Comment withdrawn")),
}


def page_of(subject: Any) -> str:
    """The page where what is commented on stands with its comments."""
    meeting = subject.meeting if isinstance(subject, Decision) else subject
    if isinstance(meeting, Meeting):
        url = reverse("processes:meeting", args=[subject.municipality.slug, meeting.pk])
    else:
        url = subject.get_absolute_url()
    return f"{url}#kommentare"
