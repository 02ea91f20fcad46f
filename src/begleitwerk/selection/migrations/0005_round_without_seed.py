from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0004_lot"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="selectionround",
            name="seed",
        ),
    ]
