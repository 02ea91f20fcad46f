"""What rests on versions of the catalogue: rows of other apps, found by their foreign keys.

No app is known by name: each table says itself what it is called. All tables are asked at once, so
that the number of queries grows neither with the apps nor with the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, IntegerField, Model, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from begleitwerk.catalogue.models import ContentItem, ContentVersion


def used_version_ids(versions: Iterable[ContentVersion] | None = None) -> set[int]:
    """Versions something rests on: marked as in use, or pointed to by a row of any other app."""
    rows = ContentVersion.objects.filter(Q(in_use_since__isnull=False) | _pointed_to())
    if versions is not None:
        rows = rows.filter(pk__in=[version.pk for version in versions])
    return set(rows.values_list("pk", flat=True))


def _pointed_to() -> Q:
    use = Q(pk__in=[])
    for model, name in _keys_to(ContentVersion):
        use |= Q(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))
    for model, name in _keys_to(ContentItem):
        use |= Q(Exists(model._base_manager.filter(**{f"{name}__version": OuterRef("pk")})))
    return use


def _keys_to(target: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Tables of other apps with a foreign key to `target`, many-to-many tables included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label != "catalogue":
            for field in model._meta.concrete_fields:
                if field.is_relation and field.related_model is target:
                    yield model, field.name


# --- How much -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """So many records of one kind rest on something; `name` is theirs, in the active language."""

    name: str
    count: int


@dataclass(frozen=True)
class _Key:
    """A foreign key into the catalogue, and the field whose values are counted.

    A table that only ties two others together counts as the records it belongs to.
    """

    model: type[Model]
    field: str
    record: str
    owner: type[Model]

    @property
    def name(self) -> str:
        processing = getattr(self.owner, "processing", None)
        return str(processing.label if processing else self.owner._meta.verbose_name_plural)


def uses_of(versions: Iterable[ContentVersion]) -> dict[int, tuple[Use, ...]]:
    """What rests on each version or on its items, by the key of the version. One query."""
    wanted = [version.pk for version in versions]
    places = [(key, F(f"{key.field}_id")) for key in _found_keys(ContentVersion)]
    places += [(key, F(f"{key.field}__version_id")) for key in _found_keys(ContentItem)]
    return _counted(places, wanted)


def uses_by_item(version: ContentVersion) -> dict[int, tuple[Use, ...]]:
    """What rests on each first-level item or on those below it, by the key of the item. Two
    queries."""
    top = ContentItem.objects.filter(version=version, parent=None)
    wanted = list(top.values_list("pk", flat=True))
    return _counted([(key, _top_of(key.field)) for key in _found_keys(ContentItem)], wanted)


def _top_of(field: str) -> Coalesce:
    return Coalesce(f"{field}__parent__parent_id", f"{field}__parent_id", f"{field}_id")


def _counted(places: Sequence[tuple[_Key, Any]], wanted: list[int]) -> dict[int, tuple[Use, ...]]:
    """Records by what they rest on. Of a table with several keys the one that most of its records
    use counts, so that none is counted twice."""
    rows = [
        key.model._base_manager.annotate(use_of=place, use_key=Value(index, IntegerField()))
        .filter(use_of__in=wanted)
        .order_by()
        .values("use_key", "use_of")
        .annotate(use_count=Count(key.record, distinct=True))
        .values_list("use_key", "use_of", "use_count")
        for index, (key, place) in enumerate(places)
    ]
    most: dict[tuple[int, str], int] = defaultdict(int)
    for index, of, count in rows[0].union(*rows[1:], all=True) if rows else ():
        at = (of, places[index][0].name)
        most[at] = max(most[at], count)
    found: dict[int, list[Use]] = defaultdict(list)
    for (of, name), count in sorted(most.items(), key=lambda pair: (-pair[1], pair[0])):
        found[of].append(Use(name, count))
    return {of: tuple(uses) for of, uses in found.items()}


def _found_keys(target: type[Model]) -> list[_Key]:
    return [_key(model, name) for model, name in _keys_to(target)]


def _key(model: type[Model], field: str) -> _Key:
    owner: Any = model._meta.auto_created  # the model whose list of others it is
    if not owner:
        return _Key(model, field, "pk", model)
    record = next(each.name for each in model._meta.concrete_fields if each.related_model is owner)
    return _Key(model, field, record, owner)
