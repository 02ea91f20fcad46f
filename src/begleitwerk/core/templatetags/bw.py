"""Words, dates and signals in templates. A builtin: no template needs to load it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

register = template.Library()

LIGHT_WORDS: dict[str, Promise] = {
    "good": gettext_lazy("on track"),
    "risk": gettext_lazy("at risk"),
    "late": gettext_lazy("delayed"),
    "none": gettext_lazy("no data yet"),
    "done": gettext_lazy("achieved"),
    "lock": gettext_lazy("protected"),
}
# Words that several apps use: they stand here so that core's catalogue translates them once.
SHARED_WORDS: tuple[Promise, ...] = (
    gettext_lazy("Add"),
    gettext_lazy("All"),
    gettext_lazy("all"),
    gettext_lazy("Back"),
    gettext_lazy("Close"),
    gettext_lazy("Continue"),
    gettext_lazy("Delete"),
    gettext_lazy("Description"),
    gettext_lazy("Details"),
    gettext_lazy("Download"),
    gettext_lazy("Edit"),
    gettext_lazy("History"),
    gettext_lazy("Import"),
    gettext_lazy("Name"),
    gettext_lazy("On this page"),
    gettext_lazy("Print"),
    gettext_lazy("Reason"),
    gettext_lazy("Remove"),
    gettext_lazy("Send"),
    gettext_lazy("Status"),
    gettext_lazy("tentative"),
)
ALERTS = {
    "debug": "info",
    "error": "danger",
    "success": "success",
    "warning": "warning",
}
# From here on a deadline ahead is told in weeks.
WEEKS_FROM = 15


def is_german() -> bool:
    return (get_language() or "de").startswith("de")


def as_day(value: date | datetime) -> date:
    """The calendar day in Germany of a date or a moment."""
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


# --- Dates ------------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in figures: 29.11.2027, in English 29 Nov 2027. Nothing for no date."""
    if is_german():
        return german_day(value)
    return formats.date_format(as_day(value), "j M Y") if value else ""


def german_day(value: date | datetime | None) -> str:
    """29.11.2027, whatever the language of the page. Nothing for no date."""
    if not value:
        return ""
    there = as_day(value)
    return f"{there.day:02d}.{there.month:02d}.{there.year}"


@register.filter
def long_day(value: date | datetime | None) -> str:
    """A day in words: Dienstag, 23. November 2027."""
    if not value:
        return ""
    return formats.date_format(as_day(value), "l, j. F Y" if is_german() else "l, j F Y")


