"""All settings, read from the environment, with defaults that are safe in production.

A value that cannot be understood stops the start with the variable's name.
"""

import os
import re
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import django
import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def read(kind, name, default):
    """The variable `name` read as `kind` ("bool", "int", "list" …); a bad value is refused by name."""
    try:
        return getattr(env, kind)(name, default=default)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name}: not valid ({error})") from error


def read_count(name, default):
    """A whole number above zero."""
    value = os.environ.get(name, "").strip() or str(default)
    if value.isdecimal() and int(value) > 0:
        return int(value)
    raise ImproperlyConfigured(f"{name}: {value!r} is not valid (write a whole number above zero)")


def read_database(name, default):
    """The one database; a URL may hold a password, so no message repeats it."""
    with warnings.catch_warnings(action="ignore"):
        found = read("db_url", name, os.environ.get(name) or default)
    if found.get("ENGINE", "").rpartition(".")[2] in ("sqlite3", "postgresql"):
        return found
    raise ImproperlyConfigured(f"{name}: not valid (write sqlite:///path or postgres://…)")


def read_bool(name, default):
    """Like `read`, but a word that is neither yes nor no is refused instead of meaning no."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise ImproperlyConfigured(f"{name}: {value!r} is not valid (write true or false)")


def read_rate(name, default):
    """A number of requests a second, minute, hour or day, as "120/minute"."""
    value = os.environ.get(name, "").strip() or default
    if re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour|day)", value):
        return value
    raise ImproperlyConfigured(f"{name}: {value!r} is not valid (write a rate: 120/minute)")


def read_licence(name, default):
    """(name, address) of a licence, written one after the other."""
    value = os.environ.get(name, "").strip() or default
    if found := re.fullmatch(r"(\S.*?)\s+(https://[^\s<>\"]+)", value):
        return found[1], found[2]
    raise ImproperlyConfigured(f"{name}: {value!r} is not valid (write a name and its https://…)")


def read_zone(name, default):
    """The name of a time zone of the IANA database."""
    value = os.environ.get(name) or default
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name}: {value!r} is not a time zone of the IANA list"
        ) from error


def read_bucket(name):
    """The name of a bucket, or ""."""
    value = os.environ.get(name, "").strip()
    if not value or re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        return value
    raise ImproperlyConfigured(f"{name}: {value!r} is not the name of a bucket")


def read_buckets(public, private):
    """STORAGES of files on S3, {} for files on this machine. What is private never lies in the bucket
    whose rules may one day open it to everybody."""
    buckets = [read_bucket(public), read_bucket(private)]
    if not any(buckets):
        return {}
    for name, bucket in zip((public, private), buckets, strict=True):
        if not bucket:
            raise ImproperlyConfigured(f"{name}: missing ({public} and {private} go together)")
    if buckets[0] == buckets[1]:
        raise ImproperlyConfigured(f"{private}: the same bucket as {public}")
    if find_spec("storages") is None:
        raise ImproperlyConfigured(f"{public}: needs `pip install -r requirements-scale.txt`")
    where = {"region_name": os.environ.get("S3_REGION", "").strip() or None}
    if endpoint := read_endpoint("S3_ENDPOINT_URL"):
        where |= {"endpoint_url": endpoint, "addressing_style": "path"}
    backends = ("articles.buckets.PublicBucket", "articles.buckets.PrivateBucket")
    return {
        store: {"BACKEND": backend, "OPTIONS": {"bucket_name": bucket} | where}
        for store, backend, bucket in zip(("default", "private"), backends, buckets, strict=True)
    }


def read_endpoint(name):
    """The address of a service that speaks like S3, or "" for Amazon's own."""
    value = os.environ.get(name, "").strip()
    if not value or re.fullmatch(r"https?://[^/\s]+/?", value):
        return value
    raise ImproperlyConfigured(f"{name}: not valid (write https://host)")


# The demo newsroom runs on this machine alone and needs nothing set.
DEMO = (len(sys.argv) > 1 and sys.argv[1] == "demo") or read_bool("DEMO", False)

DEBUG = read_bool("DEBUG", False)
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY and DEMO:
    key_file = BASE_DIR / "var" / "demo-secret-key"
    if not key_file.exists():
        key_file.parent.mkdir(exist_ok=True)
        key_file.touch(mode=0o600)
        key_file.write_text(get_random_secret_key())
    SECRET_KEY = key_file.read_text()
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing: set it to a long random text, or run the demo newsroom with "
        "`python manage.py demo`."
    )
ALLOWED_HOSTS = read("list", "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = read("list", "CSRF_TRUSTED_ORIGINS", [])

# The paper
NEWSROOM_NAME = os.environ.get("NEWSROOM_NAME") or "Le Fleuve"
TIME_ZONE = read_zone("DESK_TIME_ZONE", "Africa/Bamako")
USE_TZ = True

INSTALLED_APPS = [
    "newsroom",
    "newsroom.desk.DeskConfig",
    "articles",
    "diplomacy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "js_asset",
    "django_prose_editor",
    "admin_ordering",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.language.AddressLanguageMiddleware",
    "articles.light.LightReadingMiddleware",
    "newsroom.crawlers.ReservationMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.compression.GZipMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.paper.paper",
            ],
        },
    },
]

