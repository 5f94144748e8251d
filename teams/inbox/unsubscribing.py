"""The secret of a digest's unsubscribe link."""

from django.core import signing

from teams.models.user import User

SALT = "teams.inbox.stop"


def token_for(person: User) -> str:
    """It does not run out: a mail is read years later, and all it can do is end the mail."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(token: str) -> User | None:
    """Whose it is; None for a false one and for a closed account."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
