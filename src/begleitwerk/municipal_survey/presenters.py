"""Verbs and fields: surveys."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports.plans import Changes
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    choice_words,
    history_lines,
)
from begleitwerk.core.selectors import history_of_records
from begleitwerk.core.templatetags.bw import number
from begleitwerk.municipal_survey.enums import Compared, SurveyKind
from begleitwerk.municipal_survey.imports.codebook import labels_text
from begleitwerk.municipal_survey.imports.values import Value
from begleitwerk.municipal_survey.models import SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.selectors.waves import shown_value

SHOWN_CHANGES, SHOWN_LENGTH = 6, 80  # changed answers of a row, signs of each


def codes_words(value: Any) -> str:
    return labels_text(value) if isinstance(value, dict) else str(value)


VERBS = {
    "municipal_survey.wave_created": Wording(_("Wave “%(subject)s” added")),
    "municipal_survey.wave_changed": Wording(_("Wave “%(subject)s” changed"), lists_changes=True),
    "municipal_survey.variable_changed": Wording(
        _("Question “%(subject)s” changed"), lists_changes=True
    ),
    "municipal_survey.codebook_imported": Wording(
        _("Codebook imported from %(file)s: %(new)s new, %(changed)s changed")
    ),
    "municipal_survey.answers_imported": Wording(
        _("Answers imported from %(file)s: %(new)s new, %(changed)s changed")
    ),
}
FIELDS = {
    "municipal_survey.kind": Field(_("Type of answer"), choice_words(SurveyKind)),
    "municipal_survey.lowest": Field(_("Smallest value there is"), number),
    "municipal_survey.highest": Field(_("Largest value there is"), number),
    "municipal_survey.compared_with": Field(
        _("Compared with the register"), choice_words(Compared)
    ),
    "municipal_survey.value_labels": Field(_("Answers"), codes_words, is_text=True),
    "municipal_survey.missing_codes": Field(
        _("Codes for a missing answer"), codes_words, is_text=True
    ),
}


def history_of_wave(wave: SurveyWave, variables: Iterable[SurveyVariable]) -> list[HistoryLine]:
    """What was decided about a wave, its codebook and its files, newest first."""
    records = {
        "municipal_survey.surveywave": [wave.pk],
        "municipal_survey.surveyvariable": [variable.pk for variable in variables],
    }
    return history_lines(history_of_records(records))


def changes_in(
    old: Mapping[str, Value], new: Mapping[str, Value], differing: Sequence[SurveyVariable]
) -> Changes:
    """Question, old and new answer in words; of many the first, then how many more."""
    told = [
        (
            one.name,
            Truncator(shown_value(one, old.get(one.name))).chars(SHOWN_LENGTH),
            Truncator(shown_value(one, new.get(one.name))).chars(SHOWN_LENGTH),
        )
        for one in differing[:SHOWN_CHANGES]
    ]
    more = differing[SHOWN_CHANGES:]
    words = gettext("%(count)d further answers") % {"count": len(more)}
    return (*told, *((words, "…", "…") for _one in more[:1]))
