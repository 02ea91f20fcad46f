"""Verbs and fields: letters, contracts, withdrawals, replacement."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words, day_words
from begleitwerk.selection.enums import DispatchWay, LetterKind

VERBS = {
    "selection.letters_sent": Wording(_("Letters about the decision sent: %(count)s")),
    "selection.result_sent": Wording(_("Letter sent: %(letter)s")),
    "selection.reminders_changed": Wording(_("Rules for reminders changed"), lists_changes=True),
    "selection.reminded": Wording(_("Reminders sent: %(count)s")),
    "selection.letter_dispatched": Wording(_("Letter sent: %(subject)s"), lists_changes=True),
    "selection.place_given_back": Wording(_("%(subject)s gives its place back on %(on)s")),
    "selection.place_left_free": Wording(_("The place of %(subject)s stays free")),
    "selection.place_to_be_filled": Wording(
        _("The place of %(subject)s is to be filled after all")
    ),
    "selection.relaxation_proposed": Wording(_("Relaxed rules proposed for a replacement")),
    "selection.relaxation_returned": Wording(_("Relaxed rules returned by the second person")),
    "selection.relaxation_superseded": Wording(_("Relaxed rules set aside: no longer needed")),
    "selection.relaxation_confirmed": Wording(_("Relaxed rules confirmed for a replacement")),
    "selection.rules_relaxed": Wording(
        _("Rules, version %(number)s, frozen for one replacement alone (%(digest)s)")
    ),
    "selection.replacement_started": Wording(_("Replacement for %(subject)s is being calculated")),
}
FIELDS = {
    "selection.letter": Field(_("Letter"), choice_words(LetterKind)),
    "selection.way": Field(_("Way"), choice_words(DispatchWay)),
    "selection.on": Field(_("On"), day_words),
}
