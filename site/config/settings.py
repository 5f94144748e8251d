"""Settings, in a fixed order; every value comes from the environment and is safe for production by default."""

import logging
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import elasticsearch, logs, mail
from config.environment import PROJECT, address_of_site, data_folder, read_environment

env = read_environment()

# --- What this installation is -----------------------------------------------------------------------------------
DATA = data_folder()
DEMO: bool = env("STAFFROOM_DEMO")
MUNICIPALITY: str = env("STAFFROOM_MUNICIPALITY")
CONTACT: str = env("STAFFROOM_CONTACT")
WAS_STATEMENT_URL: str = env("STAFFROOM_WAS_STATEMENT_URL")
DEBUG = False
SECRET_KEY: str = env("STAFFROOM_SECRET_KEY")
ALLOWED_HOSTS: list[str] = env("STAFFROOM_HOSTS")
ADDRESS = address_of_site(env)

if len(SECRET_KEY) < 40 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured(
        "STAFFROOM_SECRET_KEY must be set to at least 40 random characters, in the environment or in "
        f"{DATA / 'settings.env'}. `make run` makes a demo installation that has one."
    )
if DEMO and env("STAFFROOM_HTTPS"):
    raise ImproperlyConfigured(
        "STAFFROOM_DEMO lets anybody sign in as anybody, so a demo is never served to the world: "
        "either leave it out, or set STAFFROOM_HTTPS=false for a demo on this machine."
    )
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("STAFFROOM_HOSTS may not be '*': name the host names that people type.")

# --- Rooms -------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "demo",
    "pages",
    "search",
    "materials",
    "teams",
    "wagtail.images",  # the admin's frame links to both; nothing is ever put into them
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.sites",
    "config.apps.QuietAdminConfig",  # wagtail.admin
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_structlog",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "teams.middleware.LanguageMiddleware",
    "teams.middleware.PageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.stranded.StrandedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.logs.RequestLog",
    "config.middleware.DeskMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.installation",
                "teams.inbox.context.inbox",
                "teams.given_back.given_back",
            ],
        },
    }
]

# --- Data --------------------------------------------------------------------------------------------------------
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA / "staffroom.sqlite3"),
    "OPTIONS": {
        "timeout": 20,
        # Writers queue at BEGIN instead of failing in the middle of a transaction.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
    },
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("STAFFROOM_DATABASE_URL") if env("STAFFROOM_DATABASE_URL") else SQLITE
}
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

STORAGES = {
    "default": {"BACKEND": "materials.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES = DATA / "files"
UPLOADS = DATA / "uploads"
PACKS = DATA / "packs"
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PROJECT / "site" / "static"]
WHITENOISE_USE_FINDERS = DEMO
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
FILE_UPLOAD_TEMP_DIR = None
MAX_FILE_BYTES = 250 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# --- People and sign-in ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "teams.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "teams.backends.LocalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("subject", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "teams:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"  # else the model's own field, which no form posts, and nobody is ever locked out
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that the page names is true
AXES_DISABLE_ACCESS_LOG = True  # the audit log holds who signed in
AXES_LOCKOUT_CALLABLE = "teams.views.account.locked_out"
AXES_HANDLER = "teams.sign_in_limits.Handler"
AXES_CLIENT_IP_CALLABLE = "teams.addresses.client_network"
AXES_VERBOSE = False  # says nothing but its own version at every start
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # subject is unique per issuer; LocalBackend asks for both
]

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PROJECT / "site" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# --- Security headers --------------------------------------------------------------------------------------------
_HTTPS: bool = env("STAFFROOM_HTTPS")
SECURE_SSL_REDIRECT = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
TRUSTED_PROXIES: int = env("STAFFROOM_TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# Never `no-referrer`, not even on pages whose address is a secret: browsers then send forms with `Origin: null`, and
# those are refused. To other sites this one tells nothing either.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.expired.expired"
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
#: Wagtail's admin writes inline scripts for its date pickers; the looser policy reigns under /admin/ alone.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}

# --- Wagtail -----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Staffroom"
WAGTAILADMIN_BASE_URL = ADDRESS
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_LOGIN_URL = "/sign-in/"
WAGTAIL_FRONTEND_LOGIN_URL = "/sign-in/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "materials.approval.publish_what_was_submitted"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", "Dansk"), ("en", "English")]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link"]},
    }
}

# --- Search ------------------------------------------------------------------------------------------------------
SEARCH_FOLDER = DATA / "search"
ELASTICSEARCH = elasticsearch.server(env)

# --- E-mail ------------------------------------------------------------------------------------------------------
_MAIL = mail.server(env)
SENDS_EMAIL = DEMO or bool(_MAIL.host)  # without a server nothing is sent, and nothing is claimed to be
EMAIL_BACKEND = mail.backend(_MAIL, demo=DEMO)
EMAIL_FILE_PATH = DATA / "mail"  # where the demo puts what it would have sent
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.security == "starttls", _MAIL.security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _MAIL.sender

# --- Background work ---------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Logs --------------------------------------------------------------------------------------------------------
LOGGING = logs.settings(env("STAFFROOM_LOG_LEVEL"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # where somebody came from stands in the audit log, where it is asked for
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # carries the browser's name
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
