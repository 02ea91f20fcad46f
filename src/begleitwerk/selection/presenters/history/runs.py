"""Runs and decisions in the history."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words
from begleitwerk.core.templatetags.bw import number
from begleitwerk.selection.enums import RunKind, RunState


def points(value: Any) -> str:
    """Hundredths of a point."""
    return number(int(value) / 100, 1)


VERBS = {
    "selection.run_started": Wording(_("Calculation started on a snapshot of the data")),
    "selection.run_finished": Wording(_("Calculation ended: %(run_state)s")),
    "selection.run_cancelled": Wording(_("Calculation cancelled")),
    "selection.decision_prepared": Wording(_("Decision in preparation")),
    "selection.deviation_added": Wording(
        _("Deviation: %(into)s instead of %(out)s, %(cost)s points fewer")
    ),
    "selection.place_given": Wording(_("Place given to %(into)s, %(cost)s points fewer")),
    "selection.deviation_removed": Wording(_("Deviations taken back: %(count)s")),
    "selection.decision_proposed": Wording(_("Decision handed to the second person")),
    "selection.decision_returned": Wording(_("Decision returned by the second person")),
    "selection.decision_confirmed": Wording(_("Selection decided, protocol frozen")),
    "selection.decision_superseded": Wording(_("Decision set aside by another one")),
    "selection.waiver_lapsed": Wording(_("Question to the second person lapsed: %(subject)s")),
    "selection.waiver_asked": Wording(_("Second person asked to let go on: %(step)s")),
    "selection.waiver_granted": Wording(_("Second person lets go on: %(subject)s")),
    "selection.waiver_refused": Wording(_("Second person does not let go on: %(subject)s")),
    "selection.facts_frozen": Wording(_("Data frozen on the day set for it")),
}
FIELDS = {
    "selection.run_state": Field(_("State"), choice_words(RunState)),
    "selection.kind": Field(_("Kind of calculation"), choice_words(RunKind)),
    "selection.cost": Field(_("Cost"), points),
    "selection.out": Field(_("Out")),
    "selection.into": Field(_("In")),
    "selection.count": Field(_("Number")),
    "selection.digest": Field(_("Fingerprint")),
}
