"""An import of the register is taken back as a whole, while nothing rests on it."""

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.models import WrittenImport
from begleitwerk.core.services import Refused, check_upload, receive_upload, write_upload
from begleitwerk.core.services.undo import MOST_NAMED, undo_import, undoing
from begleitwerk.municipalities.models import Municipality, SettlementType, Workspace
from begleitwerk.municipalities.services import REGISTER_UPLOAD, SETTLEMENT_UPLOAD
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory

HEAD = "Schlüssel;Name;Art;Land;Liegt in;Einwohner\n"
LAND = "Nordrhein-Westfalen"
COUNTY = f"05974;Kreis Soest;Kreis;{LAND};;301902\n"
TOWN = f"05974040;Stadt Soest;Stadt mit eigenem Jugendamt;{LAND};05974;47000\n"


def written(by: User, content: str, kind: str = REGISTER_UPLOAD, **about: object) -> WrittenImport:
    item = receive_upload(
        by=by, kind=kind, file_name="kommunen.csv", content=content.encode(), options=about
    )
    assert check_upload(upload=item).problems == []
    write_upload(by=by, upload=item)
    return WrittenImport.objects.latest("pk")


def said(kept: WrittenImport) -> list[str]:
    return [row.words for row in undoing(kept).hindrances]


def test_entries_get_their_old_names_and_new_ones_go_with_their_workspaces(operator: User) -> None:
    spaces = set(Workspace.objects.values_list("pk", flat=True))
    first = written(operator, HEAD + COUNTY)
    county = Municipality.objects.get(youth_office_id="05974")
    item = receive_upload(
        by=operator,
        kind=REGISTER_UPLOAD,
        file_name="falsch.csv",
        content=(HEAD + COUNTY.replace("Kreis Soest", "Kreis Werl") + TOWN).encode(),
    )
    check_upload(upload=item)
    write_upload(by=operator, upload=item)
    second = WrittenImport.objects.latest("pk")
    assert Workspace.objects.get(pk=county.workspace_id).name == "Kreis Werl"
    assert len(said(first)) == 2  # the second file, and the town it put there
    undo_import(by=operator, written=second, reason="Falsche Datei")
    county.refresh_from_db()
    assert (county.name, county.workspace.name) == ("Kreis Soest", "Kreis Soest")
    assert county.workspace.parents.count() == 1
    undo_import(by=operator, written=first, reason="Falsche Datei")
    assert set(Workspace.objects.values_list("pk", flat=True)) == spaces


def test_people_and_towns_that_came_since_hinder(operator: User) -> None:
    kept = written(operator, HEAD + COUNTY + TOWN)
    assert said(kept) == []
    town = Municipality.objects.get(youth_office_id="05974040")
    MembershipFactory(workspace=town.workspace)
    (people,) = said(kept)
    assert "(1)" in people
    with pytest.raises(Refused):
        undo_import(by=operator, written=kept, reason="x")
    MunicipalityFactory(name="Stadt Lippstadt", county=town.county)
    assert [words for words in said(kept) if words.startswith("Stadt Lippstadt liegt in")]


def test_of_many_new_entries_what_belongs_to_them_is_found_too(operator: User) -> None:
    rows = "".join(
        f"05{number:03};Kreis {number};Kreis;{LAND};;\n" for number in range(1, MOST_NAMED + 3)
    )
    kept = written(operator, HEAD + rows)
    last = Municipality.objects.get(youth_office_id=f"05{MOST_NAMED + 2:03}")
    MembershipFactory(workspace=last.workspace)
    assert len(said(kept)) == 1


def test_a_list_of_settlement_types_is_taken_back(operator: User) -> None:
    written(operator, HEAD + COUNTY.replace(";;301902", ";;"))
    Municipality.objects.filter(youth_office_id="05974").update(ags="05974")
    about = {"year": 2022, "source": "BBSR"}
    written(operator, "Kreis;Kreistyp\n05974;2\n", SETTLEMENT_UPLOAD, **about)
    kept = written(operator, "Kreis;Kreistyp\n05974;3\n", SETTLEMENT_UPLOAD, **about)
    undo_import(by=operator, written=kept, reason="Falsches Jahr")
    assert SettlementType.objects.get(district="05974", year=2022).kind == 2


def test_a_key_another_entry_has_meanwhile_is_refused_and_nothing_changes(operator: User) -> None:
    written(operator, HEAD + COUNTY)
    county = Municipality.objects.get(youth_office_id="05974")
    Municipality.objects.filter(pk=county.pk).update(ags="05974000")
    moved = HEAD.replace("Name", "AGS;Name") + COUNTY.replace(";Kreis S", ";05974001;Kreis S")
    kept = written(operator, moved)
    MunicipalityFactory(ags="05974000", kind=county.kind)
    with pytest.raises(Refused, match="eine andere Zeile"):
        undo_import(by=operator, written=kept, reason="Falsche Datei")
    assert Municipality.objects.get(pk=county.pk).ags == "05974001"
    kept.refresh_from_db()
    assert kept.undone_at is None


def test_an_entry_is_not_put_back_within_one_that_is_gone(operator: User) -> None:
    """The first import added a county, the second moved a town out of it."""
    other = COUNTY.replace("05974", "05970").replace("Soest", "Siegen")
    written(operator, HEAD + other)
    first = written(operator, HEAD + COUNTY)
    town = MunicipalityFactory(
        name="Stadt Soest",
        kind="city",
        youth_office_id="05974040",
        county=Municipality.objects.get(youth_office_id="05974"),
    )
    second = written(operator, HEAD + TOWN.replace(";05974;", ";05970;"))
    undo_import(by=operator, written=first, reason="Falsche Datei")
    with pytest.raises(Refused, match="zu der es gehört"):
        undo_import(by=operator, written=second, reason="Falsche Datei")
    town.refresh_from_db()
    assert town.county.youth_office_id == "05970"
