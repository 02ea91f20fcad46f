"""What a register file would do, and doing it; the way there is `core.services.uploads`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Keys, Place, Plan, Planned, Problem, Row, Sheet
from begleitwerk.core.imports.keys import lacks_zero, missing_zero
from begleitwerk.core.models import Upload, WrittenImport
from begleitwerk.core.presenters import changes_between
from begleitwerk.core.services import assign, changed, facts, record_event
from begleitwerk.core.services.undo import Hindrance, belongings, touching
from begleitwerk.core.services.uploads import Progress
from begleitwerk.municipalities.imports import read_sheet
from begleitwerk.municipalities.models import Land, Municipality, Workspace
from begleitwerk.municipalities.selectors import dissolved_by, fold
from begleitwerk.municipalities.services.register import (
    known_districts,
    place_in_laender,
    rename_workspaces,
    write_many,
)

REGISTER_UPLOAD = "municipalities.register"


@dataclass
class RegisterPlan(Plan):
    """What a register file would do."""

    new: list[Municipality] = field(default_factory=list)
    altered: list[Municipality] = field(default_factory=list)

    def is_idle(self) -> bool:
        return not (self.new or self.altered)


def write_register(by: User, upload: Upload, plan: RegisterPlan) -> None:
    write_many(plan.new, plan.altered)
    plan.written = [*plan.new, *plan.altered]
    record_import(by, upload, plan)


def record_import(by: User, upload: Upload, plan: RegisterPlan) -> None:
    """One event for the whole import: the file by its digest, new keys, old and new values."""
    after = {
        place.youth_office_id: facts(place, plan.before[place.youth_office_id])
        for place in plan.altered
    }
    record_event(
        by=by,
        verb="municipalities.register_imported",
        subject=upload,
        before=plan.before,
        after={
            "sha256": upload.sha256,
            "new": [place.youth_office_id for place in plan.new],
            "changed": after,
        },
    )


# --- Plan ---------------------------------------------------------------------------------------


@dataclass
class Register:
    """What the rows of a file are held against, read once."""

    places: dict[str, Municipality]
    laender: dict[str, Land]
    districts: set[str]
    holders: dict[tuple[str, str], str]
    seen: dict[str, int] = field(default_factory=dict)
    seen_ags: dict[tuple[str, str], int] = field(default_factory=dict)
    counties: Keys[str] = field(default_factory=Keys)

    def settle_counties(self, rows: Sequence[Row]) -> None:
        """Put the key of the county into each row, however the file writes it."""
        named = {row.values.get("youth_office_id") or "" for row in rows} | self.places.keys()
        self.counties = Keys((key, key) for key in sorted(named - {""}))
        for row in rows:
            found = self.counties.find(row.values.get("county")).items
            if len(found) == 1:
                row.values["county"] = found[0]


def read_register() -> Register:
    rows = Municipality.objects.select_related("workspace", "land", "county")
    places = {place.youth_office_id: place for place in rows}
    laender: dict[str, Land] = {}
    for land in Land.objects.select_related("workspace"):
        laender[land.code] = laender[fold_land(land.name)] = land
    holders = {(place.ags, place.kind): key for key, place in places.items() if place.ags}
    return Register(places, laender, known_districts(), holders)


def fold_land(name: str) -> str:
    return fold(name) or name.strip().lower()


def read_register_file(upload: Upload) -> Sheet:
    return read_sheet(bytes(upload.content), upload.file_name, Place.kept(upload.options))


def register_plan(upload: Upload, sheet: Sheet, progress: Progress) -> RegisterPlan:
    plan = RegisterPlan(problems=list(sheet.problems), notes=list(sheet.notes))
    register = read_register()
    sheet.rows = [row for row in sheet.rows if not left_out(row, register, plan)]
    register.settle_counties(sheet.rows)
    faulty = {problem.row for problem in sheet.problems}
    created: dict[str, Municipality] = {}
    for index, row in enumerate(sheet.rows):
        progress(index, len(sheet.rows))
        found = problems_of(row, register)
        plan.problems += found
        if not found and row.number not in faulty:
            plan_row(row, register, created, plan)
    link_counties(sheet.rows, register, created, plan)
    plan.problems.sort(key=lambda problem: (problem.row, problem.column != "Schlüssel"))
    return plan


def left_out(row: Row, register: Register, plan: RegisterPlan) -> bool:
    """Whether the row is about a district that is no more, or lies in one; that is noted."""
    for name, column in (("youth_office_id", "Schlüssel"), ("ags", "AGS")):
        key = row.values.get(name)
        gone = dissolved_by(key) if key and key not in register.places else None
        if gone is not None and gone.ags not in register.districts:
            plan.notes.append(Problem(row.number, column, str(gone), ""))
            return True
    return False


def problems_of(row: Row, register: Register) -> list[Problem]:
    """What is wrong with a row beyond its single cells."""
    values, found = row.values, []

    def problem(column: str, what: str, mend: str) -> None:
        found.append(Problem(row.number, column, what, mend))

    key = values.get("youth_office_id")
    if key and key not in register.places and lacks_zero(key):
        lost = missing_zero(key)
        problem("Schlüssel", lost.what, lost.mend)
    elif key:
        first = register.seen.setdefault(key, row.number)
        if first != row.number:
            problem(
                "Schlüssel",
                _("The key %(key)s stands in row %(row)d already.") % {"key": key, "row": first},
                _("Delete one of the two rows."),
            )
    land = land_of(values, register)
    if values.get("land") and land is None:
        problem(
            "Land",
            _("“%(land)s” is no Land.") % {"land": values["land"][:40]},
            _("Enter its name, for example Hessen, or the first two digits of the AGS."),
        )
    for name, what, mend in ags_problems(row, register, land):
        problem(name, what, mend)
    county = values.get("county")
    if county and len(keys := register.counties.find(county).items) > 1:
        problem(
            "Liegt in",
            _("“%(key)s” stands for several municipalities.") % {"key": county},
            _("Enter the key instead: %(keys)s.") % {"keys": ", ".join(keys)},
        )
    elif county and not keys:
        problem(
            "Liegt in",
            _("There is no municipality with the key %(key)s.") % {"key": county},
            _("Enter the key of the county, or add the county to the file."),
        )
    if county and county == key:
        problem("Liegt in", _("Nothing lies within itself."), _("Leave the cell empty."))
    return found


def ags_problems(row: Row, register: Register, land: Land | None) -> list[tuple[str, str, str]]:
    ags = row.values.get("ags")
    if not ags:
        return []
    if ags[:5] not in register.districts:
        return [
            (
                "AGS",
                _("The AGS %(ags)s is unknown: no district begins with these digits.")
                % {"ags": ags},
                _("Correct it, or leave the cell empty and enter the AGS by hand."),
            )
        ]
    if land is not None and land.code.isdecimal() and ags[:2] != land.code:
        return [
            (
                "AGS",
                _("The AGS %(ags)s does not belong to %(land)s.") % {"ags": ags, "land": land},
                _("Correct the AGS or the Land."),
            )
        ]
    return ags_twice(row, register, ags)


def ags_twice(row: Row, register: Register, ags: str) -> list[tuple[str, str, str]]:
    """The same AGS for two municipalities of one kind, in the file or in the register."""
    kind = row.values.get("kind") or ""
    first = register.seen_ags.setdefault((ags, kind), row.number)
    if first != row.number:
        where = _("row %(row)d") % {"row": first}
    else:
        holder = register.holders.get((ags, kind))
        if holder is None or holder == row.values.get("youth_office_id"):
            return []
        where = _("the register, at key %(key)s") % {"key": holder}
    return [
        (
            "AGS",
            _("The AGS %(ags)s stands in %(where)s already.") % {"ags": ags, "where": where},
            _("Each AGS can stand once per kind. Correct one of them."),
        )
    ]


def land_of(values: Mapping[str, Any], register: Register) -> Land | None:
    text = values.get("land") or ""
    return register.laender.get(text) or register.laender.get(fold_land(text))


def plan_row(
    row: Row, register: Register, created: dict[str, Municipality], plan: RegisterPlan
) -> None:
    """Decide what becomes of a sound row. `county` is settled later, when all rows are known."""
    values = {name: value for name, value in row.values.items() if name != "county"}
    values["land"] = land_of(row.values, register)
    key, name = values["youth_office_id"], values["name"]
    place = register.places.get(key)
    if place is None:
        created[key] = Municipality(**values, is_invented=values["land"].is_invented)
        plan.new.append(created[key])
        plan.rows.append(Planned(row.number, key, name, "new"))
        return
    touching(plan, place)
    before = facts(place, place.logged)
    assign(place, values, place.logged)
    set_county(place, row, register.places)
    old, differing = changed(before, facts(place, place.logged))
    told = changes_between(place._meta.label_lower, old, differing)
    if differing or waits_for_county(row, register):
        plan.altered.append(place)
        plan.before[key] = old
    action = "changed" if differing else "same"
    plan.rows.append(Planned(row.number, key, name, action, told, old.get("name", "")))


def waits_for_county(row: Row, register: Register) -> bool:
    county = row.values.get("county")
    return bool(county) and county not in register.places


def set_county(place: Municipality, row: Row, places: Mapping[str, Municipality]) -> None:
    if "county" in row.values:
        place.county = places.get(row.values["county"] or "")


def link_counties(
    rows: list[Row], register: Register, created: dict[str, Municipality], plan: RegisterPlan
) -> None:
    """Towns point at counties, which may be new in the same file."""
    if plan.problems:
        return
    everything = {**register.places, **created}
    for row in rows:
        if row.values.get("county"):
            set_county(everything[row.values["youth_office_id"]], row, everything)


# --- Take back ----------------------------------------------------------------------------------

OWN_TABLES = {Municipality._meta.label_lower, Workspace.parents.through._meta.label_lower}


def in_their_places(written: WrittenImport) -> Iterator[Hindrance]:
    """What belongs to the workspaces of municipalities the import added: people, most of all."""
    rows = written.rows.get(Municipality._meta.label_lower, {})
    new = [int(pk) for pk, row in rows.items() if row["before"] is None]
    spaces = list(Workspace.objects.filter(municipality__in=new).values_list("pk", flat=True))
    if spaces:
        yield from belongings(Workspace, spaces, OWN_TABLES)
    inside = Municipality.objects.filter(county__in=new).exclude(pk__in=map(int, rows))
    for town in inside.select_related("workspace"):
        words = _("%(name)s lies within what it added.") % {"name": town.name}
        yield Hindrance(words, town.get_absolute_url())


def register_restored(places: Sequence[Municipality]) -> None:
    """Workspaces are called as their municipalities are, and lie in their Länder."""
    known = Municipality.objects.select_related("workspace", "land__workspace")
    rows = list(known.filter(pk__in=[place.pk for place in places]))
    rename_workspaces(rows)
    place_in_laender(rows)


def forget_places(places: Sequence[Municipality]) -> None:
    """Municipalities with their workspaces; none of them lies within another any more."""
    rows = Municipality.objects.filter(pk__in=[place.pk for place in places])
    rows.update(county=None)
    spaces = [place.workspace_id for place in places]
    rows.delete()
    Workspace.objects.filter(pk__in=spaces).delete()
