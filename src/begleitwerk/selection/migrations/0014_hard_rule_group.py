from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0013_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="hardrule",
            name="group",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="group of alternatives"),
        ),
    ]
