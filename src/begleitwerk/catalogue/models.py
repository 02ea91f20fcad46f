"""Versions of content and their items: what frameworks, ladders and lists of choices say."""

import re
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.core.processing import SIGNED_IN, DataClass, Processing

NUMBER_IN_KEY = re.compile(r"[A-Z]+(\d[\d.]*)")


def reads_english() -> bool:
    return (get_language() or "de").startswith("en")


class ContentVersion(models.Model):
    """One version of one content file. Once something rests on it, it stays as it is."""

    processing: ClassVar = Processing(
        _("Versions of the catalogue"),
        _("Work on the content a programme began with"),
        DataClass.CONTENT,
        readers=(SIGNED_IN,),
        people=("imported_by_id",),
        sealed=Q(),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ContentKind.choices)
    code = models.CharField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    rank = models.PositiveSmallIntegerField(_("rank"))
    title_de = models.CharField(_("title (German)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300)
    source_de = models.TextField(_("source (German)"))
    source_en = models.TextField(_("source (English)"))
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("imported at"))
    imported_by_id = models.PositiveBigIntegerField(null=True)
    in_use_since = models.DateTimeField(_("in use since"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "code", "version"], name="catalogue_version_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_log(self) -> str:
        """Histories name the version: title and number, the same in every language."""
        return f"{self.title_de} ({self.version})"

    @property
    def title(self) -> str:
        return self.title_en if reads_english() else self.title_de

    @property
    def source(self) -> str:
        return self.source_en if reads_english() else self.source_de


class ContentItem(models.Model):
    """One entry of a version: a dimension, a criterion, a role, a step of a ladder."""

    processing: ClassVar = Processing(
        _("Entries of the catalogue"),
        _("Work on the content a programme began with"),
        DataClass.CONTENT,
        readers=(SIGNED_IN,),
        sealed=Q(),
    )
    version = models.ForeignKey(ContentVersion, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=60)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    label_de = models.CharField(_("name (German)"), max_length=300)
    label_en = models.CharField(_("name (English)"), max_length=300)
    text_de = models.TextField(_("text (German)"))
    text_en = models.TextField(_("text (English)"))
    extra = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="catalogue_item_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def in_log(self) -> str:
        """Histories keep the key and find the name in the reader's language."""
        return self.key

    @property
    def label(self) -> str:
        return self.label_en if reads_english() else self.label_de

    @property
    def text(self) -> str:
        return self.text_en if reads_english() else self.text_de

    @property
    def number(self) -> str:
        """The number it is called by: 5.3 of QD5.3, 2 of a phase or a step, else nothing."""
        for name in ("number", "step"):
            if name in self.extra:
                return str(self.extra[name])
        found = NUMBER_IN_KEY.fullmatch(self.key)
        return found[1] if found else ""

    def detail(self, name: str) -> Any:
        """A further field of the item, in the active language where it has both; None without."""
        value = self.extra.get(name)
        if isinstance(value, dict) and set(value) == {"de", "en"}:
            return value["en" if reads_english() else "de"]
        return value
