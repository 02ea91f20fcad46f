"""A person is erased: her rows go, her name goes, what was decided stays.

Her account stays as a number: reviews, approvals and the log point to it, so that two reviewers
stay two and every count stays right. Nothing leads from the number to a name any more.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import GONE, User
from begleitwerk.accounts.services import end_sessions
from begleitwerk.core.models import Versioned
from begleitwerk.core.services import Refused, record_event, require_reason
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.selectors import (
    Person,
    Place,
    Table,
    obstacles_of,
    places_of,
    table,
    tables,
)
from begleitwerk.privacy.selectors.persons import own_condition

# What is written in the place of a name in a text: texts of the house are German.
IN_TEXTS = "(nicht mehr geführte Person)"
Counts = Counter[str]


def erase_person(
    *, by: User | None, person: Person, reason: str, places: Collection[str] = ()
) -> Counts:
    """Erase a person, in one transaction; returns how many rows of which table changed or went.

    What hangs on her account or holds her mail address is hers; of the records that only bear her
    name those go whose `Place.key` is among `places`. Sealed records stay word for word, and so do
    decisions, counts and the log. Raises Refused while something is to be settled first, without a
    reason, and at `reason` where it names her: the log is kept for good.
    """
    reason = require_reason(reason)
    check_reason(reason, person)
    with transaction.atomic():
        # of two operators who erase each other at once, one comes second and is refused
        platform = Workspace.objects.select_for_update().get(pk=platform_workspace().pk)
        if first := obstacles_of(person, by=by):
            raise Refused(first[0])
        found = places_of(person)
        account = person.account
        if account:
            account = User.objects.select_for_update().get(pk=account.pk)
            end_sessions(user=account)
        changed = without_name(person, [place for place in found if is_meant(place, places)])
        changed += remove_own(person)
        if account:
            empty(account)
        record_event(
            by=by,
            verb="privacy.person_erased",
            subject=account or platform,
            workspace_id=platform.pk,
            reason=reason,
            after={"records": dict(sorted(changed.items()))},
        )
    return changed


def check_reason(reason: str, person: Person) -> None:
    for words in (person.email, person.name):
        if words and words.lower() in reason.lower():
            raise Refused(
                _("Leave out name and address: the reason is kept in the log for good."), "reason"
            )


def is_meant(place: Place, places: Collection[str]) -> bool:
    """By her address for certain; by her name where somebody said that it is she."""
    chosen = place.tie in (Tie.NAMED, Tie.MENTIONED) and place.key in places
    return place.tie == Tie.ADDRESSED or chosen


# --- The account ----------------------------------------------------------------------------------


def empty(user: User) -> None:
    """Leave the number, and words that stand where the name stood."""
    with translation.override("de"):
        user.name = _("Person no longer on record (account %(number)d)") % {"number": user.pk}
    user.email, user.function, user.demo_note = f"account-{user.pk}{GONE}", "", ""
    user.is_active, user.is_superuser, user.last_login = False, False, None
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()


def remove_own(person: Person) -> Counts:
    """Remove what is her own: roles, invitations, mails, second factors, filters, files on their
    way. What hangs on it goes along."""
    gone: Counts = Counter()
    for row in tables():
        if condition := own_condition(row, person):
            number, _all = row.rows.filter(condition).delete()
            gone[row.key] += number
    return +gone


# --- Names in records -----------------------------------------------------------------------------


def without_name(person: Person, places: Iterable[Place]) -> Counts:
    """Empty fields that hold nothing but her name or address, and replace both in texts."""
    changed: Counts = Counter()
    by_row: dict[tuple[str, str], set[str]] = {}
    for place in places:
        by_row.setdefault((place.table, place.pk), set()).add(place.field)
    for (key, pk), fields in by_row.items():
        values = cleaned(table(key), pk, fields, person)
        if values:  # else it was a longer address or name, in which hers stands
            rewrite(table(key), pk, values)
            changed[key] += 1
    return changed


def cleaned(row: Table, pk: str, fields: Collection[str], person: Person) -> dict[str, Any]:
    """The new values of one record: named fields are emptied, "" stands for all its texts."""
    record = row.rows.get(pk=pk)
    hers = whole(person.email, person.name)
    named = (name for name in fields if name)
    values: dict[str, Any] = {name: "" for name in named if hers.search(getattr(record, name))}
    sought = whole(person.email, person.searched_name)
    for name in row.texts if "" in fields else ():
        old = getattr(record, name)
        new = in_all_texts(old, lambda text: sought.sub(IN_TEXTS, text))
        if new != old:
            values[name] = fitting(row, name, new)
    return values


def whole(*words: str) -> re.Pattern[str]:
    """Finds names and addresses as a whole, however they are written; without any, nothing."""
    sought = "|".join(re.escape(word) for word in words if word) or "(?!)"
    return re.compile(rf"(?<![\w.+-])(?:{sought})(?![\w-]|\.\w)", re.IGNORECASE)


def in_all_texts(value: Any, clean: Callable[[str], str]) -> Any:
    """A value with all its texts cleaned, however deep they lie."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): in_all_texts(item, clean) for key, item in value.items()}
    if isinstance(value, list):
        return [in_all_texts(item, clean) for item in value]
    return value


def fitting(row: Table, name: str, value: Any) -> Any:
    longest = getattr(row.model._meta.get_field(name), "max_length", None)
    return value[:longest] if isinstance(value, str) and longest else value


def rewrite(row: Table, pk: str, values: dict[str, Any]) -> None:
    """Whoever has the record open in a form is told that it changed."""
    more: dict[str, Any] = {"version": F("version") + 1} if issubclass(row.model, Versioned) else {}
    row.rows.filter(pk=pk).update(**values, **more)
