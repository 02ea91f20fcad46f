"""The self-assessments that run, on the home of a municipality."""

from begleitwerk.assessment.presenters import answered_words, rest_words
from begleitwerk.assessment.selectors import running_in
from begleitwerk.core.contributions import Look, Values
from begleitwerk.fieldwork.selectors import stage_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.selectors import may_here

SHOWN = 2  # more than two at once ask too much of a network


def running(look: Look) -> Values | None:
    """Those people answer now, with how many did; nothing while none runs.

    Who looks after them has the same among what is due, and who releases is told when there is
    something to release.
    """
    told_elsewhere = may_here(look, P.QUALITY_EDIT) or may_here(look, P.QUALITY_RELEASE)
    if told_elsewhere or not may_here(look, P.QUALITY_VIEW):
        return None
    lines = [
        {
            "assessment": row.assessment,
            "answered": answered_words(came=row.came, asked=row.asked, by_link=row.by_link),
            "stage": stage_of(row.assessment.collection, look.today),
            "rest": rest_words(row.assessment.collection.closes_on, look.today),
        }
        for row in running_in(look.subject, SHOWN)
    ]
    return {"lines": lines} if lines else None
