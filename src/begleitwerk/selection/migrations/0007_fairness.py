"""Rules say by what a lot is fair; those frozen before there was a choice keep what they had."""

from typing import Any

from django.db import migrations, models


def keep_what_was_frozen(apps: Any, schema_editor: Any) -> None:
    rule_sets = apps.get_model("selection", "RuleSet")
    rule_sets.objects.filter(frozen_at__isnull=False).update(fairness="maximin")


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0006_ground"),
    ]

    operations = [
        migrations.AddField(
            model_name="ruleset",
            name="fairness",
            field=models.CharField(
                choices=[
                    ("leximin", "the smallest chance, then the next smallest, and so on"),
                    ("nash", "the product of all chances"),
                    ("maximin", "the smallest chance alone"),
                ],
                default="leximin",
                max_length=8,
                verbose_name="what a lot makes as large as possible",
            ),
        ),
        migrations.RunPython(keep_what_was_frozen, migrations.RunPython.noop),
    ]
