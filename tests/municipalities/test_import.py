"""Register files: what is read, what is refused and why, what is written."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.exports import csv_bytes, header_of, list_rows
from begleitwerk.core.imports import CellError
from begleitwerk.core.models import AuditEvent, Job, Upload
from begleitwerk.core.services import (
    Refused,
    check_upload,
    receive_upload,
    write_upload,
)
from begleitwerk.core.services.uploads import start_check
from begleitwerk.municipalities import services
from begleitwerk.municipalities.imports import COLUMNS
from begleitwerk.municipalities.imports.register import READERS
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import register
from begleitwerk.municipalities.services import REGISTER_UPLOAD
from begleitwerk.municipalities.services.imports import RegisterPlan
from tests.worlds.cast import second_operator

# The cast brings two invented places; the files here are about real ones.
Sign = Callable[[User | None], Client]
REAL = Municipality.objects.filter(is_invented=False)

HEAD = "Schlüssel;Name;Art;Land;AGS;Liegt in;Einwohner;Fläche in km²\n"
SOEST = "05974;Kreis Soest;Kreis;Nordrhein-Westfalen;05974;;301902;1328,63\n"

# the town names its county without the zero, and two keys of the file are that
TWO_COUNTIES = (
    "05974000;Kreis Soest-Land;Kreis;Nordrhein-Westfalen\n"
    "05974040;Stadt Soest;Stadt mit eigenem Jugendamt;Nordrhein-Westfalen;;5974\n"
)


def checked(by: User, content: str | bytes, name: str = "kommunen.csv") -> tuple[Any, RegisterPlan]:
    data = content.encode() if isinstance(content, str) else content
    item = receive_upload(by=by, kind=REGISTER_UPLOAD, file_name=name, content=data)
    return item, check_upload(upload=item)


def written(by: User, content: str | bytes, name: str = "kommunen.csv") -> RegisterPlan:
    item, plan = checked(by, content, name)
    assert plan.problems == []
    return write_upload(by=by, upload=item)


def problems(by: User, content: str | bytes, name: str = "kommunen.csv") -> list[tuple[int, str]]:
    _item, plan = checked(by, content, name)
    assert not Municipality.objects.filter(name="Kreis Soest").exists()
    return [(problem.row, problem.column) for problem in plan.problems]


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + SOEST).encode(),
        (HEAD + SOEST).encode("utf-8-sig"),
        (HEAD + SOEST).encode("latin-1"),
        (HEAD + SOEST).encode("utf-16"),
        (HEAD + SOEST).replace("1328,63", "1328.63").replace(";", ",").encode(),
        (HEAD + SOEST).replace("\n", "\r\n").encode(),
        HEAD.replace("Schlüssel", "SCHLUESSEL ").replace("Fläche in km²", "fläche km2").encode()
        + SOEST.encode(),
    ],
    ids=["utf8", "bom", "latin1", "utf16", "comma", "crlf", "names"],
)
def test_files_as_offices_save_them(operator: User, content: bytes) -> None:
    written(operator, content)
    place = REAL.all().get()
    assert (place.youth_office_id, place.name, place.population) == ("05974", "Kreis Soest", 301902)
    assert (str(place.area_km2), place.land.name) == ("1328.63", "Nordrhein-Westfalen")
    assert place.workspace.slug == "kreis-soest"


def excel(*rows: list[object], text_cells: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place in text_cells.split():
        book.active[place].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_is_refused_by_that_name_and_its_text_is_a_name(operator: User) -> None:
    rows = [["Schlüssel", "Name", "Art", "Land"], ["05974", "=1+1", "Kreis", "05"]]
    for content, name in (
        (excel(*rows), "kommunen.xlsx"),
        (csv_bytes(rows[0], []) + b"05974;=1+1;Kreis;05\n", "kommunen.csv"),
    ):
        (problem,) = checked(operator, content, name)[1].problems
        assert (problem.row, problem.column) == (2, "Name")
        assert "=1+1" in problem.what
    written(operator, excel(*rows, text_cells="B2"), "kommunen.xlsx")
    assert REAL.all().get().name == "=1+1"
    export = csv_bytes(header_of(COLUMNS), list_rows(register(), COLUMNS)).decode("utf-8-sig")
    assert ";'=1+1;" in export
    again = written(operator, export)
    assert {row.action for row in again.rows} == {"same"}


def test_csv_and_excel_refuse_a_key_that_lost_its_zero(operator: User) -> None:
    """A four-digit key made a second Dithmarschen."""
    services.load_register()
    header = ["Schlüssel", "Name", "Art", "Land"]
    for key in ("1051", 1051, "1051.0", 1051.0):
        row = [key, "Kreis Dithmarschen", "Kreis", "Schleswig-Holstein"]
        for content, name in (
            (csv_bytes(header, [row]), "kommunen.csv"),
            (excel(header, row), "kommunen.xlsx"),
        ):
            (problem,) = checked(operator, content, name)[1].problems
            assert (problem.column, "01051" in problem.mend) == ("Schlüssel", True)


def test_a_key_that_is_there_exactly_as_written_beats_one_that_lost_its_zero(
    operator: User, musterau: Municipality
) -> None:
    services.load_register()
    Municipality.objects.filter(pk=musterau.pk).update(youth_office_id="1051")
    written(operator, "Schlüssel;Name;Art;Land\n1051;Landkreis Musterau-Süd;Kreis;N1\n")
    musterau.refresh_from_db()
    assert musterau.name == "Landkreis Musterau-Süd"


def test_the_county_a_town_lies_in_is_found_without_its_zero(operator: User) -> None:
    services.load_register()
    row = "05974040;Stadt Soest;Stadt mit eigenem Jugendamt;05;059740040040;5974.0;;\n"
    written(operator, HEAD + row)
    place = Municipality.objects.get(youth_office_id="05974040")
    assert (place.county.youth_office_id, place.ags) == ("05974", "05974040")


def test_a_dissolved_district_is_told_with_its_heir_and_stops_nothing(operator: User) -> None:
    gone = "16056;Eisenach;Kreisfreie Stadt;Thüringen;16056;;;\n"
    _item, plan = checked(operator, HEAD + gone + SOEST)
    assert (plan.problems, [row.key for row in plan.rows]) == ([], ["05974"])
    (note,) = plan.notes
    assert (note.row, "16063" in note.what, "2021" in note.what) == (2, True, True)


def test_excel_that_ate_the_leading_zero_is_told_how_to_mend_it(operator: User) -> None:
    header = ["Schlüssel", "Name", "Art", "Land", "AGS"]
    content = excel(header, [5974, "Kreis Soest", "Kreis", "NRW", 5974])
    _item, plan = checked(operator, content, "x.xlsx")
    assert "05974" in plan.problems[0].mend
    assert [problem.column for problem in plan.problems] == ["Schlüssel", "AGS", "Land"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(0, "Schlüssel"), (0, "Name"), (0, "Art"), (0, "Land")]),
        (HEAD, [(0, "")]),
        (HEAD.replace("Einwohner", "Einwonner") + SOEST, [(0, "Einwonner")]),
        (HEAD.replace("Land;", "") + SOEST, [(0, "Land")]),
        (HEAD.replace("AGS", "Name") + SOEST, [(0, "Name")]),
        (HEAD + SOEST.replace(";05974;", ";99999;"), [(2, "AGS")]),
        (HEAD + SOEST.replace(";05974;", ";09564;"), [(2, "AGS")]),
        (HEAD + SOEST + SOEST, [(3, "Schlüssel"), (3, "AGS")]),
        (HEAD + SOEST.replace("Kreis;", "Dorf;"), [(2, "Art")]),
        (HEAD + SOEST.replace("Nordrhein-Westfalen", "Preußen"), [(2, "Land")]),
        (HEAD + SOEST.replace("301902", "viele"), [(2, "Einwohner")]),
        (HEAD + SOEST.replace("1328,63", "groß"), [(2, "Fläche in km²")]),
        (HEAD + SOEST.replace("1328,63", "1.328"), [(2, "Fläche in km²")]),
        (HEAD + SOEST.replace("05974;Kreis Soest", ";"), [(2, "Schlüssel"), (2, "Name")]),
        (HEAD + SOEST.replace(";05974;;", ";05974;05999;"), [(2, "Liegt in")]),
        (HEAD + SOEST.replace(";05974;;", ";05974;05974;"), [(2, "Liegt in")]),
        (HEAD + SOEST + TWO_COUNTIES, [(4, "Liegt in")]),
        (HEAD + SOEST + "09564;Stadt Nürnberg;Stadt;Bayern\n", [(3, "Art")]),
        (HEAD + SOEST.replace("63\n", "63;zu viel\n"), [(2, "")]),
        (b"%PDF-1.7 \x00\x01", [(0, "")]),
        (b"PK\x03\x04 broken", [(0, "")]),
    ],
)
def test_bad_files_get_a_report_by_row_and_write_nothing(
    operator: User, content: str | bytes, expected: list[tuple[int, str]]
) -> None:
    assert problems(operator, content) == expected


def test_a_name_that_goes_into_mails_holds_no_address() -> None:
    with pytest.raises(CellError, match="Mailadresse"):
        READERS["name"]("Landkreis evil.com")
    assert READERS["name"]("Neumarkt i.d.OPf.") == "Neumarkt i.d.OPf."


def test_a_known_key_is_shown_as_a_change(operator: User, musterau: Municipality) -> None:
    key = musterau.youth_office_id
    content = f"Schlüssel;Name;Art;Land\n{key};Landkreis Musterau-Süd;Kreis;N1\n"
    item, plan = checked(operator, content)
    (row,) = plan.rows
    change = ("Name", "Landkreis Musterau", "Landkreis Musterau-Süd")
    assert (row.action, row.changes) == ("changed", (change,))
    write_upload(by=operator, upload=item)
    musterau.refresh_from_db()
    assert musterau.name == musterau.workspace.name == "Landkreis Musterau-Süd"
    assert (musterau.slug, musterau.is_invented) == ("landkreis-musterau", True)
    event = AuditEvent.objects.get(verb="municipalities.register_imported")
    assert event.before == {key: {"name": "Landkreis Musterau"}}


def test_entries_that_lose_their_name_come_first_and_are_confirmed_on_their_own(
    operator: User, musterau: Municipality, as_user: Sign
) -> None:
    key = musterau.youth_office_id
    content = HEAD + SOEST + f"{key};Königslust;Kreis;N1;;;;\n"
    client = as_user(operator)
    report = upload(client, content.encode())["Location"]
    page = client.get(report).text
    assert "Landkreis Musterau heißt dann Königslust" in page
    assert page.index("Königslust") < page.index("Kreis Soest")
    assert "Landkreis Musterau, künftig Königslust" in page
    write = f"{report}schreiben/"
    called_up = client.get(write)
    assert called_up.status_code == 405
    assert "Das geht mit einer Schaltfläche" in called_up.text
    refused = client.post(write, follow=True).text
    assert "Bestätigen Sie zuerst, dass das gemeint ist." in refused
    musterau.refresh_from_db()
    assert musterau.name == "Landkreis Musterau"
    client.post(write, {"names": "on"})
    musterau.refresh_from_db()
    assert musterau.name == "Königslust"


def test_a_name_that_changed_since_it_was_confirmed_is_shown_again(
    operator: User, musterau: Municipality
) -> None:
    key = musterau.youth_office_id
    item, _plan = checked(operator, f"Schlüssel;Name;Art;Land\n{key};Königslust;Kreis;N1\n")
    Municipality.objects.filter(pk=musterau.pk).update(name="Dortmund")
    with pytest.raises(Refused):
        write_upload(by=operator, upload=item)
    item.refresh_from_db()
    assert item.state == UploadState.READY
    assert item.report["renamed"] == [{"key": key, "was": "Dortmund", "name": "Königslust"}]
    write_upload(by=operator, upload=item)


def test_a_town_may_stand_above_its_county(operator: User) -> None:
    town = "05974040;Stadt Soest;Stadt mit eigenem Jugendamt;Nordrhein-Westfalen;05974040;05974;;\n"
    written(operator, HEAD + town + SOEST)
    place = Municipality.objects.get(youth_office_id="05974040")
    assert place.county == Municipality.objects.get(youth_office_id="05974")
    assert place.workspace.parents.get().name == "Nordrhein-Westfalen"


def big_file(rows: int) -> bytes:
    lines = [
        f"05974{number:03d};Stadt Nummer {number};Stadtbezirk;Nordrhein-Westfalen;;;{number}"
        for number in range(rows)
    ]
    return ("Schlüssel;Name;Art;Land;AGS;NUTS 3;Einwohner\n" + "\n".join(lines)).encode()


def test_a_register_is_read_below_its_title_and_above_its_sums(
    operator: User, as_user: Sign
) -> None:
    book = Workbook()
    book.active.append(["Deckblatt"])
    sheet = book.create_sheet("Liste")
    for row in ("Kommunen 2026\n" + HEAD + SOEST + "Summe;;;;;;301902;").splitlines():
        sheet.append(row.split(";"))
    stream = io.BytesIO()
    book.save(stream)

    def sent(**where: int) -> Upload:
        file = SimpleUploadedFile("kommunen.xlsx", stream.getvalue())
        as_user(operator).post(reverse("municipalities:register_import"), {"file": file, **where})
        return Upload.objects.latest("pk")

    assert sent(sheet=2, header_row=2, last_row=3).report["problems"] == []
    assert Upload.objects.latest("pk").report["rows"][0]["row"] == 3
    assert [one["row"] for one in sent(sheet=2, header_row=2).report["problems"]] == [4, 4, 4]
    missing = sent(sheet=2, header_row=3).report["problems"][-1]
    assert "Zeile 3" in missing["mend"]


def test_one_wrong_row_of_ten_thousand_stops_them_all(operator: User) -> None:
    content = big_file(10_000)
    _item, plan = checked(operator, content + b"\n05974X;X;Stadtbezirk;Atlantis;;;\n")
    assert [problem.row for problem in plan.problems] == [10_002]
    assert REAL.all().count() == 0
    written(operator, content)
    assert REAL.all().count() == 10_000


def test_the_register_may_change_between_check_and_write(operator: User) -> None:
    item, _plan = checked(operator, HEAD + SOEST)
    item.refresh_from_db()
    other = SOEST.replace("05974;Kreis Soest", "05974B;Anderer Kreis")
    written(operator, HEAD + other)
    with pytest.raises(Refused):
        write_upload(by=operator, upload=item)
    item.refresh_from_db()
    assert item.state == UploadState.FAULTY
    assert not Municipality.objects.filter(name="Kreis Soest").exists()


def test_an_import_is_written_once(operator: User) -> None:
    item, _plan = checked(operator, HEAD + SOEST)
    write_upload(by=operator, upload=item)
    with pytest.raises(Refused):
        write_upload(by=operator, upload=item)


# --- Pages --------------------------------------------------------------------------------------


def upload(client: Client, content: bytes, name: str = "kommunen.csv") -> Any:
    return client.post("/kommunen/import/", {"file": SimpleUploadedFile(name, content)})


def test_from_upload_to_register(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    answer = upload(client, (HEAD + SOEST).encode())
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Kreis Soest" in page.text
    assert REAL.all().count() == 0
    answer = client.post(f"{answer['Location']}schreiben/")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/kommunen/kreis-soest/").status_code == 200
    assert bytes(Upload.objects.get().content) == b""


def test_the_list_of_errors_is_a_file_and_holds_all_of_them(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    rows = "".join(f"{number};;Kreis;05;;;;\n" for number in range(10_000, 10_250))
    report = upload(client, (HEAD + rows).encode())["Location"]
    assert "?export=xlsx" in client.get(report).text
    listed = client.get(f"{report}?export=csv").content.decode("utf-8-sig").splitlines()
    assert listed[0] == "Zeile;Spalte;Was auffällt;Abhilfe"
    assert {line.split(";")[0] for line in listed[1:]} == {str(n) for n in range(2, 252)}
    assert client.get(f"{report}?export=pdf")["Content-Type"].startswith("text/html")


def test_a_large_file_is_checked_by_a_job(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    answer = upload(client, big_file(3000))
    job = Job.objects.get()
    assert (job.state, job.total) == ("done", 3000)
    assert job.result_url == answer["Location"]
    assert "3.000" in client.get(answer["Location"]).text


def test_files_are_their_owner_s_and_run_out(
    operator: User, office: User, coordinator: User, as_user: Sign
) -> None:
    url = upload(as_user(operator), (HEAD + SOEST).encode())["Location"]
    other = as_user(second_operator(operator))
    assert other.get(url).status_code == 404
    assert other.post(f"{url}schreiben/").status_code == 404
    assert as_user(office).get(url).status_code == 403
    assert as_user(coordinator).get(url).status_code == 403
    Upload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert as_user(operator).get(url).status_code == 404
    upload(as_user(operator), b"x")
    assert Upload.objects.count() == 1


def test_no_file_is_no_import(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    assert client.post("/kommunen/import/").status_code == 422
    assert upload(client, b"").status_code == 422


def test_a_person_has_only_so_many_files_waiting(
    operator: User, as_user: Sign, settings: Any
) -> None:
    settings.WAITING_UPLOADS = 2
    client = as_user(operator)
    for _number in range(2):
        item = receive_upload(by=operator, kind=REGISTER_UPLOAD, file_name="a.csv", content=b"a")
        start_check(upload=item)
    answer = upload(client, (HEAD + SOEST).encode())
    assert answer.status_code == 422
    assert "2 Ihrer Dateien warten schon" in str(answer.context["form"].errors["file"])
    Job.objects.filter(pk=item.job_id).update(state="done")
    assert upload(client, (HEAD + SOEST).encode()).status_code == 302
    other = second_operator(operator)
    receive_upload(by=other, kind=REGISTER_UPLOAD, file_name="a.csv", content=b"a")
