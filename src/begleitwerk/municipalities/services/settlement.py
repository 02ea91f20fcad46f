"""Taking in the BBSR's settlement types: checked as a whole, then written all or nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Problem, Row
from begleitwerk.core.services import Refused, record_event
from begleitwerk.municipalities.enums import ImportPurpose, ImportState
from begleitwerk.municipalities.imports import read_settlement_types
from begleitwerk.municipalities.models import Municipality, RegisterImport, SettlementType
from begleitwerk.municipalities.selectors import dissolved_by
from begleitwerk.municipalities.services.register import BATCH, shipped_rows

SHOWN = 200
YEARS = range(1990, 2100)


@dataclass
class SettlementPlan:
    """What a list would do. Nothing is written while `problems` holds anything."""

    year: int
    new: list[SettlementType] = field(default_factory=list)
    altered: list[SettlementType] = field(default_factory=list)
    same: int = 0
    without: int = 0  # districts of the register that the list does not name
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """The plan as the page shows it."""
        return {
            "total": len(self.new) + len(self.altered) + self.same,
            "new": len(self.new),
            "changed": len(self.altered),
            "same": self.same,
            "without": self.without,
            "problem_count": len(self.problems),
            "problems": [asdict(problem) for problem in self.problems[:SHOWN]],
            "note_count": len(self.notes),
            "notes": [asdict(note) for note in self.notes[:SHOWN]],
        }


def import_settlement_types(
    *, by: User | None, content: bytes, file_name: str, year: int, source: str, dry: bool = False
) -> SettlementPlan:
    """Read the list of a year and write it, every row or none; with `dry`, write nothing at all.

    A district that stands there for this year already gets the type of the list; what the list
    does not name stays. The plan tells what happened and, row by row, what is wrong.
    """
    with transaction.atomic():
        plan = plan_of(content, file_name, year, source)
        if not dry and not plan.problems:
            write(by, plan, file_name, source)
    return plan


def check_settlement_import(*, item: RegisterImport) -> SettlementPlan:
    """Check a kept file and store the report."""
    plan = import_settlement_types(by=None, dry=True, **what_was_said(item))
    item.state = ImportState.FAULTY if plan.problems else ImportState.READY
    item.report = plan.report()
    item.save(update_fields=["state", "report"])
    return plan


def write_settlement_import(*, by: User, item: RegisterImport) -> SettlementPlan:
    """Check the kept file once more and write it. Raises Refused where it does not fit any more."""
    with transaction.atomic():
        item = RegisterImport.objects.select_for_update().get(
            pk=item.pk, purpose=ImportPurpose.SETTLEMENT
        )
        if item.state != ImportState.READY:
            raise Refused(_("This file is not ready to be written. Check it again."))
        plan = import_settlement_types(by=by, **what_was_said(item))
        item.state = ImportState.FAULTY if plan.problems else ImportState.WRITTEN
        item.content = item.content if plan.problems else b""
        item.report = plan.report()
        item.save(update_fields=["state", "content", "report"])
    if plan.problems:
        raise Refused(_("The register has changed since the check. Look at the report."))
    return plan


def what_was_said(item: RegisterImport) -> dict[str, Any]:
    return {
        "content": bytes(item.content),
        "file_name": item.file_name,
        "year": item.options["year"],
        "source": item.options["source"],
    }


# --- Plan ---------------------------------------------------------------------------------------


def plan_of(content: bytes, file_name: str, year: int, source: str) -> SettlementPlan:
    sheet = read_settlement_types(content, file_name)
    districts = known_districts()
    stored = {row.district: row for row in SettlementType.objects.filter(year=year)}
    plan = SettlementPlan(year, problems=list(sheet.problems), notes=list(sheet.notes))
    rows = [row for row in sheet.rows if not left_out(row, districts, plan)]
    plan.problems += problems_of(rows, districts)
    plan.problems.sort(key=lambda problem: problem.row)
    if plan.problems:
        return plan
    for row in rows:
        place(row.values["district"], row.values["kind"], source, stored, plan)
    plan.without = len(districts - {row.values["district"] for row in rows})
    return plan


def left_out(row: Row, districts: set[str], plan: SettlementPlan) -> bool:
    """Whether the row is about a district that is no more; that is noted."""
    key = row.values.get("district")
    gone = dissolved_by(key) if key and key not in districts else None
    if gone is not None:
        plan.notes.append(Problem(row.number, "Kreis", str(gone), ""))
    return gone is not None


def place(
    district: str, kind: int, source: str, stored: dict[str, SettlementType], plan: SettlementPlan
) -> None:
    """Decide what becomes of a sound row."""
    row = stored.get(district)
    if row is None:
        plan.new.append(SettlementType(district=district, year=plan.year, kind=kind, source=source))
    elif (row.kind, row.source) != (kind, source):
        row.kind, row.source = kind, source
        plan.altered.append(row)
    else:
        plan.same += 1


def known_districts() -> set[str]:
    """Keys of the shipped districts, and of those somebody has added."""
    added = Municipality.objects.exclude(ags="").values_list("ags", flat=True)
    return {row["ags"] for row in shipped_rows()} | {ags[:5] for ags in added}


def problems_of(rows: Sequence[Row], districts: set[str]) -> list[Problem]:
    """Keys that are unknown or stand there twice."""
    found, seen = [], dict[str, int]()
    for row in rows:
        key = row.values.get("district")
        if not key:
            continue  # told already
        first = seen.setdefault(key, row.number)
        if first != row.number:
            what = _("The key %(key)s stands in row %(row)d already.") % {"key": key, "row": first}
            found.append(Problem(row.number, "Kreis", what, _("Delete one of the two rows.")))
        elif key not in districts:
            found.append(unknown(row.number, key))
    return found


def unknown(number: int, key: str) -> Problem:
    return Problem(
        number,
        "Kreis",
        _("The register knows no district %(key)s.") % {"key": key},
        _("Correct the key, or add the district to the register first."),
    )


def write(by: User | None, plan: SettlementPlan, file_name: str, source: str) -> None:
    SettlementType.objects.bulk_create(plan.new, BATCH)
    SettlementType.objects.bulk_update(plan.altered, ["kind", "source"], BATCH)
    if plan.new or plan.altered:
        record_event(
            by=by,
            verb="municipalities.settlement_types_imported",
            subject=(plan.new or plan.altered)[0],
            label=file_name,
            after={
                "year": plan.year,
                "source": source,
                "new": len(plan.new),
                "changed": len(plan.altered),
            },
        )
