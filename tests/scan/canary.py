"""Words put into every field of one municipality that stand nowhere else, so that whoever reads one
has read that field.

A word names its field by number and its row: `Qx0017r0042Q` is what stood in field 17 of row 42.
No hyphenation, spelling or escaping of a document changes it.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.municipalities.models import Membership, Municipality, Workspace

LENGTH = len("Qx0000r000000Q")
CODE = re.compile(
    r"(digest|key|kind|state|token|path|language|media_type|content_type|verb|table)$"
)
PROSE = re.compile(r"\S\s+\S")  # a leaf of JSON people wrote; keys and codes are one word


@dataclass
class Canaries:
    """Which field a word stands for; its second letter tells one scan from another, of which
    something may still be cached."""

    place: Municipality
    mark: str = "x"
    fields: list[str] = field(default_factory=list)

    def word(self, name: str, row: int) -> str:
        if name not in self.fields:
            self.fields.append(name)
        return f"Q{self.mark}{self.fields.index(name):04}r{row}Q"

    def read_in(self, text: str) -> set[str]:
        """The fields whose words stand in a text."""
        found = re.findall(rf"Q{self.mark}(\d{{4}})r\d+Q", text)
        return {self.fields[int(number)] for number in found}


def plant(place: Municipality, mark: str = "x") -> Canaries:
    """A word in every text of what belongs to the place; what it released it takes back.

    Written past the services: the rows are as they might be, their texts are not.
    """
    found = Canaries(place, mark)
    for model, path in roads_to(place).items():
        rows = model._base_manager.filter(**{path: target_of(model, path, place)}).distinct()
        for row in rows:
            fill(found, row)
    for person in people_only_of(place):
        fill(found, person, leave=("email", "demo_note"))
    return found


def fill(found: Canaries, row: models.Model, leave: tuple[str, ...] = ()) -> None:
    """Every text of the row, the empty ones too unless a constraint wants them empty."""
    values = {each.name: word_for(found, row, each) for each in writable(row, leave)}
    same = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            same.update(**values)
    except IntegrityError:
        same.update(**{name: value for name, value in values.items() if getattr(row, name)})


def word_for(found: Canaries, row: models.Model, text: Any) -> Any:
    if text.name == "release":
        return ReleaseLevel.OWN
    word = found.word(f"{row._meta.app_label}.{type(row).__name__}.{text.name}", row.pk)
    if isinstance(text, models.JSONField):
        return spoken(getattr(row, text.attname), word)
    return word


def writable(row: models.Model, leave: tuple[str, ...]) -> list[Any]:
    return [each for each in row._meta.concrete_fields if is_text(each) and each.name not in leave]


def is_text(each: Any) -> bool:
    """What people write, or the release of it; not choices, keys, digests or places of files."""
    if each.name == "release" or isinstance(each, models.JSONField):
        return True
    return (
        isinstance(each, (models.CharField, models.TextField))
        and not isinstance(each, (models.SlugField, models.FileField))
        and not (each.choices or each.unique or CODE.search(each.name))
        and not (each.max_length and each.max_length < LENGTH)
    )


def spoken(value: Any, word: str) -> Any:
    """The same JSON with the word behind every prose."""
    if isinstance(value, dict):
        return {key: spoken(each, word) for key, each in value.items()}
    if isinstance(value, list):
        return [spoken(each, word) for each in value]
    return f"{value} {word}" if isinstance(value, str) and PROSE.search(value) else value


def roads_to(place: Municipality) -> dict[type[models.Model], str]:
    """From every table of ours that belongs to municipalities, the shortest way there.

    By links every row has, and only where there is none by links that may be empty.
    """
    roads: dict[type[models.Model], str] = {}
    ours = [model for model in apps.get_models() if model.__module__.startswith("begleitwerk.")]
    for may_be_empty in (False, True):
        waiting: deque[tuple[type[models.Model], str]] = deque(
            [(Municipality, ""), (Workspace, ""), *roads.items()]
        )
        while waiting:
            target, way = waiting.popleft()
            for model in ours:
                if model in (Municipality, Workspace, User) or model in roads:
                    continue
                link = link_between(model, target, may_be_empty)
                if link:
                    roads[model] = f"{link}__{way}" if way else link
                    waiting.append((model, roads[model]))
    return roads


def link_between(
    model: type[models.Model], target: type[models.Model], may_be_empty: bool
) -> str | None:
    for each in model._meta.concrete_fields:
        leads_there = isinstance(each, models.ForeignKey) and each.related_model is target
        if leads_there and (may_be_empty or not each.null):
            return each.name
    return None


def target_of(model: type[models.Model], path: str, place: Municipality) -> models.Model:
    """The municipality or its workspace, whichever the way ends at."""
    target: type[models.Model] = model
    for step in path.split("__"):
        target = target._meta.get_field(step).related_model  # type: ignore[assignment]
    return place if target is Municipality else place.workspace


def people_only_of(place: Municipality) -> QuerySet[User]:
    """Whoever holds roles here and nowhere else."""
    elsewhere = Membership.objects.exclude(workspace=place.workspace)
    here = User.objects.filter(memberships__workspace=place.workspace)
    return here.exclude(pk__in=elsewhere.values("user")).distinct()
