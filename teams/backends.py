"""Signs in people whom this installation itself vouches for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from teams.models.user import LOCAL, User


class LocalBackend(ModelBackend):
    """User name and password of a `local` account. An unknown name costs as much time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if username is None or password is None:
            return None
        try:
            user = User.objects.get(issuer=LOCAL, subject=username)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None
