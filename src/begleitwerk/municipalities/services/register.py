"""The register of municipalities: by hand, from the shipped list, and within programmes."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    record_added,
    record_event,
    save_changes,
)
from begleitwerk.municipalities.enums import Permission, TerritoryType, WorkspaceKind
from begleitwerk.municipalities.models import PLACING, Land, Municipality, Workspace
from begleitwerk.municipalities.selectors import access_of, search_text_of, slug_base

SHIPPED = Path(__file__).parent.parent / "content" / "kreise.csv"
SHIPPED_SOURCE = "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, Stand 31.12.2018"
SHIPPED_DATE = date(2018, 12, 31)
BATCH = 500


@dataclass(frozen=True)
class Written:
    """What a mass write did: numbers of rows."""

    new: int
    changed: int
    same: int


# --- One Land -----------------------------------------------------------------------------------


def add_land(*, by: User | None, code: str, name: str, is_invented: bool = False) -> Land:
    """A further Land with its workspace; the sixteen real ones are there from the start.

    `code` has two characters and stands where the AGS of a real Land begins.
    """
    with transaction.atomic():
        land = Land.objects.create(
            workspace=Workspace.objects.create(
                kind=WorkspaceKind.LAND, slug=slug_base(name), name=name
            ),
            code=code,
            name=name,
            is_invented=is_invented,
        )
        said = {"code": code, "name": name, "is_invented": is_invented}
        record_event(by=by, verb="municipalities.land_added", subject=land, after=said)
    return land


# --- One municipality ---------------------------------------------------------------------------


def add_municipality(*, by: User | None, **values: Any) -> Municipality:
    """A new municipality with its workspace inside its Land.

    `values` are fields of the model, at least youth_office_id, name, kind, land.
    """
    with transaction.atomic():
        place = Municipality(**values)
        place.search_text = search_words(place)
        place.workspace = Workspace.objects.create(
            kind=WorkspaceKind.MUNICIPALITY, slug=free_slug(place), name=place.name
        )
        place.save()
        place.workspace.parents.add(place.land.workspace_id)
        record_added(by=by, verb="municipalities.municipality_added", row=place)
    return place


def change_municipality(
    *, by: User | None, municipality: Municipality, version: int | None, **values: Any
) -> Municipality:
    """Save what the register says about a place.

    Raises EditConflict, and Refused at Land or key for somebody who does not keep the register.
    """
    verb = "municipalities.municipality_changed"
    with changing(municipality, by=by, version=version, verb=verb) as place:
        old_land = place.land
        check_placing(by, place, values)
        assign(place, values, place.logged)
        place.search_text = search_words(place)
        Workspace.objects.filter(pk=place.workspace_id).update(name=place.name)
        if place.land_id != old_land.pk:
            place.workspace.parents.remove(old_land.workspace_id)
            place.workspace.parents.add(place.land.workspace_id)
    return place


def check_placing(by: User | None, place: Municipality, values: Mapping[str, Any]) -> None:
    """Which Land a municipality lies in decides who reads, its key which answers are its own."""
    moved = [name for name in PLACING if name in values and values[name] != getattr(place, name)]
    if moved and by is not None and not access_of(by).may(Permission.REGISTER_EDIT):
        raise Refused(_("Land and key are for the operators to change. Please ask them."), moved[0])


def change_notice(
    *, by: User | None, municipality: Municipality, version: int | None, **values: Any
) -> Municipality:
    """Save the notice on children in danger and the website. Raises EditConflict."""
    verb = "municipalities.notice_changed"
    return save_changes(by=by, row=municipality, version=version, values=values, verb=verb)


def place_within(*, by: User | None, municipality: Municipality, workspace: Workspace) -> None:
    """Let roles of a programme reach into a municipality that takes part in it."""
    with transaction.atomic():
        municipality.workspace.parents.add(workspace)
        record_event(
            by=by,
            verb="municipalities.placed_within",
            subject=municipality,
            after={"within": workspace.name},
        )


def take_out_of(
    *, by: User | None, municipality: Municipality, workspace: Workspace, reason: str = ""
) -> None:
    """Roles of a programme reach into a municipality no longer."""
    with transaction.atomic():
        municipality.workspace.parents.remove(workspace)
        record_event(
            by=by,
            verb="municipalities.taken_out_of",
            subject=municipality,
            reason=reason,
            after={"within": workspace.name},
        )


def search_words(place: Municipality) -> str:
    return search_text_of(place.name, place.youth_office_id, place.ags, place.nuts3)


def free_slug(place: Municipality) -> str:
    base = slug_base(place.name)
    rows = Workspace.objects.filter(kind=WorkspaceKind.MUNICIPALITY, slug=base)
    return slug_base(f"{base} {place.youth_office_id}") if rows.exists() else base


# --- Many at once -------------------------------------------------------------------------------


def write_many(new: Iterable[Municipality], altered: Iterable[Municipality]) -> None:
    """Create and change many municipalities with few statements, inside the caller's transaction.

    New ones get workspaces; `land` must be loaded. Counties stand before the towns within them.
    """
    new, altered = list(new), list(altered)
    taken = set(
        Workspace.objects.filter(kind=WorkspaceKind.MUNICIPALITY).values_list("slug", flat=True)
    )
    for place in new:
        base = slug_base(place.name)
        slug = slug_base(f"{base} {place.youth_office_id}") if base in taken else base
        taken.add(slug)
        place.workspace = Workspace(kind=WorkspaceKind.MUNICIPALITY, slug=slug, name=place.name)
    Workspace.objects.bulk_create([place.workspace for place in new], BATCH)
    for place in (*new, *altered):
        place.search_text = search_words(place)
    save_in_order(new)
    for place in altered:
        place.version += 1
    fields = [name for name in Municipality.logged if name != "youth_office_id"]
    Municipality.objects.bulk_update(altered, [*fields, "search_text", "version"], BATCH)
    rename_workspaces(altered)
    place_in_laender([*new, *altered])


def save_in_order(places: list[Municipality]) -> None:
    """Counties first, so that the towns inside them can point at their rows."""
    for inside in (False, True):
        rows = [place for place in places if (place.county is not None) == inside]
        for place in rows:
            place.workspace = place.workspace  # the keys are known only now
            place.county = place.county
        Municipality.objects.bulk_create(rows, BATCH)


def rename_workspaces(places: list[Municipality]) -> None:
    for place in places:
        place.workspace.name = place.name
    Workspace.objects.bulk_update([place.workspace for place in places], ["name"], BATCH)


def place_in_laender(places: list[Municipality]) -> None:
    """Each municipality lies within exactly the Land it names."""
    lies_in = Workspace.parents.through
    ids = [place.workspace_id for place in places]
    for start in range(0, len(ids), BATCH):
        lies_in.objects.filter(
            from_workspace_id__in=ids[start : start + BATCH],
            to_workspace__kind=WorkspaceKind.LAND,
        ).delete()
    lies_in.objects.bulk_create(
        [
            lies_in(from_workspace_id=place.workspace_id, to_workspace_id=place.land.workspace_id)
            for place in places
        ],
        BATCH,
    )


# --- The shipped register -----------------------------------------------------------------------


def load_register(*, by: User | None = None) -> Written:
    """Load the 400 districts that come with the product; loading again changes only what differs.

    Figures somebody entered with another source stay as they are.
    """
    with transaction.atomic():
        known = {
            place.youth_office_id: place
            for place in Municipality.objects.select_related("workspace", "land")
        }
        laender = {land.code: land for land in Land.objects.all()}
        new, altered, same = [], [], 0
        for row in shipped_rows():
            values = shipped_values(row, laender)
            place = known.get(values["youth_office_id"])
            if place is None:
                new.append(Municipality(**values))
            elif place.source == SHIPPED_SOURCE and differs(place, values):
                altered.append(place)
            else:
                same += 1
        write_many(new, altered)
        written = Written(len(new), len(altered), same)
        if new or altered:
            record_event(
                by=by,
                verb="municipalities.register_loaded",
                subject=Land.objects.order_by("pk").first() or Land(),
                label=SHIPPED.name,
                after=asdict(written),
            )
    return written


def differs(row: Model, values: Mapping[str, Any]) -> bool:
    """Set new values on a row; true where one of them was another before."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    assign(row, new, new)
    return bool(new)


