"""Comments are written, changed and withdrawn by those whose words they are."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.comments.models import Comment
from begleitwerk.core.services import Refused, changing, claim, record_removed, require, save_new


def write_comment(*, by: User, subject: Any, text: str) -> Comment:
    """Say something about a goal, a measure, a decision or a meeting of a municipality.

    Raises Refused at `text` without one.
    """
    said = require(text, "text", _("Write your comment."))
    name = subject._meta.model_name
    comment = Comment(municipality=subject.municipality, author=by, text=said, **{name: subject})
    return save_new(by=by, verb="comments.comment_written", row=comment)


def change_comment(*, by: User, comment: Comment, text: str, version: int | None = None) -> Comment:
    """Change one's own words. Raises EditConflict, and Refused for those of others or at `text`."""
    said = require(text, "text", _("Write your comment."))
    check_own(by, comment)
    with changing(
        comment, by=by, verb="comments.comment_changed", version=version, if_changed=True
    ) as comment:
        if comment.text != said:
            comment.text, comment.changed_at = said, timezone.now()
    return comment


def withdraw_comment(*, by: User, comment: Comment, version: int | None = None) -> None:
    """Take one's own words back; the log keeps them. Raises EditConflict, and Refused for those of
    others.
    """
    check_own(by, comment)
    with transaction.atomic():
        comment = claim(comment, version=version)
        record_removed(by=by, verb="comments.comment_withdrawn", row=comment)
        comment.delete()


def check_own(by: User, comment: Comment) -> None:
    if comment.author_id != by.pk:
        raise Refused(_("These are somebody else's words. Write a comment of your own."))
