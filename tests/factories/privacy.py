"""Reports of what went."""

import factory
from django.utils import timezone

from begleitwerk.privacy.models import Clearing


class ClearingFactory(factory.django.DjangoModelFactory[Clearing]):
    class Meta:
        model = Clearing

    at = factory.LazyFunction(timezone.now)
    gone = factory.LazyFunction(lambda: {"core.OutboxMail": 2})
