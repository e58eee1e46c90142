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
    "quanheng.apps.people.apps.PeopleConfig",
    "quanheng.apps.law.apps.LawConfig",
    "quanheng.apps.units.apps.UnitsConfig",
    "quanheng.apps.committees.apps.CommitteesConfig",
    "quanheng.apps.specifications.apps.SpecificationsConfig",
    "quanheng.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "ninja",
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
    "quanheng.web.middleware.ActorMiddleware",
    "quanheng.web.middleware.ErrorPagesMiddleware",
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
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
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

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = config.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if config.https else None
SECURE_HSTS_SECONDS = 31536000 if config.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
API_RATE = config.api_rate

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.security.DisallowedHost": {"level": "ERROR"}},
}
