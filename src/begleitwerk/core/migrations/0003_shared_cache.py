"""The table of the cache all processes share: limits of the sign-in, used codes."""

from django.core.management import call_command
from django.db import migrations

TABLE = "core_shared_cache"


def make(apps, schema_editor):
    """As `createcachetable` makes it; that does nothing where the table is there already."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_daily_duty")]
    operations = [migrations.RunPython(make, drop)]
