"""Taking in the BBSR's settlement types: checked as a whole, then written all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Place, Plan, Planned, Problem, Row, Sheet
from begleitwerk.core.imports.plans import Changes
from begleitwerk.core.models import Upload
from begleitwerk.core.services import record_event
from begleitwerk.core.services.undo import touching
from begleitwerk.core.services.uploads import Progress
from begleitwerk.municipalities.enums import SettlementKind
from begleitwerk.municipalities.imports import read_settlement_types
from begleitwerk.municipalities.models import SettlementType
from begleitwerk.municipalities.selectors import dissolved_by
from begleitwerk.municipalities.services.register import BATCH, known_districts

SETTLEMENT_UPLOAD = "municipalities.settlement"
YEARS = range(1990, 2100)


@dataclass
class SettlementPlan(Plan):
    """What a list would do; `without` are districts of the register that it does not name."""

    year: int = 0
    new: list[SettlementType] = field(default_factory=list)
    altered: list[SettlementType] = field(default_factory=list)
    without: int = 0

    def report(self) -> dict[str, Any]:
        return {**super().report(), "without": self.without}


def import_settlement_types(
    *, by: User | None, content: bytes, file_name: str, year: int, source: str, dry: bool = False
) -> SettlementPlan:
    """Read the list of a year and write it, every row or none; with `dry`, write nothing at all.

    A district that stands there for this year already gets the type of the list; what the list
    does not name stays. The plan tells what happened and, row by row, what is wrong.
    """
    sheet = read_settlement_types(content, file_name)
    with transaction.atomic():
        plan = plan_of(sheet, year, source)
        if not dry and not plan.problems:
            write(by, plan, file_name, source)
    return plan


def read_settlement_file(upload: Upload) -> Sheet:
    kept = Place.kept(upload.options)
    return read_settlement_types(bytes(upload.content), upload.file_name, kept)


def settlement_plan(upload: Upload, sheet: Sheet, progress: Progress) -> SettlementPlan:
    return plan_of(sheet, upload.options["year"], upload.options["source"])


def write_settlement(by: User, upload: Upload, plan: SettlementPlan) -> None:
    write(by, plan, upload.file_name, upload.options["source"])


# --- Plan ---------------------------------------------------------------------------------------


def plan_of(sheet: Sheet, year: int, source: str) -> SettlementPlan:
    districts = known_districts()
    stored = {row.district: row for row in SettlementType.objects.filter(year=year)}
    plan = SettlementPlan(problems=list(sheet.problems), notes=list(sheet.notes), year=year)
    rows = [row for row in sheet.rows if not left_out(row, districts, plan)]
    plan.problems += problems_of(rows, districts)
    plan.problems.sort(key=lambda problem: problem.row)
    if plan.problems:
        return plan
    for row in rows:
        place(row, source, stored, plan)
    plan.without = len(districts - {row.values["district"] for row in rows})
    return plan


def left_out(row: Row, districts: set[str], plan: SettlementPlan) -> bool:
    """Whether the row is about a district that is no more; that is noted."""
    key = row.values.get("district")
    gone = dissolved_by(key) if key and key not in districts else None
    if gone is not None:
        plan.notes.append(Problem(row.number, "Kreis", str(gone), ""))
    return gone is not None


def place(row: Row, source: str, stored: dict[str, SettlementType], plan: SettlementPlan) -> None:
    """Decide what becomes of a sound row."""
    district, kind = row.values["district"], row.values["kind"]
    known, action = stored.get(district), "same"
    told: Changes = ()
    if known is None:
        values = {"district": district, "year": plan.year, "kind": kind, "source": source}
        plan.new.append(SettlementType(**values))
        action = "new"
    elif (known.kind, known.source) != (kind, source):
        touching(plan, known)
        told = settlement_changes(known, kind, source)
        known.kind, known.source = kind, source
        plan.altered.append(known)
        action = "changed"
    plan.rows.append(Planned(row.number, district, str(SettlementKind(kind).label), action, told))


def settlement_changes(known: SettlementType, kind: int, source: str) -> Changes:
    """What becomes of a settlement type: old and new in words."""
    labels = str(SettlementKind(known.kind).label), str(SettlementKind(kind).label)
    told = ((_("Type"), *labels), (_("Source"), known.source, source))
    return tuple(change for change in told if change[1] != change[2])


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
    plan.written = [*plan.new, *plan.altered]
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
