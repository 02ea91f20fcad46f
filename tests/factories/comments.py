"""Comments."""

import factory

from begleitwerk.comments.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.goals import GoalFactory


class CommentFactory(factory.django.DjangoModelFactory[Comment]):
    """On a goal, unless another subject is named."""

    class Meta:
        model = Comment

    goal = factory.SubFactory(GoalFactory)
    municipality = factory.SelfAttribute("goal.municipality")
    author = factory.SubFactory(UserFactory)
    text = "Das Ziel braucht einen Termin vor der Sommerpause."
