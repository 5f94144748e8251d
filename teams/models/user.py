"""The account of a person: who they are to us, keyed on who vouches for them."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from teams.roles import EDITORS, OPERATORS

LOCAL = "local"


class UserManager(BaseUserManager["User"]):
    def create_user(self, subject: str, password: str | None = None, *, issuer: str = LOCAL, **fields: Any) -> "User":
        """A new account; without a password nobody can sign in to it until a one-time link is used."""
        user = self.model(issuer=issuer, subject=subject, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(issuer=LOCAL, subject=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `(issuer, subject)` is who they are; name and e-mail are optional and never a key."""

    issuer = models.CharField(_("vouched for by"), max_length=255, default=LOCAL, editable=False)
    subject = models.CharField(_("user name"), max_length=150)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language of the screen"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da"
    )
    show_name = models.BooleanField(_("my name may stand on public materials"), default=False)
    is_active = models.BooleanField(_("open account"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    #: What `remembering.once_a_page` knows of the person; None, and nothing is remembered, outside a reading request.
    on_this_page: dict[str, list[int]] | None = None

    objects = UserManager()

    USERNAME_FIELD = "subject"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="user_unique_issuer_subject")
        ]

    def __str__(self) -> str:
        return self.name or self.subject

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ")[0]

    def begin_page(self) -> None:
        """From here on this instance is one reading request's: the access rule asks where they work only once."""
        self.on_this_page = {}

    @property
    def is_editor(self) -> bool:
        """Whether the person reviews what reaches beyond a school. One query the first time."""
        return EDITORS in self.offices

    @property
    def is_operator(self) -> bool:
        return OPERATORS in self.offices

    @property
    def offices(self) -> frozenset[str]:
        """Names of the municipality's offices that the person holds, remembered for this instance only."""
        if not hasattr(self, "_offices"):
            self._offices = frozenset(self.groups.values_list("name", flat=True)) & {EDITORS, OPERATORS}
        return self._offices


class PasswordLink(models.Model):
    """A link an operator hands over once, for a person who has forgotten the password. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"password link for {self.user}"
