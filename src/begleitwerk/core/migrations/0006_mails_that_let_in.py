from django.db import migrations, models
from django.db.models import Q


def empty_what_was_sent(apps, schema_editor):
    """Invitations and links to set a password that went out before."""
    let_in = Q(key__startswith="invitation:") | Q(key__startswith="account:")
    mails = apps.get_model("core", "OutboxMail").objects.filter(let_in)
    mails.update(lets_in=True)
    mails.filter(state="sent").update(body="")


class Migration(migrations.Migration):
    dependencies = [("core", "0005_events_without_number")]
    operations = [
        migrations.AddField(
            model_name="outboxmail",
            name="lets_in",
            field=models.BooleanField(default=False, verbose_name="lets in whoever reads it"),
        ),
        migrations.RunPython(empty_what_was_sent, migrations.RunPython.noop),
    ]
