"""Verbs and fields: reviews. No level is told before both reviewers are done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.selectors import names_of
from begleitwerk.core.presenters import Field, Wording, day_words


def account_words(value: Any) -> str:
    """The person behind an account; erased ones keep only their number."""
    return names_of({int(value)}).get(int(value)) or str(value)


def titles_words(value: Any) -> str:
    return ", ".join(str(title) for title in value)


VERBS = {
    "selection.review_assigned": Wording(_("Review assigned to %(account)s")),
    "selection.review_handed_on": Wording(_("Review taken from %(account)s")),
    "selection.no_conflict_declared": Wording(_("%(account)s declared: no conflict of interest")),
    "selection.conflict_declared": Wording(_("%(account)s declared a conflict of interest")),
    "selection.scores_saved": Wording(_("%(account)s saved scores"), followed_by="criteria"),
    "selection.review_resumed": Wording(
        _("%(account)s completes the review under version %(rules)s of the rules")
    ),
    "selection.review_finished": Wording(
        _("%(account)s finished the review under version %(rules)s of the rules")
    ),
    "selection.review_reopened": Wording(_("Review given back to %(account)s")),
    "selection.talk_recorded": Wording(
        _("Talk of the reviewers on %(talked_on)s about “%(criterion)s”: %(joint_level)s")
    ),
    "selection.review_taken_up": Wording(
        _("Review open again: the municipality completed its application")
    ),
    "selection.talk_confirmed": Wording(
        _("Result of the talk about “%(criterion)s” confirmed: %(joint_level)s")
    ),
    "selection.talk_outdated": Wording(
        _("Result of the talk about “%(criterion)s” does not hold any more: a score has changed")
    ),
}
FIELDS = {
    "selection.account": Field(_("Person"), account_words),
    "selection.criteria": Field(_("Criteria"), titles_words),
    "selection.talked_on": Field(_("Talk on"), day_words),
}
