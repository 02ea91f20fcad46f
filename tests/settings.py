"""Settings of the tests: as in production, but for speed and for a place of their own."""

import os
import tempfile

os.environ.setdefault("BEGLEITWERK_DATA_DIR", tempfile.mkdtemp(prefix="begleitwerk-tests-"))
os.environ.setdefault("BEGLEITWERK_SECRET_KEY", "only-for-tests")

from begleitwerk.config.settings import *  # noqa: F403
from begleitwerk.config.settings import DATA_DIR, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
ACCOUNT_RATE_LIMITS = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, not memory: the live server's threads and the tests share it
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
