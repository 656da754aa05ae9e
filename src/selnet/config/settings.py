"""Django's settings. Everything that an installation changes comes from the environment; docs/ARCHITECTURE.md lists it."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from . import embedded

ROOT = Path(__file__).resolve().parents[3]
HOME = embedded.home()
DEBUG = os.environ.get("SELNET_DEBUG") == "1"
DEMO = os.environ.get("SELNET_DEMO") == "1"
SECRET_KEY = os.environ.get("SELNET_SECRET_KEY") or embedded.secret_file("secret.key")
ALLOWED_HOSTS = os.environ.get("SELNET_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
BASE_URL = os.environ.get("SELNET_BASE_URL", "http://localhost:8000")
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton",
    "csp",
    "selnet.network",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "selnet.ui",
    "selnet.audit",
    "selnet.record",
    "selnet.opinions.cases",
    "selnet.opinions.boards",
    "selnet.interop",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "selnet.config.compression.PageCompression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "selnet.network.middleware.ActorMiddleware",
    "selnet.network.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "selnet.config.urls"
WSGI_APPLICATION = "selnet.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "selnet.config.navigation.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]

DATABASES = {"default": embedded.database_settings()}
ATOMIC_REQUESTS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"}}

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "selnet.network.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "selnet.network.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation sent to that address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # computers in hospitals are shared: the session ends with the browser
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_FORMS = {
    "login": "selnet.network.forms.sign_in.SignInForm",
    "reset_password": "selnet.network.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "selnet.network.forms.sign_in.NewPasswordForm",
    "change_password": "selnet.network.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "selnet.network.forms.sign_in.ConfirmPasswordForm",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "SELNET"
MFA_TOTP_TOLERANCE = 1  # the code before and the one after: phones' clocks differ
MFA_ADAPTER = "selnet.network.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "selnet.network.forms.sign_in.CodeForm",
    "reauthenticate": "selnet.network.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "selnet.network.forms.sign_in.ActivateAppForm",
    "add_webauthn": "selnet.network.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "selnet.network.forms.sign_in.RenamePasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "selnet.network.accounts.OpenIDAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": embedded.openid_apps()}}
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 4 * 3600  # without a page asked for: computers in wards are shared
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SELNET_PROXIES", "1" if HTTPS else "0"))  # lock-out counts by address
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *embedded.openid_origins()],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("pt", "Português")]
LOCALE_PATHS = [ROOT / "src/selnet/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": embedded.file_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or os.environ.get("SELNET_TESTING") == "1":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = DEBUG or os.environ.get("SELNET_TESTING") == "1"
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

EMAIL_BACKEND = os.environ.get("SELNET_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("SELNET_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SELNET_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SELNET_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SELNET_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SELNET_EMAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SELNET_EMAIL_FROM", "SELNET <selnet@localhost>")

SELNET_PACKS = Path(os.environ.get("SELNET_PACKS", ROOT / "packs"))
SELNET_PACK = "sarcoma"
SELNET_SEAL_KEY = embedded.secret_file("seal.key")
VAULT_KEYS = Path(os.environ.get("SELNET_VAULT_KEYS", HOME / "keys/vault.json"))
AUDIT_ANCHORS = HOME / "audit-anchors.log"

PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
LOGGING_CONFIG = "selnet.config.logs.configure"
LOGGING = {"level": "DEBUG" if DEBUG else "INFO"}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["models.W047"]
