"""Django settings: one module, values from :mod:`quanheng.web.config`."""

import secrets
from importlib.util import find_spec

from csp.constants import NONE, SELF

from quanheng.kernel import sqlite
from quanheng.web.config import ROOT, config
from quanheng.web.databases import database

sqlite.use_bundled_library()

HOME = config.home
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The configured key, or one made once and kept in the home directory, readable by its owner only."""
    if config.secret_key:
        return config.secret_key
    path = HOME / "secret-key"
    if not path.exists():
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = config.debug
ALLOWED_HOSTS = [host.strip() for host in config.hosts.split(",") if host.strip()]
SITE_URL = config.site_url.rstrip("/")

INSTALLED_APPS = [
    "quanheng.kernel.apps.KernelConfig",
    "quanheng.apps.evidence.apps.EvidenceConfig",
    "quanheng.apps.imports.apps.ImportsConfig",
    "quanheng.apps.people.apps.PeopleConfig",
    "quanheng.apps.law.apps.LawConfig",
    "quanheng.apps.units.apps.UnitsConfig",
    "quanheng.apps.committees.apps.CommitteesConfig",
    "quanheng.apps.specifications.apps.SpecificationsConfig",
    "quanheng.apps.planning.apps.PlanningConfig",
    "quanheng.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "ninja",
    "django_tasks",
    "django_tasks_db",
]

if find_spec("django_linear_migrations"):  # a development tool: parallel migrations conflict in git
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "quanheng.web.conditional.ConditionalAnswersMiddleware",
    "quanheng.web.middleware.RequestBoundsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quanheng.web.middleware.ActorMiddleware",
    "quanheng.web.middleware.ErrorPagesMiddleware",
    "quanheng.apps.people.authentication.gate.AccountGateMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "quanheng.web.urls"
WSGI_APPLICATION = "quanheng.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "quanheng.web.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "quanheng.kernel.ui.templatetags.ui"],
            "libraries": {"ui": "quanheng.kernel.ui.templatetags.ui"},
        },
    }
]

DATABASES = {"default": database(config.database_url, HOME, synchronous=config.synchronous)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
SEARCH_INDEX = HOME / "search"

AUTH_USER_MODEL = "people.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "quanheng.apps.people.passwords.ProfileValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "quanheng.apps.people.passwords.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of earlier versions; renewed at the next sign-in
]
PASSWORD_PROFILE = config.password_profile
BREACHED_PASSWORDS = config.breached_passwords
MFA_POLICY = config.mfa
OIDC_PROVIDERS = config.oidc
ACCOUNT_ADAPTER = "quanheng.apps.people.authentication.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; the engine wants to know all the same
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_RATE_LIMITS = False  # apps/people/throttle.py counts, and counts in the database
MFA_ADAPTER = "quanheng.apps.people.authentication.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Quanheng"
CSRF_FAILURE_VIEW = "quanheng.web.errors.csrf_failure"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "web:workbench"
LOGOUT_REDIRECT_URL = "web:home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "quanheng" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("", ROOT / "src" / "quanheng" / "kernel" / "ui" / "static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ABSOLUTE_SECONDS = SESSION_COOKIE_AGE = config.session_hours * 3600
SESSION_IDLE_SECONDS = config.session_idle_minutes * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = config.https
SESSION_COOKIE_NAME = "__Host-sessionid" if config.https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if config.https else "csrftoken"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if config.https else None
SECURE_HSTS_SECONDS = 31536000 if config.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = config.https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
API_RATE = config.api_rate
LOG_HOME = config.log_home or HOME / "log"
LOG_ORIGIN = config.log_origin
LOG_POLICY = config.log_policy
LOG_SM2 = config.log_sm2
TSA_URL = config.tsa_url
TSA_ROOTS = config.tsa_roots
TSA_POLICY = config.tsa_policy
TSA_DIGEST = config.tsa_digest
TSA_SECONDS = config.tsa_seconds
TSA_MINUTES = config.tsa_minutes
TIME_SOURCES = config.time_sources
TIME_MINUTES = config.time_minutes
TIME_SECONDS = config.time_seconds
TIME_BOUND_MS = config.time_bound_ms
LABEL_KEYS = config.label_keys or HOME / "label-keys"
FILES = HOME / "files"
FILE_UPLOAD_LIMIT = config.upload_limit * 1024 * 1024
FILE_SCANNER = config.file_scanner

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.security.DisallowedHost": {"level": "ERROR"}},
}
