"""The number of a lot gets a record of its own, with what was published before its drawing."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep_numbers(apps: Any, schema_editor: Any) -> None:
    """Numbers entered so far stay; nothing was published before their drawing."""
    rounds = apps.get_model("selection", "SelectionRound")
    lots = apps.get_model("selection", "Lot")
    for row in rounds.objects.exclude(seed=""):
        lots.objects.create(round=row, number=row.seed)


def give_back(apps: Any, schema_editor: Any) -> None:
    rounds = apps.get_model("selection", "SelectionRound")
    for lot in apps.get_model("selection", "Lot").objects.exclude(number=""):
        rounds.objects.filter(pk=lot.round_id).update(seed=lot.number)


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0003_named_approver"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "data_digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="check sum of the data"
                    ),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
                ("published_by_id", models.PositiveBigIntegerField(null=True)),
                ("publications", models.JSONField(default=list)),
                (
                    "number",
                    models.CharField(blank=True, max_length=120, verbose_name="number for a draw"),
                ),
                ("drawn_at", models.DateTimeField(null=True, verbose_name="drawn")),
                ("entered_at", models.DateTimeField(null=True, verbose_name="entered")),
                ("entered_by_id", models.PositiveBigIntegerField(null=True)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lot",
                        to="selection.selectionround",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(keep_numbers, give_back),
    ]
