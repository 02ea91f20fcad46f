"""Networks, organisations and bodies in the order of a German dictionary."""

from django.db import migrations

from begleitwerk.core.selectors import alphabetical


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="body",
            options={"ordering": [alphabetical("name")], "verbose_name_plural": "bodies"},
        ),
        migrations.AlterModelOptions(name="network", options={"ordering": [alphabetical("name")]}),
        migrations.AlterModelOptions(
            name="partnerorganisation", options={"ordering": [alphabetical("name")]}
        ),
    ]
