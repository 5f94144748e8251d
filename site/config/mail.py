"""Which mail server the settings name, and whether it may be spoken to. Without one nothing is sent anywhere."""

from dataclasses import dataclass
from email.utils import parseaddr

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from config.elasticsearch import is_here

SECURITY = ("starttls", "tls", "none")
#: What the demo writes as its sender; nobody gets it.
NOBODY = "Staffroom <staffroom@localhost>"


@dataclass(frozen=True)
class Mail:
    """A server that takes our mail; an empty `host` stands for none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


def server(env: environ.Env) -> Mail:
    """Raises ImproperlyConfigured for half a setting, and for a password that would go over the net in the clear."""
    host, user, password, sender = (
        str(env(f"STAFFROOM_EMAIL_{name}")).strip() for name in ("HOST", "USER", "PASSWORD", "FROM")
    )
    port, security = int(env("STAFFROOM_EMAIL_PORT")), str(env("STAFFROOM_EMAIL_SECURITY")).strip()
    if security not in SECURITY:
        raise ImproperlyConfigured(f"STAFFROOM_EMAIL_SECURITY must be one of {', '.join(SECURITY)}.")
    if not 0 < port < 65536:
        raise ImproperlyConfigured("STAFFROOM_EMAIL_PORT must be a port, from 1 to 65535.")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("STAFFROOM_EMAIL_USER and STAFFROOM_EMAIL_PASSWORD belong together.")
    if not host and (user or sender):
        raise ImproperlyConfigured("STAFFROOM_EMAIL_HOST is missing: name the server that the other settings are for.")
    if host:
        _demand_sense(host, security, password, sender)
    return Mail(host, port, security, user, password, sender or NOBODY)


def backend(mail: Mail, *, demo: bool) -> str:
    """A demo writes its mail into files, so that one can look at it; without a server nothing leaves otherwise."""
    if mail.host:
        return "django.core.mail.backends.smtp.EmailBackend"
    return f"django.core.mail.backends.{'filebased' if demo else 'dummy'}.EmailBackend"


def _demand_sense(host: str, security: str, password: str, sender: str) -> None:
    try:
        validate_email(parseaddr(sender)[1])
    except ValidationError as error:
        raise ImproperlyConfigured(
            "STAFFROOM_EMAIL_FROM must be an address like 'Staffroom <staffroom@example.dk>'."
        ) from error
    if any(sign.isspace() or sign in "/:@" for sign in host):
        raise ImproperlyConfigured(
            "STAFFROOM_EMAIL_HOST must be a name like mail.example.dk, without port or password."
        )
    if password and security == "none" and not is_here(host):
        raise ImproperlyConfigured(
            "STAFFROOM_EMAIL_SECURITY may not be none with a password, unless the server is on this machine."
        )
