"""What a drill finds afterwards: the names that were written, and how often; what is wrong with the
log and its seals. Told as JSON; run in the site's place."""

import json

import django

django.setup()

from django.db.models import Count  # noqa: E402

from begleitwerk.core.models import AuditEvent  # noqa: E402
from begleitwerk.core.services import verify_chain, verify_seals  # noqa: E402
from begleitwerk.networks.models import Network  # noqa: E402

rows = Network.objects.filter(name__startswith="Drill ")
counted = rows.values_list("name").annotate(number=Count("pk"))
told = AuditEvent.objects.filter(verb="networks.network_created")
untold = {str(pk) for pk in rows.values_list("pk", flat=True)}
untold -= set(told.values_list("subject_id", flat=True))
print(
    json.dumps(
        {
            "names": dict(counted.values_list("name", "number")),
            "faults": [
                *(f"event {fault.number}: {fault.what}" for fault in verify_chain()),
                *(f"seal {fault.number}: {fault.what}" for fault in verify_seals()),
                *(f"network {pk} has no event" for pk in untold),
            ],
        }
    )
)
