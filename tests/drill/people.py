"""Makes a migrated site ready: a key for seals, files for the browser, coordinators of
municipalities of their own, signed in. Tells those as JSON."""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from begleitwerk.core.services import make_seal_key  # noqa: E402
from begleitwerk.files.models import StoredFile  # noqa: E402
from begleitwerk.municipalities.enums import Role  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory  # noqa: E402


def writer() -> dict[str, str]:
    municipality = MunicipalityFactory()
    user = UserFactory()
    MembershipFactory(user=user, workspace=municipality.workspace, role=Role.COORDINATOR)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    content = f"Anlage von {municipality}".encode()
    StoredFile.objects.create(
        municipality=municipality, name="anlage.txt", content_type="text/plain",
        size=len(content), sha256="", file=ContentFile(content, name="anlage.txt"),
    )  # fmt: skip
    return {"slug": municipality.slug, "session": str(session.session_key)}


if not Path(settings.SEAL_KEY_PATH).exists():
    make_seal_key()
call_command("collectstatic", verbosity=0, interactive=False)
print(json.dumps([writer() for _number in range(int(sys.argv[1]))]))
