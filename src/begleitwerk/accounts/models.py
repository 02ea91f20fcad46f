"""The person who signs in, and the invitation that brought her."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.enums import InvitationState
from begleitwerk.core.processing import HERSELF, LETS_IN, DataClass, Ends, Processing

# The address of an account whose person is no longer on record; nobody can have it.
GONE = "@gone.invalid"


class UserManager(BaseUserManager["User"]):
    def on_record(self) -> "models.QuerySet[User]":
        """Accounts of people; without those that were erased, of which a number is left."""
        return self.exclude(email__endswith=GONE)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; what she may do hangs on her memberships, never on this row."""

    persons: ClassVar = ("email", "name", "function")
    processing: ClassVar = Processing(
        _("Accounts"),
        _("Let people in, and call each other by name"),
        DataClass.CONTACTS,
        readers=("members.view", "platform.accounts", HERSELF),
        secret=("password",),
    )
    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="de")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    demo_note = models.CharField(max_length=160, blank=True)  # a persona's line on the sign-in page
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def log_label(self) -> str:
        """How the audit chain names an account: by number, so that a person can be erased."""
        return f"account {self.pk}"

    @property
    def is_on_record(self) -> bool:
        """False once the person was erased."""
        return not self.email.endswith(GONE)

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    def has_platform_permission(self, permission: str) -> bool:
        """A right on the whole installation, e.g. "catalogue.import"; bound in municipalities."""
        return self.has_perm(f"platform.{permission}")


class Invitation(models.Model):
    """A link that makes an account or adds a role; only the digest of its token is kept."""

    persons: ClassVar = ("email", "name")
    processing: ClassVar = Processing(
        _("Invitations"),
        _("Give access to whoever was invited, and to nobody else"),
        DataClass.REGISTRATIONS,
        readers=("members.edit", "audit.view", LETS_IN),
        own=("email",),
        secret=("token_digest",),
        ends=Ends(
            lambda moment: (
                Q(accepted_at__lt=moment) | Q(withdrawn_at__lt=moment) | Q(expires_at__lt=moment)
            )
        ),
    )
    email = models.EmailField(_("mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    accepted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted by")
    )

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return InvitationState.EXPIRED
        return InvitationState.OPEN
