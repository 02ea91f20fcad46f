"""What the sign-in pages need beyond their form."""

from django import template
from django.conf import settings
from django.db.models import QuerySet

from begleitwerk.accounts import selectors
from begleitwerk.accounts.models import User

register = template.Library()


@register.simple_tag
def demo_people() -> QuerySet[User]:
    """The demo personas for one-click entry; nobody outside demo mode."""
    people = selectors.demo_users()
    return people if settings.DEMO else people.none()
