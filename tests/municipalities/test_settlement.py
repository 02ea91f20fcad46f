"""Town or country: the BBSR's list taken in, our own classes where it says nothing."""

import io
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.imports import Place
from begleitwerk.core.models import AuditEvent, Upload
from begleitwerk.core.services import Refused, check_upload, write_upload
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import (
    SettlementKind,
    SizeClass,
    Space,
    TerritoryType,
)
from begleitwerk.municipalities.imports import read_settlement_types
from begleitwerk.municipalities.models import Municipality, SettlementType
from begleitwerk.municipalities.selectors import register, settlement_of, size_class
from begleitwerk.municipalities.services import SETTLEMENT_UPLOAD
from tests.factories.core import UploadFactory
from tests.factories.municipalities import (
    LandFactory,
    MunicipalityFactory,
    SettlementTypeFactory,
)
from tests.markup import text_of
from tests.worlds.cast import second_operator

Sign = Callable[[User | None], Client]
GOOD = "Kreis;Kreistyp\n05974;2\n15090;4\n"


def place(**values: object) -> Municipality:
    return MunicipalityFactory(land=LandFactory(), **values)


def rows_of(content: bytes | str, name: str = "liste.csv") -> list[tuple[object, object]]:
    raw = content.encode() if isinstance(content, str) else content
    sheet = read_settlement_types(raw, name)
    assert sheet.problems == []
    return [(row.values["district"], row.values["kind"]) for row in sheet.rows]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Blatt{number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# --- Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "KRS2022;Name;KTU2022\n05974;Soest;2\n",
        "Kreise (2020) Kennziffer;Kreistyp (2020) Name;Kreistyp (2020) Kennziffer\n05974000;x;2\n",
        "kreis,kreistyp\n5974,Städtischer Kreis\n",
        "Kreiskennziffer\tsiedlungsstruktureller Kreistyp\n5974000\t2 Städtische Kreise\n",
        "\ufeffAGS;Kreistypen\n05974;STÄDTISCHE KREISE\n",
        "sep=;\nKreis;Kreistyp\n5974.0;2.0\n",
        "ARS;Kreistyp\n059740000000;2\n",
    ],
)
def test_the_list_is_read_however_the_columns_are_called(content: str) -> None:
    assert rows_of(content) == [("05974", 2)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("kreisfreie Großstadt", SettlementKind.LARGE_CITY),
        ("Kreisfreie Grossstädte", SettlementKind.LARGE_CITY),
        ("Städtische Kreise", SettlementKind.URBAN),
        ("Ländliche Kreise mit Verdichtungsansätzen", SettlementKind.RURAL_CONDENSING),
        ("Ländlicher Kreis mit Verdichtungsansätzen", SettlementKind.RURAL_CONDENSING),
        ("Dünn besiedelte ländliche Kreise", SettlementKind.RURAL_SPARSE),
        ("4 Dünn besiedelter ländlicher Kreis", SettlementKind.RURAL_SPARSE),
    ],
)
def test_types_are_read_from_their_words(words: str, kind: SettlementKind) -> None:
    assert rows_of(f"Kreis;Kreistyp\n05974;{words}\n") == [("05974", kind)]


def test_where_the_office_says_so_the_list_stands_there_and_nowhere_else() -> None:
    head: list[object] = ["Kreis", "Kreistyp"]
    older, newer = [head, ["05974", 1]], [["Titel"], head, ["05974", 2], ["15090", 4]]
    content = workbook(older, newer)

    def read(place: Place) -> list[object]:
        sheet = read_settlement_types(content, "liste.xlsx", place)
        return [(row.number, row.values["kind"]) for row in sheet.rows]

    assert read(Place()) == [(2, 1)]
    assert read(Place(sheet=2)) == [(3, 2), (4, 4)]
    assert read(Place(sheet=2, header_row=2, last_row=3)) == [(3, 2)]
    assert read(Place(sheet=2, header_row=1)) == []


def test_the_reference_workbook_is_searched_for_its_table() -> None:
    """Districts on the second sheet, codes below titles, the type beyond the sixtieth column."""
    wide: list[object] = [None] * 68
    content = workbook(
        [["Hinweise"], ["Stand 31.12.2022"]],
        [
            ["Kreise (31.12.2022)", *wide, "Siedlungsstruktureller Kreistyp"],
            ["KRS2022", *wide, "KTU2022"],
            [1001000, *wide, 1],
            [5974000, *wide, 2.0],
        ],
    )
    assert rows_of(content, "referenz.xlsx") == [("01001", 1), ("05974", 2)]


def problems(content: str) -> list[tuple[int, str]]:
    return [(p.row, p.column) for p in read_settlement_types(content.encode(), "x.csv").problems]


