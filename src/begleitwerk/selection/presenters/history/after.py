"""Verbs and fields: letters, contracts, withdrawals, replacement."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words, day_words
from begleitwerk.selection.enums import LetterKind

VERBS = {
    "selection.letters_sent": Wording(_("Letters about the decision sent: %(count)s")),
    "selection.result_sent": Wording(_("Letter sent: %(letter)s")),
    "selection.place_given_back": Wording(_("%(subject)s gives its place back on %(on)s")),
    "selection.replacement_started": Wording(_("Replacement for %(subject)s is being calculated")),
}
FIELDS = {
    "selection.letter": Field(_("Letter"), choice_words(LetterKind)),
    "selection.on": Field(_("On"), day_words),
}
