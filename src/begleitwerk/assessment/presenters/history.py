"""How self-assessments and their criteria tell their history."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    history_lines,
)
from begleitwerk.core.selectors import history_of_records

VERBS = {
    "assessment.created": Wording(_("Self-assessment prepared")),
    "assessment.changed": Wording("", lists_changes=True, about=_("Self-assessment")),
    "assessment.criteria_chosen": Wording(_("Criteria chosen: %(criteria)s")),
    "assessment.criterion_added": Wording(_("Own criterion added: %(number)s %(label_de)s")),
    "assessment.criterion_reworded": Wording("", lists_changes=True, about=_("Criterion")),
    "assessment.criterion_removed": Wording(_("Criterion taken out: %(subject)s")),
    "assessment.criterion_withdrawn": Wording(_("Criterion withdrawn: %(subject)s")),
    "assessment.groups_named": Wording(_("Groups named: %(groups)s")),
    "assessment.opened": Wording(_("Opened")),
    "assessment.closed": Wording(_("Answers closed; the result is there")),
    "assessment.released": Wording(_("Released by %(released_by)s")),
    "assessment.release_taken_back": Wording(_("Release taken back")),
    "assessment.findings_shared": Wording(_("Said who may read which finding")),
    "assessment.finding_shared": Wording(
        _("Who may read “%(criterion)s”: %(release)s"), about=_("Finding")
    ),
    "assessment.finding_agreed": Wording(_("Agreed on “%(criterion)s”: level %(level)s")),
    "assessment.finding_parked": Wording(_("Parked: %(criterion)s")),
    "assessment.finding_skipped": Wording(_("Left for later: %(criterion)s")),
    "assessment.finding_reopened": Wording(_("Taken up again: %(criterion)s")),
    "assessment.removed": Wording(_("Self-assessment removed")),
}
FIELDS = {
    "assessment.dimension": Field(
        _("Quality dimension"), item_words(ContentKind.QUALITY_FRAMEWORK)
    ),
    "assessment.scale": Field(_("Scale"), item_words(ContentKind.SCALES)),
    "assessment.text_de": Field(_("Statement (German)"), is_text=True),
    "assessment.text_en": Field(_("Statement (English)"), is_text=True),
    "assessment.opposite_de": Field(_("Opposite (German)"), is_text=True),
    "assessment.opposite_en": Field(_("Opposite (English)"), is_text=True),
}


# what the collection records beside an event of the self-assessment
TOLD_ABOVE = frozenset(
    f"fieldwork.{verb}"
    for verb in (
        "collection_added",
        "collection_opened",
        "collection_closed",
        "items_set",
        "groups_set",
        "item_withdrawn",
    )
)


def assessment_history(assessment: Assessment) -> list[HistoryLine]:
    """What happened with it, its criteria and the collection of answers, newest first.

    Of the collection only what is not told by the self-assessment itself.
    """
    records = {
        "assessment.assessment": [assessment.pk],
        "fieldwork.collection": [assessment.collection_id],
    }
    return history_lines(row for row in history_of_records(records) if row.verb not in TOLD_ABOVE)
