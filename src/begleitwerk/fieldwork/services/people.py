"""People from a list: pasted, or in a file that is tried first and then written all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from begleitwerk.core.imports import Place, Plan, Planned, Problem, Row, Sheet, folded
from begleitwerk.core.models import Upload
from begleitwerk.core.services import Refused
from begleitwerk.core.services.audit import Actor
from begleitwerk.core.services.uploads import Progress
from begleitwerk.fieldwork.imports import COLUMN_NAMES, read_sheet
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.services.accesses import (
    PersonSpec,
    addresses_of,
    checked,
    invite_people,
)
from begleitwerk.fieldwork.services.guards import held, not_closed

PEOPLE_UPLOAD = "fieldwork.people"


@dataclass(frozen=True)
class Added:
    """How many got a link, and how many had one already."""

    new: int
    known: int


def add_people(*, by: Actor | None, collection: Collection, people: Sequence[PersonSpec]) -> Added:
    """Personal links for those of a list who have none; who is asked already is left as she is.

    All or none: raises Refused as `invite_people` does.
    """
    known = addresses_of(collection)
    wanted = {spec.email.strip().lower(): spec for spec in people}
    new = [spec for address, spec in wanted.items() if is_new(known.get(address))]
    if new:
        invite_people(by=by, collection=collection, people=new)
    return Added(len(new), len(people) - len(new))


def is_new(access: Access | None) -> bool:
    return access is None or access.is_closed


# --- A file ---------------------------------------------------------------------------------------


@dataclass
class PeoplePlan(Plan):
    """What a file would do, and who gets a link by it."""

    people: list[PersonSpec] = field(default_factory=list)


def read_people(upload: Upload) -> Sheet:
    return read_sheet(bytes(upload.content), upload.file_name, Place.kept(upload.options))


def lock_people(upload: Upload) -> Collection:
    return held(Collection(pk=upload.subject_id))


def people_plan(upload: Upload, sheet: Sheet, progress: Progress) -> PeoplePlan:
    """Who of the file would get a link; a person is known by her address."""
    plan = PeoplePlan(problems=list(sheet.problems), notes=list(sheet.notes))
    collection = Collection.objects.get(pk=upload.subject_id)
    try:
        not_closed(collection)
    except Refused as refusal:
        plan.problems.append(Problem(0, "", str(refusal), ""))
        return plan
    names = Names(collection, upload.options.get("group"))
    known, met = addresses_of(collection), set[str]()
    for number, row in enumerate(sheet.rows):
        progress(number, len(sheet.rows))
        plan_row(plan, row, names, known, met)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


class Names:
    """Groups by name; `other` is for rows that name none."""

    def __init__(self, collection: Collection, other: int | None) -> None:
        groups = list(collection.groups.filter(is_joint=False))
        self.by_name = {folded(group.name): group for group in groups}
        self.other = next((group for group in groups if group.pk == other), None)

    def group(self, name: str) -> Group:
        """The group of that name. Raises Refused at `group`."""
        found = self.by_name.get(folded(name)) if name else self.other
        if found is not None:
            return found
        names = ", ".join(group.name for group in self.by_name.values())
        if not name:
            raise Refused(_("No group is named here. Enter one of: %(names)s") % {"names": names},
                          "group")  # fmt: skip
        raise Refused(
            _("There is no group “%(group)s”. Enter one of: %(names)s")
            % {"group": name, "names": names},
            "group",
        )


def plan_row(
    plan: PeoplePlan, row: Row, names: Names, known: dict[str, Access], met: set[str]
) -> None:
    if "email" not in row.values:
        return  # reading it met a problem already
    try:
        group = names.group(row.values.get("group") or "")
        spec = checked(PersonSpec(row.values.get("name") or "", row.values["email"], group))
        address = spec.email.lower()
        if address in met:
            raise Refused(_("This address stands in the file twice."), "email")
    except Refused as refusal:
        column = COLUMN_NAMES.get(refusal.field or "", "")
        plan.problems.append(Problem(row.number, column, str(refusal), ""))
        return
    met.add(address)
    action = "same"
    if is_new(known.get(address)):
        action = "new"
        plan.people.append(spec)
    plan.rows.append(Planned(row.number, group.name, spec.name or spec.email, action))


def write_people(by: Actor | None, upload: Upload, plan: PeoplePlan) -> None:
    collection = Collection.objects.get(pk=upload.subject_id)
    invite_people(by=by, collection=collection, people=plan.people)
