"""What all papers of a collection share."""

from django.utils.translation import get_language

from begleitwerk.core.templatetags.bw import day
from begleitwerk.engine.documents import Block, Document
from begleitwerk.fieldwork.models import Collection


def paper(collection: Collection, title: str, blocks: tuple[Block, ...]) -> Document:
    """In the language of whoever prints it."""
    place = str(collection.municipality)
    return Document(
        title=f"{title}: {collection.title}",
        subject=collection.title,
        preline=title,
        letterhead_left=(place,),
        language=(get_language() or "de")[:2],
        author=place,
        blocks=blocks,
        footer=f"{place}, {collection.title}",
    )


def until(collection: Collection) -> str:
    return day(collection.closes_on)
