"""What rests on versions of the catalogue: rows of other apps, found by their foreign keys."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q

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
