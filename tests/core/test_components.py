"""Components, words and lists: what a reader sees and hears."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import django_tables2 as tables
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from begleitwerk.core.forms import BaseForm, GermanDateField
from begleitwerk.core.tables import DueColumn, LightColumn, ListTable, MoneyColumn
from begleitwerk.core.templatetags import bw
from tests.markup import Markup

TODAY = date(2027, 11, 23)
EVIL = "<script>alert(1)</script>"


def request_for(address: str = "/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    return request


def rendered(source: str, address: str = "/", **context: Any) -> Markup:
    template = engines["django"].from_string(CottonCompiler().process(source))  # type: ignore[attr-defined]
    return Markup(template.render(context, request_for(address)))


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "german", "english"),
    [
        (date(2027, 11, 18), "seit 5 Tagen überfällig", "overdue for 5 days"),
        (date(2027, 11, 22), "seit 1 Tag überfällig", "overdue for 1 day"),
        (date(2027, 11, 23), "heute", "today"),
        (date(2027, 11, 24), "morgen", "tomorrow"),
        (date(2027, 11, 26), "in 3 Tagen", "in 3 days"),
        (date(2027, 12, 7), "in 14 Tagen", "in 14 days"),
        (date(2027, 12, 14), "in 3 Wochen", "in 3 weeks"),
    ],
)
def test_due_words(due: date, german: str, english: str) -> None:
    assert bw.due_words(due, TODAY) == german
    with override("en"):
        assert bw.due_words(due, TODAY) == english


def test_days_are_german_days_whatever_the_server_thinks() -> None:
    late = datetime(2027, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight in Germany
    assert bw.day(late) == "23.11.2027"
    assert bw.moment(late) == "23.11.2027, 00:30 Uhr"
    assert bw.long_day(late) == "Dienstag, 23. November 2027"
    with override("en"):
        assert bw.day(late) == "23 Nov 2027"


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("68400", "68.400\N{NO-BREAK SPACE}€", "€68,400"),
        ("4200.5", "4.200,50\N{NO-BREAK SPACE}€", "€4,200.50"),
        (0, "0\N{NO-BREAK SPACE}€", "€0"),
        (-3, "-3\N{NO-BREAK SPACE}€", "-€3"),
        (None, "", ""),
    ],
)
def test_money(value: Any, german: str, english: str) -> None:
    assert bw.money(value) == german
    with override("en"):
        assert bw.money(value) == english


def test_numbers_follow_the_language() -> None:
    assert [bw.number("1234.50"), bw.number(3, 1), bw.number("10"), bw.number("")] == [
        "1.234,5",
        "3,0",
        "10",
        "",
    ]
    assert [bw.number_word(3), bw.number_word(13)] == ["drei", "13"]


def test_a_missing_amount_is_not_zero() -> None:
    assert "noch offen" in rendered('<c-money :amount="None" />')
    assert "0\N{NO-BREAK SPACE}€" in rendered('<c-money :amount="0" />')


def test_a_light_is_shape_and_word() -> None:
    assert bw.light("late") == '<span class="bw-light bw-light--late">verzögert</span>'
    assert 'bw-light--none">noch keine Daten' in bw.light("unheard-of")
    assert EVIL not in bw.light("good", EVIL)
    counted = rendered('<c-light kind="late" count="0" />')
    assert '0<span class="bw-sr"> verzögert</span>' in counted


# --- Page -------------------------------------------------------------------------------------


def test_query_keeps_filters_and_forgets_the_page() -> None:
    address = "/?q=Süd&stand=a&page=3"
    assert rendered('{% query sort="due" %}', address) == "?q=S%C3%BCd&amp;stand=a&amp;sort=due"
    assert rendered('{% query "page" 4 %}', address).endswith("page=4")
    assert "stand" not in rendered('{% query stand="" %}', address)


def test_paging_shows_ends_and_neighbours() -> None:
    pages = Paginator(range(200), 10)
    assert bw.page_numbers(pages.page(10)) == [1, None, 9, 10, 11, None, 20]
    assert bw.page_numbers(pages.page(3)) == [1, 2, 3, 4, None, 20]
    assert bw.page_numbers(Paginator(range(5), 10).page(1)) == [1]


STATIONS = [
    SimpleNamespace(label="Befund", url="/b", count=None, note="Reife 1,2", state="done"),
    SimpleNamespace(label="Ziel", url="/z", count=1, note="", state="done", current=True),
    SimpleNamespace(
        label="Leitfaden", url="", count=0, note="", state="missing", add_url="/l",
        add_label="Leitfaden beginnen",
    ),
]  # fmt: skip


def test_the_red_thread_marks_where_you_are_and_offers_what_is_missing() -> None:
    html = rendered('<c-thread :stations="stations" />', stations=STATIONS)
    assert '<a href="/z" aria-current="page">Ziel</a>' in html
    assert 'data-state="missing"' in html
    assert '<a href="/l">Leitfaden beginnen</a>' in html
    assert html.count("<li") == 3


def test_phases_need_no_inline_style() -> None:
    phases = [
        SimpleNamespace(name="Vorbereitung", note="", state="done", share=100),
        SimpleNamespace(name="Umsetzung", note="läuft", state="now", share=43),
    ]
    html = rendered('<c-phases :items="phases" />', phases=phases)
    assert "style=" not in html
    assert 'class="bw-fill-45" aria-current="step"' in html


@pytest.mark.parametrize(
    "source",
    [
        '<c-crumbs :items="pairs" />',
        '<c-title :h1="evil" :preline="evil" :lead="evil" />',
        '<c-section id="a" :title="evil" :link="evil" link_url="/">{{ evil }}</c-section>',
        '<c-facts :items="pairs" />',
        '<c-keyval :items="pairs" />',
        '<c-steps :items="pairs" current="a" :label="evil" />',
        '<c-alert kind="info" :title="evil">{{ evil }}</c-alert>',
        '<c-alert kind="error" compact="1">{{ evil }}</c-alert>',
        '<c-badge kind="info">{{ evil }}</c-badge>',
        '<c-badge kind="danger" light="late">{{ evil }}</c-badge>',
        '<c-empty :text="evil" url="/" :action="evil" />',
        '<c-due-line :date="today" :what="evil" :why="evil" :verb="evil" url="/" first="1" />',
        '<c-history :events="events" />',
        '<c-danger-notice :text="evil" phone="110" />',
        '<c-answer name="a" value="1" id="a1" :label="evil">{{ evil }}</c-answer>',
        '<c-result-line :text="evil" :exports="pairs" />',
        '<c-table-card :caption="evil"><tr><th>{{ evil }}</th></tr></c-table-card>',
        '<c-lines variant="goals" :label="evil"><li>{{ evil }}</li></c-lines>',
        '<c-progress :label="evil" value="3" />',
        '<c-form-actions :submit="evil" cancel_url="/" :cancel="evil" />',
        '<c-section id="b" title="{{ evil }}" level="3" note="{{ evil }}"></c-section>',
    ],
)
def test_text_appears_literally_in_every_component(source: str) -> None:
    html = rendered(
        source,
        evil=EVIL,
        pairs=[(EVIL, EVIL)],
        today=TODAY,
        events=[SimpleNamespace(at=datetime.now(UTC), text=EVIL, reason=EVIL, actor=EVIL)],
    )
    assert EVIL not in html
    assert "&lt;script&gt;" in html
    assert "&amp;lt;" not in html


FRAME = SimpleNamespace(
    workspaces=[
        SimpleNamespace(name="Landkreis Musterau", url="/m", current=True),
        SimpleNamespace(name="Programm", url="/p", current=False),
    ],
    workspace_name="Landkreis Musterau",
    home_url="/m",
    navigation=[SimpleNamespace(label="Ziele", url="/z", current=True)],
    due_count=5,
    due_url="/d",
    search_url="/s",
    user_label="Erika Beispiel",
    role_label="Netzwerkkoordination",
    roles_url="/r",
    account_url="/a",
    danger_notice=SimpleNamespace(text="Kein Meldeweg.", phone="0451 122-0"),
)


class PageForm(BaseForm):
    title = forms.CharField(label="Titel")
    due = GermanDateField(label="Frist")
    source = forms.ChoiceField(label="Quelle", choices=[("a", "A")], widget=forms.RadioSelect)


def form_page(form: forms.Form) -> str:
    context = {"form": form, "title": "Maßnahme anlegen", "submit_label": "Anlegen", "frame": FRAME}
    return Markup(render_to_string("core/form_page.html", context, request_for()))


def test_the_frame_says_where_you_are() -> None:
    html = form_page(PageForm())
    assert "<title>Maßnahme anlegen – Begleitwerk</title>" in html
    assert '<a href="/z" aria-current="page">Ziele</a>' in html
    assert 'href="tel:04511220"' in html
    assert "kern-preline" not in html  # an empty line above the heading leaves nothing behind
    assert "<h1" in html
    for unwanted in ("style=", "onclick", "<style"):
        assert unwanted not in html


def test_a_failed_form_leads_to_its_fields() -> None:
    html = form_page(PageForm(QueryDict("due_0=31&due_1=2&due_2=2028")))
    assert "<title>Fehler: Maßnahme anlegen – Begleitwerk</title>" in html
    assert "Drei Angaben stimmen noch nicht" in html
    for anchor in ("id_title", "id_due_0", "id_source_0"):
        assert f'<a href="#{anchor}">' in html
        assert f'id="{anchor}"' in html
    assert 'aria-describedby="id_title_error"' in html
    assert 'id="id_title_error"' in html


def test_optional_is_marked_and_required_is_not() -> None:
    class Form(BaseForm):
        must = forms.CharField(label="Muss")
        may = forms.CharField(label="Kann", required=False)
        tick = forms.BooleanField(label="Haken", required=False)

    form = Form()
    assert "optional" not in form["must"].as_field_group()
    assert '<span class="kern-label__optional">optional</span>' in Markup(
        form["may"].as_field_group()
    )
    assert "optional" not in form["tick"].as_field_group()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "403_csrf.html"])
def test_error_pages_stand_alone(name: str) -> None:
    assert "<h1" in render_to_string(name, {}, request_for())


def test_the_last_resort_needs_no_request() -> None:
    assert "Bei uns ist etwas schiefgegangen" in render_to_string("500.html")


# --- Lists ------------------------------------------------------------------------------------


class MeasureTable(ListTable):
    caption = "Maßnahmen"
    title = tables.Column(verbose_name="Maßnahme")
    light = LightColumn(verbose_name="Stand", orderable=False)
    due = DueColumn(verbose_name="Frist")
    cost = MoneyColumn(verbose_name="Kosten", default="noch offen")

    def cell_title(self, record: Any) -> str:
        return format_html('<a href="/m/{}">{}</a>', record.pk, record.title)

    class Meta(ListTable.Meta):
        order_by = "due"


def measure(number: int, **values: Any) -> SimpleNamespace:
    record = {"title": f"Maßnahme {number}", "light": "good", "due": date(2000, 1, number)}
    return SimpleNamespace(**{"pk": number, "cost": number * 1000, **record, **values})


def table_html(table: ListTable, address: str = "/") -> str:
    return rendered('{% include "core/table.html" %}', address, table=table)


def test_a_list_has_head_rows_and_cards() -> None:
    html = table_html(MeasureTable([measure(2), measure(1, cost=None)]), "/?q=x")
    assert '<th scope="col" aria-sort="ascending"><a href="?q=x&amp;sort=-due">Frist</a>' in html
    assert '<th scope="col">Stand</th>' in html
    assert '<td data-label="Kosten" class="bw-num">noch offen</td>' in html
    assert '<td data-label="Kosten" class="bw-num">2.000\N{NO-BREAK SPACE}€</td>' in html
    assert html.index("Maßnahme 1") < html.index("Maßnahme 2")
    assert "bw-due--over" in html
    assert '<caption class="bw-sr">Maßnahmen</caption>' in html


def test_a_list_escapes_what_people_typed() -> None:
    class Plain(ListTable):
        title = tables.Column(verbose_name=EVIL)
        note = tables.Column(verbose_name=EVIL)

    html = table_html(Plain([{"title": EVIL, "note": EVIL}]))
    assert EVIL not in html


def test_groups_get_a_heading_each() -> None:
    class Grouped(MeasureTable):
        def group_of(self, record: Any) -> str:
            return "A" if record.pk < 3 else "B"

    html = table_html(Grouped([measure(1), measure(2), measure(3)]))
    assert html.count('scope="rowgroup" colspan="4"') == 2
    assert html.count("<tbody>") == html.count("</tbody>") == 2


def test_a_page_shows_its_rows_and_an_export_all() -> None:
    table = MeasureTable([measure(number, title="=1+1") for number in range(1, 8)])
    table.paginate(per_page=3, page=2)
    html = table_html(table, "/?page=2")
    assert html.count('<th scope="row">') == 3
    assert 'aria-current="page"' in html
    head, *rows = table.as_values()
    assert head == ["Maßnahme", "Stand", "Frist", "Kosten"]
    assert len(rows) == 7
    assert rows[0] == ["=1+1", "im Plan", date(2000, 1, 1), 1000]


def test_a_row_may_be_a_template(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Templated(MeasureTable):
        def row(self, record: Any) -> str:
            return format_html("<tr><td>{}</td></tr>", record.title)

    assert "<tr><td>Maßnahme 1</td></tr>" in table_html(Templated([measure(1)]))


class SearchForm(forms.Form):
    q = forms.CharField(label="Suche", required=False)


def list_page(table: ListTable, address: str = "/liste/") -> str:
    request = request_for(address)
    form = SearchForm(request.GET or None)
    context = {
        "table": table,
        "filter": SimpleNamespace(form=form),
        "title": "Maßnahmen",
        "action_url": "/neu/",
        "action_label": "Maßnahme anlegen",
        "empty_text": "Es gibt noch keine Maßnahmen.",
    }
    return Markup(render_to_string("core/list_page.html", context, request))


def paged(*records: Any) -> MeasureTable:
    table = MeasureTable(list(records), order_by="due")
    table.paginate(per_page=2)
    return table


def test_a_list_page_counts_orders_and_exports() -> None:
    html = list_page(paged(measure(1), measure(2), measure(3)), "/liste/?sort=due")
    assert "1 bis 2 von 3, nach Frist geordnet" in html
    assert 'href="?sort=due&amp;export=xlsx"' in html
    assert '<input type="hidden" name="sort" value="due">' in html
    assert "Zurücksetzen" not in html


def test_an_empty_list_says_what_to_do() -> None:
    html = list_page(paged())
    assert "Es gibt noch keine Maßnahmen." in html
    assert html.count('href="/neu/"') == 2
    assert 'role="search" aria-label="Maßnahmen"' not in html


def test_no_result_says_how_to_widen() -> None:
    html = list_page(paged(), f"/liste/?q={EVIL}")
    assert "Nichts gefunden für „&lt;script&gt;" in html
    assert '<a href="/liste/">Alle Einträge anzeigen</a>' in html
