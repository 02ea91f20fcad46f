"""Who reads and writes comments: those who read what they are about from the inside."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.comments.models import Comment
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

sees_goals, sees_meetings = holds(P.GOALS_VIEW), holds(P.MEETINGS_VIEW)


@rules.predicate  # type: ignore[untyped-decorator]
def reads_inside(user: User, subject: Any = None) -> bool:
    """A goal or measure, a decision or meeting, or a comment on one; whatever was released."""
    about = subject.subject if isinstance(subject, Comment) else subject
    if getattr(about, "municipality", None) is None:
        return False  # a meeting of a programme
    asked = sees_goals if isinstance(about, Goal | Measure) else sees_meetings
    return bool(asked(user, about))


@rules.predicate  # type: ignore[untyped-decorator]
def is_own(user: User, subject: Any = None) -> bool:
    return isinstance(subject, Comment) and subject.author_id == user.pk


writes = holds(P.COMMENTS_WRITE) & reads_inside

rules.add_perm("comments.view_comment", reads_inside)
rules.add_perm("comments.write_comment", writes)
rules.add_perm("comments.change_comment", writes & is_own)
