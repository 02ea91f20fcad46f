"""Versions of content and their items."""

import factory
from django.utils import timezone

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion


class ContentVersionFactory(factory.django.DjangoModelFactory[ContentVersion]):
    class Meta:
        model = ContentVersion

    kind = ContentKind.THEMES
    code = factory.Sequence(lambda number: f"inhalt-{number}")
    version = "1"
    rank = 1
    title_de = "Inhalt"
    title_en = "Content"
    source_de = "Erfunden."
    source_en = "Invented."
    sha256 = factory.Sequence(lambda number: f"{number:064d}")
    imported_at = factory.LazyFunction(timezone.now)


class ContentItemFactory(factory.django.DjangoModelFactory[ContentItem]):
    class Meta:
        model = ContentItem

    version = factory.SubFactory(ContentVersionFactory)
    key = factory.Sequence(lambda number: f"item-{number}")
    position = factory.Sequence(lambda number: number)
    label_de = "Eintrag"
    label_en = "Entry"
    text_de = "Text"
    text_en = "Text"
