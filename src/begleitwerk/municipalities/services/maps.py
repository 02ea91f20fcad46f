"""Maps: the shipped boundaries of districts, and cells for invented municipalities."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from begleitwerk.accounts.models import User
from begleitwerk.core.services import record_event
from begleitwerk.engine.maps import (
    Area,
    Cell,
    Placed,
    Sheet,
    draw_boundaries,
    draw_cells,
    lay_out,
    read_topology,
    step_for,
)
from begleitwerk.municipalities.models import Land, MapSheet, Municipality, Territory
from begleitwerk.municipalities.services.register import BATCH, Written, differs

BOUNDARIES = Path(__file__).parent.parent / "content" / "kreise.topojson"
GERMANY = "de"
INVENTED = "invented"
WIDTH = 1000  # map units
DRAWN = ("path", "x", "y", "size")


# --- Germany ------------------------------------------------------------------------------------


def load_boundaries(*, by: User | None = None) -> Written:
    """Draw the shipped boundaries of the 400 districts; drawing again changes what differs.

    Areas hang on the keys of districts, so the register may be loaded before, after or not at all.
    """
    picture = shipped_sheet()
    with transaction.atomic():
        sheet = keep_sheet(GERMANY, picture, step=0)
        known = {row.district: row for row in sheet.territories.all()}
        new, altered, same = [], [], 0
        for area in picture.areas:
            row = known.get(area.key)
            if row is None:
                new.append(Territory(sheet=sheet, district=area.key, **drawn(area)))
            elif differs(row, drawn(area)):
                altered.append(row)
            else:
                same += 1
        Territory.objects.bulk_create(new, BATCH)
        Territory.objects.bulk_update(altered, DRAWN, BATCH)
        written = Written(len(new), len(altered), same)
        if new or altered:
            record_event(
                by=by,
                verb="municipalities.boundaries_loaded",
                subject=sheet,
                label=BOUNDARIES.name,
                after={"new": written.new, "changed": written.changed},
            )
    return written


@cache
def shipped_sheet() -> Sheet:
    """The shipped file as a sheet; it never changes while we run."""
    data = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    topology = read_topology(data, key="ags")
    return draw_boundaries(topology, width=WIDTH, group=lambda key: key[:2])


def keep_sheet(slug: str, picture: Sheet, step: int) -> MapSheet:
    frame: dict[str, Any] = {
        "left": picture.left,
        "top": picture.top,
        "width": picture.width,
        "height": picture.height,
        "borders": picture.borders,
        "step": step,
    }
    return MapSheet.objects.update_or_create(slug=slug, defaults=frame)[0]


def drawn(area: Area) -> dict[str, Any]:
    return {name: getattr(area, name) for name in DRAWN}


# --- Invented places ----------------------------------------------------------------------------


def lay_out_invented(*, by: User | None = None, municipalities: Iterable[Municipality]) -> int:
    """Give invented municipalities a cell on the map of invented places; the number of new ones.

    Each Land is a block, placed by what its name says ("Land Nord" lies north). Cells once given
    stay. Real places are passed over, and so are places within a county: they are points in it.
    """
    with transaction.atomic():
        kept = kept_cells()
        there = {item.key for item in kept}
        wanted = [
            place
            for place in sorted(municipalities, key=lambda place: place.youth_office_id)
            if place.is_invented and place.county_id is None and str(place.pk) not in there
        ]
        if wanted:
            place_cells(by, wanted, kept)
    return len(wanted)


def kept_cells() -> list[Placed]:
    """Cells in the order they were given."""
    rows = Territory.objects.filter(sheet__slug=INVENTED).select_related("municipality__land")
    return [
        Placed(str(row.municipality_id), row.municipality.land.code, Cell(row.q, row.r))
        for row in rows.order_by("pk")
        if row.municipality is not None and row.q is not None and row.r is not None
    ]


def place_cells(by: User | None, places: Sequence[Municipality], kept: list[Placed]) -> None:
    laender = {land.pk: land for land in Land.objects.all()}
    codes = [laender[place.land_id].code for place in places]
    sheet = MapSheet.objects.filter(slug=INVENTED).first()
    step = sheet.step if sheet else step_for(codes.count(code) for code in set(codes))
    placed = lay_out(
        [(str(place.pk), code) for place, code in zip(places, codes, strict=True)],
        names={land.code: land.name for land in laender.values()},
        kept=kept,
        step=step,
    )
    picture = draw_cells([*kept, *placed])
    sheet = keep_sheet(INVENTED, picture, step)
    areas = {area.key: area for area in picture.areas}
    Territory.objects.bulk_create(
        [
            Territory(
                sheet=sheet,
                municipality_id=int(item.key),
                q=item.cell.q,
                r=item.cell.r,
                **drawn(areas[item.key]),
            )
            for item in placed
        ],
        BATCH,
    )
    record_event(
        by=by,
        verb="municipalities.cells_laid_out",
        subject=sheet,
        after={"new": len(placed)},
    )
