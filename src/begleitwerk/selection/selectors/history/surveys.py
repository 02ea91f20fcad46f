"""Verbs and fields: surveys."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words, day_words
from begleitwerk.selection.enums import SurveyKind
from begleitwerk.selection.imports.codebook import labels_text


def codes_words(value: Any) -> str:
    return labels_text(value) if isinstance(value, dict) else str(value)


VERBS = {
    "selection.wave_created": Wording(_("Wave “%(subject)s” added")),
    "selection.wave_changed": Wording(_("Wave “%(subject)s” changed"), lists_changes=True),
    "selection.variable_changed": Wording(_("Question “%(subject)s” changed"), lists_changes=True),
    "selection.codebook_imported": Wording(
        _("Codebook imported from %(file)s: %(new)s new, %(changed)s changed")
    ),
    "selection.survey_imported": Wording(
        _("Answers imported from %(file)s: %(new)s new, %(changed)s changed")
    ),
}
FIELDS = {
    "selection.number": Field(_("Number of the wave")),
    "selection.name": Field(_("Name")),
    "selection.starts_on": Field(_("Start"), day_words),
    "selection.ends_on": Field(_("End"), day_words),
    "selection.reference_date": Field(_("Answers as of"), day_words),
    "selection.source": Field(_("Source")),
    "selection.note": Field(_("Note"), is_text=True),
    "selection.label": Field(_("Question"), is_text=True),
    "selection.kind": Field(_("Type of answer"), choice_words(SurveyKind)),
    "selection.unit": Field(_("Unit")),
    "selection.value_labels": Field(_("Answers"), codes_words, is_text=True),
    "selection.missing_codes": Field(_("Codes for a missing answer"), codes_words, is_text=True),
}