def test_what_cannot_be_read_is_named_by_row_and_column() -> None:
    content = "Kreis;Kreistyp\n05974;5\nSoest;1\n05974040;2\n05974;\n05974;3 Städtischer Kreis\n"
    assert problems(content) == [
        (2, "Kreistyp"),
        (3, "Kreis"),
        (4, "Kreis"),
        (5, "Kreistyp"),
        (6, "Kreistyp"),
    ]
    assert problems("Name;Typ\nSoest;2\n") == [(0, "")]
    assert problems("Kreis;Kreistyp\n") == [(0, "")]


# --- Writing ------------------------------------------------------------------------------------


def take(content: str, year: int = 2022, **more: bool) -> services.settlement.SettlementPlan:
    return services.import_settlement_types(
        by=None,
        content=content.encode(),
        file_name="liste.csv",
        year=year,
        source="BBSR",
        **more,
    )


def test_a_list_is_written_once_and_corrected_by_its_successor(db: None) -> None:
    assert len(take(GOOD).new) == 2
    events = AuditEvent.objects.filter(verb="municipalities.settlement_types_imported")
    assert events.get().after == {"year": 2022, "source": "BBSR", "new": 2, "changed": 0}
    assert take(GOOD).counts()["same"] == 2
    plan = take(GOOD.replace("15090;4", "15090;3"))
    assert (len(plan.altered), plan.counts()["same"], plan.without) == (1, 1, 398)
    assert len(take(GOOD, year=2023).new) == 2
    assert SettlementType.objects.count() == 4
    assert events.count() == 3


def test_all_or_nothing(db: None) -> None:
    plan = take(GOOD + "99999;1\n05974;2\n;3\n")
    assert [(p.row, p.column) for p in plan.problems] == [(row, "Kreis") for row in (4, 5, 6)]
    assert not SettlementType.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_dissolved_district_is_noted_with_its_heir_and_left_out(db: None) -> None:
    plan = take(GOOD + "3156;3\n16056;1\n")
    assert (plan.problems, len(plan.new)) == ([], 2)
    assert [(note.row, heir in note.what) for note, heir in zip(
        plan.notes, ("03159", "16063"), strict=True
    )] == [(4, True), (5, True)]  # fmt: skip


def test_a_dry_run_writes_nothing(db: None) -> None:
    assert len(take(GOOD, dry=True).new) == 2
    assert not SettlementType.objects.exists()