# Database: SQLite beside the code, or DATABASE_URL=postgres://…
DATABASES = {
    "default": read_database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'newsroom.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": read("cache_url", "CACHE_URL", "locmemcache://")}

# Languages: French at the root, English under /en/
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_I18N = True

# Files: what anyone may read, and the originals that nobody reaches by address
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or BASE_DIR / "var" / "media")
PRIVATE_ROOT = Path(os.environ.get("PRIVATE_ROOT") or BASE_DIR / "var" / "private")
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STORAGES = {
    "default": {"BACKEND": "articles.storage.WholeFileStorage"},
    "private": {
        "BACKEND": "articles.storage.PrivateStorage",
    },
    "staticfiles": {"BACKEND": "newsroom.static_names.FingerprintedOnceCollected"},
} | read_buckets("S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "newsroom.bundles.BundleFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MANIFEST_STRICT = False

# The record as open data: how often one address may ask, on what terms it may be used again, and who
# tells which live stories stand behind its sources
API_RATE = read_rate("API_RATE", "120/minute")
RECORD_LICENCE = read_licence(
    "RECORD_LICENCE", "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
)
RECORD_STORIES = "articles.templatetags.stories.stories_behind"
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "NUM_PROXIES": 0}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": {
        "Form": "diplomacy.models.Accord.Form",
        "Domain": "diplomacy.models.Accord.Domain",
        "EntryRule": "diplomacy.models.Accord.Entry",
        "Unit": "diplomacy.models.accord.Unit",
        "Stage": "diplomacy.api.accord.STAGE_CHOICES",
        "Force": "diplomacy.api.accord.FORCE_CHOICES",
        "Standing": "diplomacy.api.accord.STANDING_CHOICES",
        "Role": "diplomacy.models.Participation.Role",
        "Precision": "diplomacy.dates.Precision",
        "ActKind": "diplomacy.kinds.ActKind",
        "ActorKind": "diplomacy.models.Actor.Kind",
        "SourceKind": "diplomacy.models.Source.Kind",
        "SpellingKind": "diplomacy.api.spelling.SHOWN",
    },
}
# Whether robots that gather for artificial intelligence may take articles and photos.
AI_CRAWLERS = read_bool("AI_CRAWLERS", False)
DEMAND_DELAY_DAYS = read("int", "DEMAND_DELAY_DAYS", 8)

# Letters to the desk and to readers: through this machine, or
# EMAIL_URL=smtp+tls://name:password@mail.example:587; the demo writes none.
DESK_ADDRESS = os.environ.get("DESK_ADDRESS") or "http://localhost:8000"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "redaction@localhost"
server = "dummymail://" if DEMO else "smtp://localhost:25"
mail = read("email_url", "EMAIL_URL", server) | {"EMAIL_TIMEOUT": 10}
if django.VERSION < (6, 1):
    globals().update(mail)
else:
    options = ("HOST", "PORT", "USE_TLS", "USE_SSL", "TIMEOUT")
    smtp = {name.lower(): mail[f"EMAIL_{name}"] for name in options if f"EMAIL_{name}" in mail} | {
        "username": mail["EMAIL_HOST_USER"],
        "password": mail["EMAIL_HOST_PASSWORD"],
    }
    speaks_smtp = mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    MAILERS = {
        "default": {"BACKEND": mail["EMAIL_BACKEND"], "OPTIONS": smtp if speaks_smtp else {}}
    }
PHOTO_MAX_BYTES = read_count("PHOTO_MAX_BYTES", 40_000_000)
PHOTO_MAX_PIXELS = read_count("PHOTO_MAX_PIXELS", 60_000_000)
DOCUMENT_MAX_BYTES = read_count("DOCUMENT_MAX_BYTES", 20_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# Hundreds of signatures and photos on one page, six boxes each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# More than the photo desk takes in one form, so that it is the form that says how many it takes.
DATA_UPLOAD_MAX_NUMBER_FILES = 400

# Signing in, and what browsers are told
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["newsroom.permissions.OneQueryBackend"]
LOGIN_URL = "admin:login"
SECURE_COOKIES = read_bool("SECURE_COOKIES", not (DEBUG or DEMO))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = read_bool("HSTS_PRELOAD", False)
# A paper does not bind the other names of its domain unless asked: no warning of `check --deploy`.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
if read_bool("BEHIND_TLS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    REST_FRAMEWORK["NUM_PROXIES"] = 1
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Public pages run no script at all; the desk's own policy is in newsroom/desk.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [
            SELF
        ],  # no page asks for anything; inspectors read robots.txt from within it
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DESK_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [NONCE],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

# Faults are written to standard error, where the server's own log takes them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
