"""Where letters to municipalities go: by hand and from a file."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Keys, Plan, Planned, Problem, Row, Sheet
from begleitwerk.core.models import Upload
from begleitwerk.core.presenters import changes_between
from begleitwerk.core.services import EditConflict, Refused, assign, changed, changing, facts
from begleitwerk.core.services.uploads import Progress
from begleitwerk.municipalities.imports import read_contacts
from begleitwerk.municipalities.models import LetterContact, Municipality
from begleitwerk.municipalities.selectors import fold

CONTACTS_UPLOAD = "municipalities.contacts"
SAID = ("office", "function", "person", "salutation", "street", "postcode", "town", "email")


def change_contact(
    *,
    by: User | None,
    contact: LetterContact,
    version: int | None = None,
    **values: Any,
) -> LetterContact:
    """Save where letters to a municipality go; `values` are those of `SAID`. Whoever saves it has
    looked at it: from today it counts as confirmed.

    Raises EditConflict, and Refused at `town` where only half of an address is there.
    """
    with transaction.atomic():
        check_first(contact)
        with changing(
            contact, by=by, verb="municipalities.contact_changed", version=version
        ) as row:
            assign(row, values, SAID)
            if missing := half_an_address(row):
                raise Refused(*missing)
            row.as_of = timezone.localdate()
    return row


def check_first(contact: LetterContact) -> None:
    """Of two who enter the first address at once the second sees what the other entered."""
    if contact.pk is None:
        place = Municipality.objects.select_for_update().get(pk=contact.municipality_id)
        if there := LetterContact.objects.filter(municipality=place).first():
            raise EditConflict(there)


def half_an_address(row: LetterContact) -> tuple[str, str] | None:
    """What is wrong with an address of which only a part is there, and at which field."""
    if not row.town and (row.street or row.postcode):
        return _("The town is missing. Without it the letter does not arrive."), "town"
    if not row.postcode and (row.street or row.town):
        return _("The postcode is missing. Without it the letter does not arrive."), "postcode"
    return None


# --- From a file --------------------------------------------------------------------------------


@dataclass
class ContactPlan(Plan):
    """What a file of addresses would do: the contacts it will write, with their values."""

    found: list[tuple[LetterContact, Mapping[str, Any]]] = field(default_factory=list)


def read_contact_file(upload: Upload) -> Sheet:
    return read_contacts(bytes(upload.content), upload.file_name)


def contact_plan(upload: Upload, sheet: Sheet, progress: Progress) -> ContactPlan:
    plan = ContactPlan(problems=list(sheet.problems), notes=list(sheet.notes))
    rows = Municipality.objects.select_related("letter_contact", "workspace")
    places = Keys((place.youth_office_id, place) for place in rows)
    seen: dict[int, int] = {}
    faulty = {problem.row for problem in sheet.problems}
    for index, row in enumerate(sheet.rows):
        progress(index, len(sheet.rows))
        place = named(row, places, seen, plan)
        if place is not None and row.number not in faulty:
            plan_contact(row, place, plan)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def named(
    row: Row, places: Keys[Municipality], seen: dict[int, int], plan: ContactPlan
) -> Municipality | None:
    """The municipality a row is about; what is wrong with its key is a problem of the plan."""
    key = row.values.get("key")
    if not key:
        return None  # told already
    found = places.find(key).items
    if len(found) != 1:
        what = _("The register knows no municipality with the key %(key)s.") % {"key": key}
        mend = _("Correct the key. The export of the list has all of them.")
        plan.problems.append(Problem(row.number, "Schlüssel", what, mend))
        return None
    place = found[0]
    first = seen.setdefault(place.pk, row.number)
    if first != row.number:
        what = _("The key %(key)s stands in row %(row)d already.") % {"key": key, "row": first}
        plan.problems.append(
            Problem(row.number, "Schlüssel", what, _("Delete one of the two rows."))
        )
        return None
    return place


def plan_contact(row: Row, place: Municipality, plan: ContactPlan) -> None:
    """What becomes of one address: new, changed with what differs, or the same."""
    stored = getattr(place, "letter_contact", None) or LetterContact(municipality=place)
    values = {name: value for name, value in row.values.items() if name in SAID}
    contact, before = copy.copy(stored), facts(stored, SAID)
    assign(contact, values, SAID)
    old, new = changed(before, facts(contact, SAID))
    if missing := half_an_address(contact):
        column = {"town": "Ort", "postcode": "PLZ"}[missing[1]]
        mend = _("Add it, or leave street, postcode and town empty.")
        plan.problems.append(Problem(row.number, column, missing[0], mend))
    is_new = contact.pk is None and bool(new)
    action = "new" if is_new else "changed" if new else "same"
    note_other_name(row, place, plan)
    told = () if is_new else changes_between(contact._meta.label_lower, old, new)
    plan.rows.append(Planned(row.number, place.youth_office_id, place.name, action, told))
    if new:
        plan.found.append((stored, values))


def note_other_name(row: Row, place: Municipality, plan: ContactPlan) -> None:
    """The key decides; a row whose name is another's is looked at before anything is written."""
    name = row.values.get("name")
    if name and fold(name) != fold(place.name):
        what = _("The row says “%(name)s”, the key belongs to %(place)s.")
        told = what % {"name": name[:60], "place": place.name}
        plan.notes.append(Problem(row.number, "Kommune", told, _("Check the key.")))


def write_contacts(by: User, upload: Upload, plan: ContactPlan) -> None:
    for contact, values in plan.found:
        change_contact(by=by, contact=contact, **values)
