"""Settings of the tests: as in production, but for speed and for a place of their own."""

import os
import sys
import tempfile
from pathlib import Path

# Where nothing compiled may be kept, as in many containers, each of the hundred servers and workers
# that tests start would compile everything anew: what they compile gets a place of its own.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / "var" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

os.environ.setdefault("BEGLEITWERK_DATA_DIR", tempfile.mkdtemp(prefix="begleitwerk-tests-"))
if "PYTEST_XDIST_WORKER" in os.environ:  # a place for each: some tests empty theirs
    place = Path(os.environ["BEGLEITWERK_DATA_DIR"], os.environ["PYTEST_XDIST_WORKER"])
    if place.parent.name != place.name:  # what a test starts stays in its worker's
        place.mkdir(exist_ok=True)
        os.environ["BEGLEITWERK_DATA_DIR"] = str(place)
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
