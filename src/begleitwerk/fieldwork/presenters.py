"""How collections tell their history: numbers and days, never who answered."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, HistoryLine, Wording, history_lines
from begleitwerk.core.selectors import history_of
from begleitwerk.core.templatetags.bw import day
from begleitwerk.fieldwork.enums import AccessKind, Special
from begleitwerk.fieldwork.models import Collection
from begleitwerk.fieldwork.selectors import Scale, Stage

IMPORTANCE = (
    (1, pgettext_lazy("importance", "less important")),
    (2, pgettext_lazy("importance", "important")),
    (3, pgettext_lazy("importance", "very important")),
)
HIGHEST_DIGIT = 7  # of a level, so that 8 and 9 stand for the answers that are no level


def days_before(value: Any) -> str:
    """Reminders: [7, 2] as days before the end."""
    if not value:
        return gettext("no reminders")
    days = ", ".join(map(str, value))
    return gettext("%(days)s days before the end") % {"days": days}


def kinds_in_words(value: Any) -> str:
    return ", ".join(str(AccessKind(kind).label) for kind in value if kind in AccessKind.values)


def names_in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


VERBS = {
    "fieldwork.collection_added": Wording(_("Collection of answers prepared")),
    "fieldwork.collection_changed": Wording("", lists_changes=True, about=_("Collection")),
    "fieldwork.collection_opened": Wording(_("Opened, until %(closes_on)s")),
    "fieldwork.collection_extended": Wording(_("Extended from %(old_closes_on)s to %(closes_on)s")),
    "fieldwork.items_set": Wording(_("Chosen what is asked: %(items)s items")),
    "fieldwork.item_withdrawn": Wording(_("Not asked any more: %(item)s")),
    "fieldwork.groups_set": Wording(_("Groups: %(groups)s")),
    "fieldwork.group_added": Wording(_("Group added: %(group)s")),
    "fieldwork.group_changed": Wording("", lists_changes=True, about=_("Group")),
    "fieldwork.group_removed": Wording(_("Group removed: %(group)s")),
    "fieldwork.people_invited": Wording(_("People added: %(people)s")),
    "fieldwork.person_changed": Wording(_("Entry of a person changed")),
    "fieldwork.invitation_sent_again": Wording(_("Invitation sent to a person again")),
    "fieldwork.link_added": Wording(_("Link for many made: %(group)s")),
    "fieldwork.open_link_added": Wording(_("Link for all groups made")),
    "fieldwork.codes_added": Wording(_("Codes on paper made: %(codes)s for %(group)s")),
    "fieldwork.accesses_closed": Wording(_("Ways in ended: %(number)s (%(kinds)s)")),
    "fieldwork.access_reopened": Wording(_("Way in opened again: %(kinds)s")),
    "fieldwork.reminded": Wording(_("Reminders sent by hand: %(mails)s")),
    "fieldwork.remarks_screened": Wording(
        _("Remarks looked through: %(shown)s shown, %(hidden)s not shown")
    ),
    "fieldwork.collection_closed": Wording(_("Closed; nothing leads to who answered any more")),
    "fieldwork.paper_entered": Wording(_("A sheet of paper entered")),
    "fieldwork.room_opened": Wording(_("Room for votes opened")),
    "fieldwork.room_closed": Wording(_("Room for votes closed")),
    "fieldwork.poll_opened": Wording(_("Vote opened: %(number)s")),
    "fieldwork.poll_closed": Wording(_("Vote closed: %(number)s, %(votes)s votes")),
}
FIELDS = {
    "fieldwork.reminders": Field(_("Reminders"), days_before),
    "fieldwork.group": Field(_("Group")),
    "fieldwork.floor": Field(_("Told from … answers on")),
    "fieldwork.groups": Field(_("Groups"), names_in_words),
    "fieldwork.kinds": Field(_("Ways in"), kinds_in_words),
}


def collection_history(collection: Collection) -> list[HistoryLine]:
    return history_lines(history_of("fieldwork.collection", collection.pk))


def signs_of(scale: Scale) -> dict[str, int | Special]:
    """What stands before each box on paper, and is typed when the sheet is entered: the levels,
    then 8 and 9 for the answers that are no level; X and Y where levels go that far."""
    levels: dict[str, int | Special] = {str(level.value): level.value for level in scale.levels}
    signs = "89" if max(scale.values) <= HIGHEST_DIGIT else "xy"
    return levels | dict(zip(signs, Special, strict=True))


def plan_words(collection: Collection) -> str:
    """On which days reminders go out: "17.12.2026, 22.12.2026"."""
    days = (collection.closes_on - timedelta(days=number) for number in collection.reminders)
    return ", ".join(map(day, days)) or gettext("no reminders")


def next_step(collection: Collection, stage: Stage, items: int, *, has_ways: bool) -> str:
    """The one sentence at the top: what is next."""
    first, last = day(collection.opens_on), day(collection.closes_on)
    if stage == Stage.DRAFT and not items:
        return gettext("Next: choose what is asked.")
    if stage == Stage.DRAFT and not has_ways:
        return gettext("Next: say who is asked, by a link for many, personal links or codes.")
    if stage == Stage.DRAFT:
        return gettext("Everything is there. Next: open it.")
    if stage == Stage.WAITS:
        return gettext("It begins on %(day)s; invitations go out then.") % {"day": first}
    if stage == Stage.RUNS:
        return gettext("Answers come in until %(day)s.") % {"day": last}
    if stage == Stage.LATE:
        return gettext(
            "The end was %(day)s. Answers are still taken and marked as late. Next: close it."
        ) % {"day": last}
    return gettext("It is closed: nobody can answer any more, and nothing leads to who answered.")
