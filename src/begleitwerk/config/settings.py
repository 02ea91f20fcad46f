"""Settings. What an operator may change is an environment variable; docs/betrieb lists them."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from begleitwerk.config import env

PACKAGE = Path(__file__).resolve().parent.parent
VENDOR = PACKAGE / "vendor"

# --- Where things lie --------------------------------------------------------------------------
DATA_DIR = Path(env.text("BEGLEITWERK_DATA_DIR", "var")).resolve()
MEDIA_ROOT = DATA_DIR / "files"
MEDIA_URL = "/files/"  # never served directly: files.views checks who asks
DOCUMENT_FONTS = VENDOR / "fonts"
# In a checkout the handbook lies in docs/, in an installed package beside this one's modules.
HANDBOOK = next(
    (
        folder
        for folder in (PACKAGE / "handbuch", PACKAGE.parent.parent / "docs" / "handbuch")
        if folder.exists()
    ),
    PACKAGE / "handbuch",
)


def secret_key() -> str:
    """The given key, or one made at first start and kept beside the data."""
    given = env.text("BEGLEITWERK_SECRET_KEY")
    if given:
        return given
    path = DATA_DIR / "secret_key"
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return path.read_text(encoding="utf-8").strip()
        key = secrets.token_urlsafe(50)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key)
        return key


# --- Mode --------------------------------------------------------------------------------------
DEBUG = env.flag("BEGLEITWERK_DEBUG")
DEMO = env.flag("BEGLEITWERK_DEMO")  # shows the demo personas on the sign-in page
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.words("BEGLEITWERK_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env.text("BEGLEITWERK_SITE_URL", "http://127.0.0.1:8000")
SITE_URL = SITE_URL.rstrip("/")  # paths are put behind it
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = env.flag("BEGLEITWERK_SSL_REDIRECT", default=SECURE)
SECURE_HSTS_SECONDS = env.number("BEGLEITWERK_HSTS_SECONDS", 31_536_000 if SECURE else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("BEGLEITWERK_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("BEGLEITWERK_HSTS_PRELOAD")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "begleitwerk.core.views.csrf_failure"

# --- Apps: every folder that is one; which may know which stands in .importlinter ---------------
OWN_APPS = sorted(f"begleitwerk.{file.parent.name}" for file in PACKAGE.glob("*/apps.py"))
INSTALLED_APPS = [
    *OWN_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "begleitwerk.core.middleware.NotCachedMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "begleitwerk.core.middleware.LanguageMiddleware",
    "begleitwerk.core.middleware.BodyLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "begleitwerk.municipalities.middleware.SecondFactorMiddleware",
    "begleitwerk.core.middleware.MethodMiddleware",
    "begleitwerk.core.middleware.OncePerPageMiddleware",
]

ROOT_URLCONF = "begleitwerk.config.urls"
WSGI_APPLICATION = "begleitwerk.config.wsgi.application"

LOADERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": LOADERS if DEBUG else [("django.template.loaders.cached.Loader", LOADERS)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "begleitwerk.core.templatetags.bw",
                "begleitwerk.core.templatetags.bw_panels",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "begleitwerk.portal.selectors.frame_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ----------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # what is deleted is overwritten: free pages tell nothing of it
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
    " PRAGMA secure_delete=ON;",
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'begleitwerk.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATA_DIR.mkdir(parents=True, exist_ok=True)  # where the key is given nobody has made it yet
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache -------------------------------------------------------------------------------------
# What counts tries to sign in and remembers used codes stands in the database (a migration of core
# makes the table): all processes on all machines count together, and a restart forgets nothing. It
# never becomes so full that something is pushed out: tries are limited by address, and every entry
# runs out within a day.
# Papers and runs stay in the memory of each process: what stands under a key depends on nothing but
# the key (council.papers.overview, selection.selectors.pulse), so processes need not share it.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "papers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "papers",
        "TIMEOUT": 60 * 60 * 24,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

# --- Sign-in ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "begleitwerk.accounts.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come from invitations, which prove the address
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, at the latest after its hours
ACCOUNT_FORMS = {
    "login": "begleitwerk.accounts.forms.SignInForm",
    "reset_password": "begleitwerk.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "begleitwerk.accounts.forms.ResetPasswordKeyForm",
    "change_password": "begleitwerk.accounts.forms.ChangePasswordForm",
    "set_password": "begleitwerk.accounts.forms.SetPasswordForm",
    "reauthenticate": "begleitwerk.accounts.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "begleitwerk.accounts.forms.FactorForm",
    "reauthenticate": "begleitwerk.accounts.forms.FactorAgainForm",
    "activate_totp": "begleitwerk.accounts.forms.ActivateAppForm",
    "add_webauthn": "begleitwerk.accounts.forms.AddKeyForm",
    "edit_webauthn": "begleitwerk.accounts.forms.RenameKeyForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
# So many proxies of our own write into X-Forwarded-For; without one the header is not believed.
TRUSTED_PROXIES = env.number("BEGLEITWERK_PROXIES", 0)
# "ip" is a known browser or else the address, "key" of a failed sign-in the account from there, of
# login_account the account from everywhere (accounts.sign_in).
ACCOUNT_RATE_LIMITS = {
    "login": env.text("BEGLEITWERK_LOGIN_RATE", "60/m/ip"),
    "login_failed": env.text("BEGLEITWERK_LOGIN_FAILED_RATE", "20/m/ip,5/5m/key"),
    "login_account": env.text("BEGLEITWERK_LOGIN_ACCOUNT_RATE", "100/h/key"),
    "reset_password": env.text("BEGLEITWERK_RESET_RATE", "10/m/ip,3/h/key"),
}
RESET_TOKENS = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = RESET_TOKENS
MFA_ALLOW_UNVERIFIED_EMAIL = True  # invitations prove addresses
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Begleitwerk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# Roles (keys of the catalogue) for which a second factor is compulsory.
SECOND_FACTOR_ROLES = env.words("BEGLEITWERK_SECOND_FACTOR_ROLES")
INVITATION_DAYS = env.number("BEGLEITWERK_INVITATION_DAYS", 14)
SESSION_COOKIE_AGE = 60 * 60 * env.number("BEGLEITWERK_SESSION_HOURS", 12)
SESSION_COOKIE_HTTPONLY = True
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "begleitwerk.accounts.forms.GuessablePasswordValidator"},
]

# --- Documents ---------------------------------------------------------------------------------
# A PDF that takes longer is given up, and the page says so.
PDF_SECONDS = env.number("BEGLEITWERK_PDF_SECONDS", 30)

# --- Mail and background work ------------------------------------------------------------------
EMAIL_BACKEND = env.text("BEGLEITWERK_MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("BEGLEITWERK_MAIL_HOST", "localhost")
EMAIL_PORT = env.number("BEGLEITWERK_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("BEGLEITWERK_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("BEGLEITWERK_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("BEGLEITWERK_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("BEGLEITWERK_MAIL_FROM", "begleitwerk@localhost")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- How long data stay ------------------------------------------------------------------------
# Days by class of data (core.processing.DataClass); 0 keeps what nobody removes by hand. What is
# not named here is kept by the rules for files and archives of each authority.
RETENTION_DAYS = {
    "contacts": env.number("BEGLEITWERK_KEEP_CONTACTS_DAYS", 183),
    "registrations": env.number("BEGLEITWERK_KEEP_REGISTRATIONS_DAYS", 183),
    "mails": env.number("BEGLEITWERK_KEEP_MAILS_DAYS", 90),
    "access_log": env.number("BEGLEITWERK_KEEP_ACCESS_LOG_DAYS", 90),
    "applications": env.number("BEGLEITWERK_KEEP_APPLICATIONS_DAYS", 730),
    "answers": env.number("BEGLEITWERK_KEEP_ANSWERS_DAYS", 365),
}

# --- Seals of the audit chain --------------------------------------------------------------------
# The key belongs to the worker alone; the page and the check need only its public half beside it.
SEAL_KEY_PATH = env.text("BEGLEITWERK_SEAL_KEY_PATH", str(DATA_DIR / "seal_key"))
SEAL_LOG_PATH = env.text("BEGLEITWERK_SEAL_LOG_PATH", str(DATA_DIR / "seals.jsonl"))
SEAL_MAIL = env.words("BEGLEITWERK_SEAL_MAIL")
TSA_URL = env.text("BEGLEITWERK_TSA_URL")
TSA_ROOTS_PATH = env.text("BEGLEITWERK_TSA_ROOTS_PATH")

# --- Language and time -------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]  # each in its own words
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Static files ------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [VENDOR / "static", ("handbuch", HANDBOOK / "bilder")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Security of pages -------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- Uploads -----------------------------------------------------------------------------------
MAX_UPLOAD_BYTES = env.number("BEGLEITWERK_MAX_UPLOAD_MB", 20) * 1024 * 1024
# A file with what its form says besides; what is longer is not read at all.
MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024
# What the kept files of one municipality may take altogether.
STORAGE_BYTES = env.number("BEGLEITWERK_STORAGE_MB", 2000) * 1024 * 1024
# So many files of one person may wait at once to be read or written.
WAITING_UPLOADS = env.number("BEGLEITWERK_WAITING_UPLOADS", 5)
# What reading one uploaded file may cost, in the process that is started for it.
READING_SECONDS = env.number("BEGLEITWERK_READING_SECONDS", 30)
READING_MEMORY_MB = env.number("BEGLEITWERK_READING_MEMORY_MB", 768)
UNPACKED_MB = env.number("BEGLEITWERK_UNPACKED_MB", 30)
UNPACKED_RATIO = env.number("BEGLEITWERK_UNPACKED_RATIO", 20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "short_refusals": {"()": "begleitwerk.core.logs.ShortRefusals"},
        "no_tokens": {"()": "begleitwerk.core.logs.NoTokens", "below": ["a", "r", "einladung"]},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["short_refusals", "no_tokens"]}
    },
    "root": {"handlers": ["console"], "level": env.text("BEGLEITWERK_LOG_LEVEL", "WARNING")},
}
