"""People."""

from datetime import timedelta

import factory
from django.utils import timezone

from begleitwerk.accounts.models import Invitation, User


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password("correct horse battery")


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    token_digest = factory.Sequence(lambda number: f"{number:064d}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
