"""Taking a register file in: kept, checked without writing, then written all or nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Keys, Problem, Row
from begleitwerk.core.imports.keys import lacks_zero, missing_zero
from begleitwerk.core.models import Job
from begleitwerk.core.services import (
    Refused,
    finish_job,
    record_event,
    report_progress,
    snapshot,
    start_job,
)
from begleitwerk.municipalities.enums import ImportPurpose, ImportState
from begleitwerk.municipalities.imports import COLUMNS, read_sheet
from begleitwerk.municipalities.models import Land, Municipality, RegisterImport
from begleitwerk.municipalities.selectors import dissolved_by, fold
from begleitwerk.municipalities.services.register import FIELDS, shipped_rows, write_many

KEPT_FOR = timedelta(days=1)
SHOWN = 200  # rows and problems of a report; the numbers count them all


@dataclass(frozen=True)
class Planned:
    """What will become of a row: new, changed or same; for a change, the columns that differ."""

    row: int
    key: str
    name: str
    action: str
    labels: tuple[str, ...] = ()


@dataclass
class Plan:
    """What an import would do. Nothing is written while `problems` holds anything."""

    rows: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    new: list[Municipality] = field(default_factory=list)
    altered: list[Municipality] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """The plan as the page shows it."""
        counts = dict.fromkeys(("new", "changed", "same"), 0)
        for row in self.rows:
            counts[row.action] += 1
        interesting = [row for row in self.rows if row.action != "same"]
        return {
            "total": len(self.rows),
            **counts,
            "problem_count": len(self.problems),
            "problems": [asdict(problem) for problem in self.problems[:SHOWN]],
            "note_count": len(self.notes),
            "notes": [asdict(note) for note in self.notes[:SHOWN]],
            "rows": [asdict(row) for row in interesting[:SHOWN]],
        }


# --- Verbs --------------------------------------------------------------------------------------


def receive_import(
    *,
    by: User,
    file_name: str,
    content: bytes,
    purpose: ImportPurpose = ImportPurpose.REGISTER,
    options: Mapping[str, Any] | None = None,
) -> RegisterImport:
    """Keep an uploaded file for its owner; files that ran out are thrown away on the way.

    `options` is what the form said about the file (for settlement types: year and source).
    """
    RegisterImport.objects.filter(expires_at__lte=timezone.now()).delete()
    return RegisterImport.objects.create(
        owner=by,
        purpose=purpose,
        options=dict(options or {}),
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        expires_at=timezone.now() + KEPT_FOR,
    )


def start_check(*, by: User, item: RegisterImport) -> Job:
    """The job a check reports to; the caller queues the task."""
    return attach_job(by, item, _("Check of %(file)s") % {"file": item.file_name})


def start_write(*, by: User, item: RegisterImport) -> Job:
    """The job a write reports to. Raises Refused unless the file was checked and is clean."""
    if item.state != ImportState.READY:
        raise Refused(_("This file is not ready to be written. Check it again."))
    return attach_job(by, item, _("Import of %(file)s") % {"file": item.file_name})


def attach_job(by: User, item: RegisterImport, title: str) -> Job:
    job = start_job(title=title, owner_id=by.pk)
    item.job_id = job.pk
    item.save(update_fields=["job_id"])
    return job


def check_import(*, item: RegisterImport, job_id: int | None = None) -> Plan:
    """Read the file and say what would happen; writes nothing but the report."""
    plan = plan_of(item, job_id)
    item.state = ImportState.FAULTY if plan.problems else ImportState.READY
    item.report = plan.report()
    with transaction.atomic():
        item.save(update_fields=["state", "report"])
        if job_id:
            finish_job(
                job_id=job_id, message=_("The file is checked."), result_url=report_url(item)
            )
    return plan


def write_import(*, by: User, item: RegisterImport, job_id: int | None = None) -> Plan:
    """Check the kept file once more and write it, all rows or none.

    Raises Refused where the register has changed so that the file does not fit any more; the
    report then says why.
    """
    with transaction.atomic():
        item = RegisterImport.objects.select_for_update().get(pk=item.pk)
        if item.state != ImportState.READY:
            raise Refused(_("This file is not ready to be written. Check it again."))
        plan = plan_of(item, job_id)
        if not plan.problems:
            write_many(plan.new, plan.altered)
            record_import(by, item, plan)
            item.state, item.content = ImportState.WRITTEN, b""
        else:
            item.state = ImportState.FAULTY
        item.report = plan.report()
        item.save(update_fields=["state", "content", "report"])
        if job_id and not plan.problems:
            done = _("The register is up to date.")
            finish_job(job_id=job_id, message=done, result_url=report_url(item))
    if plan.problems:
        raise Refused(_("The register has changed since the check. Look at the report."))
    return plan


def report_url(item: RegisterImport) -> str:
    return reverse("municipalities:register_report", args=[item.pk])


def record_import(by: User, item: RegisterImport, plan: Plan) -> None:
    """One event for the whole import: the file by its digest, new keys, old and new values."""
    after = {place.youth_office_id: snapshot(place, FIELDS) for place in plan.altered}
    for key, values in after.items():
        after[key] = {name: values[name] for name in plan.before[key]}
    record_event(
        by=by,
        verb="municipalities.register_imported",
        subject=item,
        before=plan.before,
        after={
            "sha256": item.sha256,
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
    districts = {row["ags"] for row in shipped_rows()}
    districts |= {place.ags[:5] for place in places.values() if place.ags}
    holders = {(place.ags, place.kind): key for key, place in places.items() if place.ags}
    return Register(places, laender, districts, holders)


def fold_land(name: str) -> str:
    return fold(name) or name.strip().lower()


def plan_of(item: RegisterImport, job_id: int | None = None) -> Plan:
    sheet = read_sheet(bytes(item.content), item.file_name)
    plan = Plan(problems=list(sheet.problems), notes=list(sheet.notes))
    register = read_register()
    sheet.rows = [row for row in sheet.rows if not left_out(row, register, plan)]
    register.settle_counties(sheet.rows)
    faulty = {problem.row for problem in sheet.problems}
    created: dict[str, Municipality] = {}
    step = max(500, len(sheet.rows) // 10)
    for index, row in enumerate(sheet.rows):
        if job_id and index % step == 0:
            report_progress(job_id=job_id, done=index, total=len(sheet.rows))
        found = problems_of(row, register)
        plan.problems += found
        if not found and row.number not in faulty:
            plan_row(row, register, created, plan)
    link_counties(sheet.rows, register, created, plan)
    plan.problems.sort(key=lambda problem: (problem.row, problem.column != "Schlüssel"))
    return plan


def left_out(row: Row, register: Register, plan: Plan) -> bool:
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


def plan_row(row: Row, register: Register, created: dict[str, Municipality], plan: Plan) -> None:
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
    before = snapshot(place, FIELDS)
    for field_name, value in values.items():
        setattr(place, field_name, value)
    set_county(place, row, register.places)
    after = snapshot(place, FIELDS)
    differing = tuple(name for name in FIELDS if before[name] != after[name])
    if differing or waits_for_county(row, register):
        plan.altered.append(place)
        plan.before[key] = {name: before[name] for name in differing}
    action = "changed" if differing else "same"
    plan.rows.append(Planned(row.number, key, name, action, labels_of(differing)))


def labels_of(fields: Iterable[str]) -> tuple[str, ...]:
    """The file's own names of the columns."""
    names = {column.field: column.name for column in COLUMNS}
    return tuple(names.get(name) or names.get(name.removesuffix("_id"), name) for name in fields)


def waits_for_county(row: Row, register: Register) -> bool:
    county = row.values.get("county")
    return bool(county) and county not in register.places


def set_county(place: Municipality, row: Row, places: Mapping[str, Municipality]) -> None:
    if "county" in row.values:
        place.county = places.get(row.values["county"] or "")


def link_counties(
    rows: list[Row], register: Register, created: dict[str, Municipality], plan: Plan
) -> None:
    """Towns point at counties, which may be new in the same file."""
    if plan.problems:
        return
    everything = {**register.places, **created}
    for row in rows:
        if row.values.get("county"):
            set_county(everything[row.values["youth_office_id"]], row, everything)
