"""A comment."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.comments.models import Comment
from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin


class CommentForm(VersionedFormMixin, BaseModelForm):
    free_text = ("text",)

    class Meta:
        model = Comment
        fields = ("text",)
        labels: ClassVar = {"text": _("Your comment")}
        help_texts: ClassVar = {
            "text": _("Whoever reads this in the municipality reads your comment and your name.")
        }
        widgets: ClassVar = {"text": forms.Textarea({"rows": 5})}
