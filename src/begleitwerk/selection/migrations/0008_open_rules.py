from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0007_fairness"),
    ]

    operations = [
        migrations.AddField(
            model_name="ruleset",
            name="is_open",
            field=models.BooleanField(default=False, verbose_name="open to everybody"),
        ),
    ]
