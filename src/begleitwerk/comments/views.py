"""A comment is written on a page of its own, and changed and withdrawn by its author."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.comments import selectors, services
from begleitwerk.comments.forms import CommentForm
from begleitwerk.comments.models import Comment
from begleitwerk.comments.presenters import page_of
from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import AddPage, ChangePage, Crumbs, Values
from begleitwerk.municipalities.pages import MunicipalityPage


class CommentAdd(MunicipalityPage, AddPage):
    permission = "comments.write_comment"
    service = staticmethod(services.write_comment)
    form_class = CommentForm
    title = _("Write a comment")
    submit_label = _("Write the comment")
    saved_message = _("Your comment stands there.")

    @cached_property
    def subject(self) -> Any:
        return selectors.subject_or_404(self.municipality, self.kwargs["kind"], self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.subject

    def within(self) -> Values:
        return {"subject": self.subject}

    def crumbs(self) -> Crumbs:
        return [(str(self.subject), page_of(self.subject))]

    def get_success_url(self) -> str:
        return page_of(self.subject)


class OwnComment(MunicipalityPage, ChangePage):
    """A form about a comment of one's own."""

    permission = "comments.change_comment"
    record_name = "comment"

    @cached_property
    def comment(self) -> Comment:
        return selectors.comment_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.comment

    @cached_property
    def back(self) -> str:
        return page_of(self.comment.subject)

    def crumbs(self) -> Crumbs:
        return [(str(self.comment.subject), self.back)]

    def get_success_url(self) -> str:
        return self.back


class CommentEdit(OwnComment):
    service = staticmethod(services.change_comment)
    form_class = CommentForm
    title = _("Change your comment")
    submit_label = _("Save the comment")
    saved_message = _("Your comment is changed.")


class CommentWithdraw(OwnComment):
    service = staticmethod(services.withdraw_comment)
    form_class = ConfirmForm
    template_name = "comments/withdraw.html"
    title = _("Withdraw your comment?")
    submit_label = _("Withdraw the comment")
    saved_message = _("Your comment is withdrawn.")
