"""Forms: what may be typed, what the form answers, and that nothing typed is lost."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from begleitwerk.core.forms import (
    BaseForm,
    BaseModelForm,
    GermanDateField,
    GermanDecimalField,
    MoneyField,
    VersionedFormMixin,
)
from begleitwerk.core.models import OutboxMail
from tests.markup import Markup

ADDRESSES = (
    "Frau evil.com",
    "www.evil",
    "https:evil//x a://b",
    "klick x.co",
    "EVIL.Example",
    "evil\N{FULLWIDTH FULL STOP}com",
    "evil\N{IDEOGRAPHIC FULL STOP}com",
    "evil\u200b.\u200bcom",
    "10.0.0.1/konto",
    "a@b",
    "mailto:a",
)
NAMES = (
    "Dr. Anna Müller-Weiß",
    "Neumarkt i.d.OPf.",
    "Mühldorf a.Inn",
    "Freiburg i.Br.",
    "Prof. Dr.-Ing. J. R. R. Tolk",
    "Runde 2026/2027, 1. Stufe",
)


class MeasureForm(VersionedFormMixin, BaseForm):
    free_text = ("text",)
    title = forms.CharField(label="Was wollen Sie tun?")
    text = forms.CharField(label="Worum geht es?", required=False, widget=forms.Textarea)
    due = GermanDateField(label="Frist", required=False)
    cost = MoneyField(label="Kosten", required=False)
    source = forms.ChoiceField(label="Quelle", choices=[("own", "Haushalt"), ("fund", "Stiftung")])


def posted(**values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"title": "Gemeinden besuchen", "source": "own", "version": "3", **values})
    return data


def due_of(day: str, month: str, year: str) -> MeasureForm:
    return MeasureForm(posted(due_0=day, due_1=month, due_2=year))


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\x0b", "\x85", "\u2028"])
def test_what_has_one_line_takes_no_line_break(mark: str) -> None:
    form = MeasureForm(posted(title=f"Gemeinden{mark}Bcc: alle@example.org", text=f"a{mark}b"))
    assert list(form.errors) == ["title"]
    assert "in einer Zeile" in form.errors["title"][0]


class InMail(BaseForm):
    in_mails = ("name",)
    name = forms.CharField()


@pytest.mark.parametrize("text", ADDRESSES)
def test_a_name_in_a_mail_holds_no_address(text: str) -> None:
    form = InMail({"name": text})
    assert "Web- oder Mailadresse" in form.errors["name"][0]


@pytest.mark.parametrize("text", NAMES)
def test_abbreviations_are_no_addresses(text: str) -> None:
    assert InMail({"name": text}).is_valid()


@pytest.mark.parametrize("text", ["\u200b", "Amt \u202eknab"])
def test_what_has_one_line_can_be_seen(text: str) -> None:
    form = MeasureForm(posted(title=text))
    assert "niemand sieht" in form.errors["title"][0]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("5", "1", "2028"), date(2028, 1, 5)),
        (("05", "01", "28"), date(2028, 1, 5)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_a_date_takes_one_and_two_digits(
    parts: tuple[str, str, str], expected: date | None
) -> None:
    form = due_of(*parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == expected


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("31", "2", "2028"), "Diesen Tag gibt es im Monat 02/2028 nicht"),
        (("5", "13", "2028"), "eine Zahl von 1 bis 12"),
        (("5", "", "2028"), "es fehlt: Monat"),
        (("5", "", ""), "es fehlt: Monat, Jahr"),
        (("5.", "1", "2028"), "nur Ziffern"),
        (("5", "1", "203"), "vier Ziffern"),
        (("morgen", "", ""), "nur Ziffern"),
        (("9" * 20, "1", "2028"), "nur Ziffern"),
        (("1", "1", "9" * 5000), "nur Ziffern"),
    ],
)
def test_a_wrong_date_says_what_to_do_and_stays(parts: tuple[str, str, str], message: str) -> None:
    form = due_of(*parts)
    assert not form.is_valid()
    assert message in form.errors["due"][0]
    html = form["due"].as_field_group()
    assert 'aria-invalid="true"' in html
    for index, part in enumerate(parts):
        assert f'id="id_due_{index}"' in html
        if part:
            assert f'value="{part}"' in html


@pytest.mark.parametrize("text", ["2027-10-31", "31.10.2027", "31.10.27"])
def test_a_date_in_one_piece_counts_too(text: str) -> None:
    form = MeasureForm(posted(due=text))
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2027, 10, 31)


def test_a_year_of_one_digit_is_no_year() -> None:
    assert "vier Ziffern" in due_of("1", "1", "1").errors["due"][0]


def test_an_unchanged_date_is_no_change() -> None:
    data = posted(due_0="5", due_1="1", due_2="2028")
    form = MeasureForm(data, initial={"due": date(2028, 1, 5), "title": "Gemeinden besuchen"})
    assert "due" not in form.changed_data


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("de", "1.234,56", "1234.56"),
        ("de", "1234,5", "1234.5"),
        ("de", "1234.5", "1234.5"),
        ("de", "1.234", "1234"),
        ("de", "68.400 €", "68400"),
        ("de", "1 234,50", "1234.50"),
        ("de", "−3,5", "-3.5"),
        ("en", "1,234.56", "1234.56"),
        ("en", "1,234", "1234"),
        ("en", "1.234", "1.234"),
        ("en", "1.234,56", "1234.56"),
    ],
)
def test_figures_are_read_in_the_reader_s_notation(
    language: str, typed: str, expected: str
) -> None:
    with override(language):
        assert GermanDecimalField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize("typed", ["abc", "1.2.3", "1,2,3", "--1", "NaN", "Infinity", "1e5000"])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_money_has_two_places_and_is_not_negative() -> None:
    assert MoneyField().clean("0,05") == Decimal("0.05")
    for typed in ("1,005", "-1"):
        with pytest.raises(ValidationError):
            MoneyField().clean(typed)


def test_saved_money_is_shown_in_the_reader_s_notation_and_read_back() -> None:
    for language, shown in (("de", "4.800,50"), ("en", "4,800.50")):
        with override(language):
            value = MoneyField().prepare_value(Decimal("4800.50"))
            assert value == shown
            assert MoneyField().clean(value) == Decimal("4800.50")


def test_model_forms_use_our_fields() -> None:
    class MailForm(BaseModelForm):
        class Meta:
            model = OutboxMail
            fields = ("subject", "body")

    form = MailForm()
    assert form.fields["body"].widget.attrs["rows"] == 4


def test_a_free_text_with_personal_data_is_asked_about_once() -> None:
    data = posted(text="Das Kind A. wohnt in Auental, Tel. 0451 122500")
    form = MeasureForm(data)
    assert not form.is_valid()
    assert "„Kind A.“" in form.errors["text"][0]
    assert list(form.fields).index("no_family_data") == list(form.fields).index("text") + 1
    assert 'name="no_family_data"' in str(form)

    confirmed = MeasureForm(posted(text=data["text"], no_family_data="on"))
    assert confirmed.is_valid()
    assert [warning.field for warning in confirmed.personal_data_warnings()] == ["text"]


def test_free_text_says_what_does_not_belong_there() -> None:
    assert "Bitte keine Namen" in MeasureForm()["text"].as_field_group()
    assert "Bitte keine Namen" not in MeasureForm()["title"].as_field_group()


def test_a_required_field_says_what_to_do() -> None:
    form = MeasureForm(QueryDict("version=1"))
    assert form.errors["title"] == ["Bitte ausfüllen."]
    assert form.errors["source"] == ["Bitte wählen."]


def current(**values: Any) -> Any:
    record = {"title": "Gemeinden anrufen", "text": "", "due": None, "cost": None, "source": "fund"}
    return SimpleNamespace(version=7, **{**record, **values})


def test_a_conflict_shows_both_versions_and_overwrites_only_what_was_seen() -> None:
    form = MeasureForm(posted(due="31.10.2027", cost="4.800"))
    assert form.is_valid()
    assert form.version == 3

    form.show_conflict(current(), reload_url="/")

    assert form.conflict is not None
    rows = {row.label: (row.theirs, row.mine) for row in form.conflict.rows}
    assert rows == {
        "Was wollen Sie tun?": ("Gemeinden anrufen", "Gemeinden besuchen"),
        "Frist": ("–", "31.10.2027"),
        "Kosten": ("–", "4.800\N{NO-BREAK SPACE}€"),
        "Quelle": ("Stiftung", "Haushalt"),
    }
    assert 'name="version" value="7"' in Markup(form["version"])
    assert 'value="Gemeinden besuchen"' in str(form["title"])


def test_a_new_record_has_no_version() -> None:
    data = posted()
    del data["version"]
    form = MeasureForm(data)
    assert form.is_valid()
    assert form.version is None
