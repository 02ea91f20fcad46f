"""Facts of the application."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.templatetags.bw import day
from begleitwerk.engine.selection.problem import Fact
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import HANDED_IN, OPEN_TO_EDIT, ApplicationState, FieldSource
from begleitwerk.selection.models import Application, SelectionRound
from begleitwerk.selection.selectors.fields.info import (
    Facts,
    FactValue,
    FieldInfo,
    Offer,
    field_of,
    ids_for_query,
    unknown,
)

APPLICATION: tuple[Offer, ...] = (
    ("staff_fte", _("full-time posts for the work"), SurveyKind.NUMBER, _("posts")),
    ("has_backing", _("the leadership has agreed"), SurveyKind.YES_NO, ""),
    ("network_since", _("network since"), SurveyKind.NUMBER, ""),
    ("earlier_participation", _("took part before, as stated"), SurveyKind.YES_NO, ""),
    ("is_complete", _("application is complete"), SurveyKind.YES_NO, ""),
    ("on_time", _("application came in time"), SurveyKind.YES_NO, ""),
)


def application_fields() -> tuple[FieldInfo, ...]:
    return tuple(field_of(FieldSource.APPLICATION, row) for row in APPLICATION)


def read_application(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
) -> None:
    # a draft is the municipality's own: nobody in the office reads what was not handed in
    rows = Application.objects.filter(
        candidacy__round=round, submitted_at__isnull=False
    ).select_related("candidacy__round")
    if (ids := ids_for_query(places)) is not None:
        rows = rows.filter(candidacy__municipality__in=ids)
    applications = {row.candidacy.municipality_id: row for row in rows}
    nothing = unknown(gettext("no application"))
    for place in places:
        row = applications.get(place.pk)
        for field in fields:
            found[place.pk][field.key] = application_fact(row, field) if row else nothing


def no_application(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
) -> None:
    """What is known where nobody has applied."""
    nothing = {field.key: unknown(gettext("no application")) for field in fields}
    for place in places:
        found[place.pk] |= nothing


def application_fact(application: Application, field: FieldInfo) -> FactValue:
    evidence = application_words(application)
    if field.name == "is_complete":
        return worded(field, application.state in HANDED_IN, evidence)
    if field.name == "on_time":
        return worded(field, came_in_time(application), evidence)
    if application.state == ApplicationState.CLOSED:
        return unknown(gettext("closed without a decision"), evidence)
    if application.state not in HANDED_IN:
        return unknown(gettext("being completed by the municipality"), evidence)
    return worded(field, getattr(application, field.name), evidence)


def worded(field: FieldInfo, value: Fact, evidence: str) -> FactValue:
    if value is None:
        return unknown(gettext("not given"), evidence)
    return FactValue(value, field.word_of(value), evidence)


def application_words(application: Application) -> str:
    return gettext("application of %(day)s") % {"day": day(application.submitted_at)}


def came_in_time(application: Application) -> bool:
    """For one that was handed in; without a deadline nothing is late."""
    until = application.candidacy.round.apply_until
    if application.state in OPEN_TO_EDIT and until is not None:  # sent back
        return timezone.localdate(application.submitted_at) <= until
    return application.state != ApplicationState.LATE