def shipped_rows() -> list[dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_values(row: Mapping[str, str], laender: Mapping[str, Land]) -> dict[str, Any]:
    """A line of the shipped list as fields of the model."""
    city = row["kind"] in ("Kreisfreie Stadt", "Stadtkreis")
    return {
        "youth_office_id": row["ags"],
        "name": display_name(row["name"], row["kind"]),
        "kind": TerritoryType.CITY if city else TerritoryType.COUNTY,
        "land": laender[row["ags"][:2]],
        "ags": row["ags"],
        "nuts3": row["nuts3"],
        "population": int(row["population"]),
        "population_date": SHIPPED_DATE,
        "area_km2": Decimal(row["area_km2"]).quantize(Decimal("0.01")),
        "source": SHIPPED_SOURCE,
    }


def known_districts() -> set[str]:
    """Keys of the shipped districts, and of those somebody has added."""
    added = Municipality.objects.exclude(ags="").values_list("ags", flat=True)
    return {row["ags"] for row in shipped_rows()} | {ags[:5] for ags in added}


OWN_TITLE = ("Region ", "Regionalverband ", "Städteregion ", "Landkreis ")
# Where the rule below would give a name nobody uses.
CALLED = {
    "Berlin, Stadt": "Berlin",
    "Hamburg, Freie und Hansestadt": "Freie und Hansestadt Hamburg",
    "Oldenburg (Oldenburg), Stadt": "Stadt Oldenburg",
}


def display_name(name: str, kind: str) -> str:
    """The name as people say it: Kreis Soest, Stadt Nürnberg, Wetteraukreis, Region Hannover.

    Official lists write "Kiel, Landeshauptstadt", and "Soest" with the kind in its own column.
    """
    if name in CALLED:
        return CALLED[name]
    bare = name.partition(",")[0]
    if kind in ("Kreisfreie Stadt", "Stadtkreis"):
        return f"Stadt {bare}"
    return bare if speaks_for_itself(bare) else f"{kind} {bare}"


def speaks_for_itself(name: str) -> bool:
    """True where the name already says that it is a county."""
    words = name.lower().split()
    return name.startswith(OWN_TITLE) or any(word.endswith("kreis") for word in words)