def test_the_command_writes_or_says_why_not(db: None, tmp_path: Path) -> None:
    file, out = tmp_path / "liste.csv", StringIO()
    file.write_text(GOOD + "99999;1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="row 4, Kreis"):
        call_command("import_settlement_types", str(file), year=2022)
    file.write_text(GOOD, encoding="utf-8")
    call_command("import_settlement_types", str(file), year=2022, dry_run=True, stdout=out)
    assert not SettlementType.objects.exists()
    call_command("import_settlement_types", str(file), year=2022, source="BBSR", stdout=out)
    assert "2 new" in out.getvalue()
    assert SettlementType.objects.filter(source="BBSR").count() == 2
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_settlement_types", str(tmp_path / "keine.csv"), year=2022)
    with pytest.raises(CommandError, match="No year"):
        call_command("import_settlement_types", str(file), year=22)


# --- Pages --------------------------------------------------------------------------------------


def upload(client: Client, content: str, **more: object) -> Upload:
    file = SimpleUploadedFile("liste.csv", content.encode())
    data = {"file": file, "year": 2022, "source": "BBSR, dl-de/by-2-0", **more}
    response = client.post("/kommunen/raumtypen/", data)
    assert response.status_code == 302, text_of(response)[:2000]
    return Upload.objects.get(kind=SETTLEMENT_UPLOAD)


def test_the_page_checks_first_and_writes_on_request(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    item = upload(client, GOOD)
    report = f"/kommunen/raumtypen/{item.pk}/"
    assert "Alle 2 Zeilen sind in Ordnung" in text_of(client.get(report))
    assert not SettlementType.objects.exists()
    page = text_of(client.post(f"{report}schreiben/", follow=True))
    assert "Die Raumtypen sind im Register" in page
    assert SettlementType.objects.count() == 2
    assert "BBSR, dl-de/by-2-0" in text_of(client.get("/kommunen/raumtypen/"))
    client.post(f"{report}schreiben/")  # a second click
    assert SettlementType.objects.count() == 2


def test_the_page_reports_by_row(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    item = upload(client, "Kreis;Kreistyp\n05974;7\n")
    page = text_of(client.get(f"/kommunen/raumtypen/{item.pk}/"))
    assert "Eine Stelle ist zu berichtigen" in page
    assert "„7“ ist kein Raumtyp." in page
    client.post(f"/kommunen/raumtypen/{item.pk}/schreiben/")
    assert not SettlementType.objects.exists()


def test_a_list_belongs_to_its_owner_and_is_no_register_file(
    operator: User, office: User, as_user: Sign
) -> None:
    item = upload(as_user(operator), GOOD)
    page = f"/kommunen/raumtypen/{item.pk}/"
    assert as_user(second_operator(operator)).get(page).status_code == 404
    assert as_user(office).get(page).status_code == 403
    assert as_user(operator).get(f"/kommunen/import/{item.pk}/").status_code == 404
    assert as_user(operator).get("/kommunen/raumtypen/999/").status_code == 404


def test_the_form_wants_file_year_and_source(operator: User, as_user: Sign) -> None:
    response = as_user(operator).post("/kommunen/raumtypen/", {"year": 12})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"file", "year", "source"}


def test_a_register_that_changed_since_the_check_refuses(operator: User) -> None:
    added = place(ags="16999", youth_office_id="16999", kind=TerritoryType.COUNTY)
    item = UploadFactory(
        owner_id=operator.pk,
        kind=SETTLEMENT_UPLOAD,
        options={"year": 2022, "source": "BBSR"},
        content=b"Kreis;Kreistyp\n16999;1\n",
    )
    check_upload(upload=item)
    added.delete()
    with pytest.raises(Refused):
        write_upload(by=operator, upload=item)
    item.refresh_from_db()
    assert item.state == UploadState.FAULTY


# --- Town or country ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "area", "kind", "urban", "number"),
    [
        (100_000, "100", TerritoryType.COUNTY, Space.URBAN, 1),
        (99_999, "100", TerritoryType.COUNTY, Space.URBAN, 2),
        (30_000, "100", TerritoryType.COUNTY, Space.URBAN, 2),
        (29_999, "100", TerritoryType.COUNTY, Space.RURAL, 3),
        (10_000, "100", TerritoryType.COUNTY, Space.RURAL, 3),
        (9_999, "100", TerritoryType.COUNTY, Space.RURAL, 4),
        (100_000, "400", TerritoryType.CITY, Space.URBAN, 3),
        (99_999, "400", TerritoryType.CITY, Space.RURAL, 3),
        (100_000, "400", TerritoryType.COUNTY, Space.RURAL, 3),
        (None, "400", TerritoryType.COUNTY, "", 0),
        (1000, None, TerritoryType.COUNTY, "", 0),
    ],
)
def test_our_own_classes(
    db: None, population: int | None, area: str | None, kind: str, urban: str, number: int
) -> None:
    here = place(
        population=population, area_km2=area and Decimal(area), kind=kind, is_invented=True
    )
    found = settlement_of([here])[here.pk]
    basis = "eigene Dichteklasse" if urban else ""
    assert (found.urban, found.kind, found.basis) == (urban, number, basis)


def test_the_newest_list_counts_and_says_so(db: None) -> None:
    services.load_register()
    SettlementTypeFactory(district="05974", year=2020, kind=SettlementKind.RURAL_SPARSE)
    SettlementTypeFactory(district="05974", year=2022, kind=SettlementKind.URBAN)
    SettlementTypeFactory(district="15090", year=2020, kind=SettlementKind.RURAL_SPARSE)
    soest = Municipality.objects.get(youth_office_id="05974")
    stendal = Municipality.objects.get(youth_office_id="15090")
    uelzen = Municipality.objects.get(youth_office_id="03360")
    town = place(youth_office_id="05974040", ags="05974040", kind="town", county=soest)
    nameless = place(youth_office_id="05974-1", kind="town", county=soest)
    found = settlement_of([soest, stendal, uelzen, town, nameless])
    assert (found[soest.pk].urban, found[soest.pk].basis) == (Space.URBAN, "BBSR-Kreistyp 2022")
    assert found[stendal.pk].basis == "BBSR-Kreistyp 2020"
    assert found[stendal.pk].label == "dünn besiedelter ländlicher Kreis"
    assert found[uelzen.pk].basis == "eigene Dichteklasse"
    assert found[town.pk] == found[nameless.pk] == found[soest.pk]


def test_one_query_for_many(db: None) -> None:
    services.load_register()
    places = list(register())
    for few in (places[:1], places):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            settlement_of(few)
        assert len(queries) == 1


def test_size_classes() -> None:
    assert size_class(None) is None
    assert [size_class(n) for n in (0, 49_999, 50_000, 100_000, 250_000, 500_000)] == [
        SizeClass.UNDER_50,
        SizeClass.UNDER_50,
        SizeClass.FROM_50,
        SizeClass.FROM_100,
        SizeClass.FROM_250,
        SizeClass.FROM_500,
    ]


def test_register_and_entry_say_where_it_comes_from(operator: User, as_user: Sign) -> None:
    services.load_register()
    SettlementTypeFactory(district="05974", year=2022, kind=SettlementKind.URBAN)
    client = as_user(operator)
    entry = text_of(client.get("/kommunen/kreis-soest/"))
    assert "städtischer Kreis (BBSR-Kreistyp 2022)" in entry
    listed = text_of(client.get("/kommunen/?q=Stendal"))
    assert "dünn besiedelt (eigene Dichteklasse)" in listed