@register.filter
def month(value: date | datetime | None) -> str:
    """September 2026."""
    return formats.date_format(as_day(value), "F Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A day with its time: 18.10.2027, 14:05 Uhr."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return gettext("%(day)s, %(time)s") % {"day": day(local), "time": f"{local:%H:%M}"}


def due_words(value: date | datetime, today: date | None = None) -> str:
    """How far away a deadline is: today, in 3 days, in 3 weeks, overdue for 5 days."""
    days = (as_day(value) - (today or timezone.localdate())).days
    if days < 0:
        words = ngettext("overdue for %(days)d day", "overdue for %(days)d days", -days)
        return words % {"days": -days}
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days < WEEKS_FROM:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    weeks = round(days / 7)
    return ngettext("in %(weeks)d week", "in %(weeks)d weeks", weeks) % {"weeks": weeks}


def due_class(value: date | datetime, today: date | None = None) -> str:
    """The class that sets off what is overdue or due today, empty for the rest."""
    days = (as_day(value) - (today or timezone.localdate())).days
    return "bw-due--over" if days < 0 else "bw-due--today" if days == 0 else ""


@register.simple_tag(name="due")
def due_tag(value: date | datetime | None, today: date | None = None) -> str:
    """The deadline in words, set off when it is today or past."""
    if not value:
        return ""
    return format_html(
        '<span class="{}">{}</span>', due_class(value, today), due_words(value, today)
    )


@register.filter
def due(value: date | datetime | None, today: date | None = None) -> str:
    """The words alone; `due_note` is the marked-up form for a table cell."""
    return due_words(value, today) if value else ""


@register.filter
def due_note(value: date | datetime | None, today: date | None = None) -> str:
    """The words as the second, small line of a table cell."""
    if not value:
        return ""
    marks = ' class="bw-due--over"' if due_class(value, today) == "bw-due--over" else ""
    return SafeString(f"<small{marks}>{due_words(value, today)}</small>")  # our own words only


# --- Figures ----------------------------------------------------------------------------------


def as_decimal(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def grouped(value: Decimal, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if is_german() else text


@register.filter
def number(value: object, places: int | None = None) -> str:
    """A figure in the reader's notation: 1.234,5. Places: as many as it has, unless told."""
    amount = as_decimal(value)
    if amount is None:
        return ""
    exponent = amount.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return grouped(amount, own if places is None else places)


@register.filter
def money(value: object) -> str:
    """Euros: 68.400 €, 4.200,50 €, in English €68,400. Nothing for no amount."""
    amount = as_decimal(value)
    if amount is None:
        return ""
    text = grouped(amount, 0 if amount == amount.to_integral_value() else 2)
    return f"{text}\N{NO-BREAK SPACE}€" if is_german() else f"€{text}".replace("€-", "-€")


@register.filter
def number_word(value: int) -> str:
    """Two to twelve as a word, everything else in figures."""
    words = (
        gettext("two"),
        gettext("three"),
        gettext("four"),
        gettext("five"),
        gettext("six"),
        gettext("seven"),
        gettext("eight"),
        gettext("nine"),
        gettext("ten"),
        gettext("eleven"),
        gettext("twelve"),
    )
    return words[value - 2] if 2 <= value <= 12 else number(value)


def listed(items: Iterable[object], between: str = ", ") -> str:
    """ "A", "A and B", "A, B and C"."""
    *most, last = [str(item) for item in items] or [""]
    words = {"first": between.join(most), "last": last}
    return gettext("%(first)s and %(last)s") % words if most else last


@register.filter
def fill_step(value: object) -> int:
    """A share of 0 to 100 in the steps of five the stylesheet knows."""
    amount = as_decimal(value) or Decimal(0)
    return 5 * round(min(max(amount, Decimal(0)), Decimal(100)) / 5)


@register.filter
def tel(value: str) -> str:
    """A telephone number as a link wants it: digits and a leading plus."""
    return "".join(sign for sign in str(value) if sign.isdigit() or sign == "+")


# --- Signals ----------------------------------------------------------------------------------


@register.filter
def light_word(kind: str) -> str:
    """The word of a light; a word that is no kind stays as it is."""
    return str(LIGHT_WORDS.get(str(kind), kind))


@register.filter
def light(kind: str, word: str | None = None) -> str:
    """The status light as plain HTML, for rows of long lists: {{ goal.light|light }}."""
    name = str(kind) if str(kind) in LIGHT_WORDS else "none"
    return format_html(
        '<span class="bw-light bw-light--{}">{}</span>', name, word or light_word(name)
    )


@register.filter
def alert_kind(level: str) -> str:
    """KERN's alert for one of Django's message levels; KERN's own names pass."""
    known = {"info", "success", "warning", "danger"}
    return str(level) if level in known else ALERTS.get(str(level), "info")


# --- Page -------------------------------------------------------------------------------------


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The numbers paging shows: first, last and the neighbours; None is a gap."""
    last = page.paginator.num_pages
    shown = sorted(
        {1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)},
    )
    return list(with_gaps(shown))


def with_gaps(numbers: list[int]) -> Iterator[int | None]:
    before = 0
    for value in numbers:
        if value - before == 2:
            yield value - 1
        elif value - before > 2:
            yield None
        yield value
        before = value


@register.simple_tag(takes_context=True)
def query(context: Context, *pairs: object, **changes: object) -> str:
    """This page's address with changed parameters: {% query "page" 3 %}, {% query sort="due" %}.

    None or an empty text drops a parameter. A changed filter or order starts at page one.
    """
    changed = {str(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    changed |= changes
    request = context.get("request")
    params = request.GET.copy() if request is not None else None
    if params is None:
        from django.http import QueryDict

        params = QueryDict(mutable=True)
    if "page" not in changed:
        params.pop("page", None)
    for key, value in changed.items():
        if value is None or value == "":
            params.pop(key, None)
        else:
            params[key] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag
def may(user: Any, rule: str, subject: object) -> bool:
    """Whether somebody may do this there: {% may user "processes.start_process" place as x %}."""
    return bool(user.has_perm(rule, subject))


class FilledNode(Node):
    """Wraps its content in an element, or leaves nothing where the content is empty."""

    def __init__(self, nodelist: NodeList, tag: FilterExpression, css: FilterExpression) -> None:
        self.nodelist, self.tag, self.css = nodelist, tag, css

    def render(self, context: Context) -> SafeString:
        content = self.nodelist.render(context).strip()
        if not content:
            return SafeString("")
        tag, css = self.tag.resolve(context), self.css.resolve(context)
        return format_html('<{} class="{}">{}</{}>', tag, css, SafeString(content), tag)


@register.tag
def filled(parser: Parser, token: Token) -> FilledNode:
    """{% filled "p" "kern-preline" %}{% block preline %}{% endblock %}{% endfilled %}"""
    _name, tag, css = token.split_contents()
    nodelist = parser.parse(("endfilled",))
    parser.delete_first_token()
    return FilledNode(nodelist, parser.compile_filter(tag), parser.compile_filter(css))
