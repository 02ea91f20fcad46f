"""Comments on goals, measures, decisions and meetings; that of the matrix is the facilitator's."""

from typing import Any

from tests.factories.comments import CommentFactory
from tests.permissions.patterns import STAFF, below, form, in_municipality, question
from tests.permissions.world import World

WRITERS = in_municipality(
    "comments on what she reads inside", f"{STAFF} steering_member facilitator"
)
AUTHOR = in_municipality("changes and withdraws her own words", "facilitator")

ROWS = below(
    "/k/{musterau}/kommentare/",
    form("comment_add", "ziel/{commented_goal}/neu/", WRITERS),
    form("comment_add", "massnahme/{commented_measure}/neu/", WRITERS),
    form("comment_add", "sitzung/{meeting}/neu/", WRITERS),
    form("comment_add", "beschluss/{decision}/neu/", WRITERS),
    form("comment_edit", "{comment}/bearbeiten/", AUTHOR),
    question("comment_withdraw", "{comment}/zuruecknehmen/", AUTHOR),
)


def places(world: World) -> dict[str, Any]:
    goal = world.story.goals[-1]
    return {
        "commented_goal": goal,
        "commented_measure": goal.measures.get(),
        "comment": CommentFactory(goal=goal, author=world.people["facilitator"]),
    }
