"""Lists of candidates, and of the municipalities behind a rule's number."""

from dataclasses import dataclass
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.tables import ListTable, NumberColumn, SearchFilter
from begleitwerk.municipalities.enums import SizeClass, Space
from begleitwerk.municipalities.models import Land, Municipality
from begleitwerk.municipalities.selectors import fold, search_register
from begleitwerk.municipalities.selectors.settlement import Settlement, settlement_of
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.presenters.funnel import STAGES
from begleitwerk.selection.selectors.candidates import (
    MISSING,
    candidacy_badge,
    in_space,
    lacking,
    of_size,
    reached,
)
from begleitwerk.selection.selectors.rules import RuleOutcome

MET = (("yes", _("meets it")), ("no", _("does not meet it")), ("unknown", _("unknown")))


class CandidateFilter(SearchFilter):
    """Search, stage of the funnel, state, theme, Land, town or country, size, what is missing."""

    stage = filters.ChoiceFilter(
        label=_("Came as far as"),
        method="by_stage",
        choices=list(STAGES.items()),
        empty_label=_("all"),
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=CandidacyState.choices, empty_label=_("all")
    )
    theme = filters.ChoiceFilter(
        label=_("Theme"), field_name="themes__item__key", choices=(), empty_label=_("all")
    )
    land = filters.ChoiceFilter(
        label="Land", field_name="municipality__land__code", choices=(), empty_label=_("all")
    )
    space = filters.ChoiceFilter(
        label=_("Town or country"), method="by_space", choices=Space.choices, empty_label=_("all")
    )
    size = filters.ChoiceFilter(
        label=_("Size class"), method="by_size", choices=SizeClass.choices, empty_label=_("all")
    )
    missing = filters.ChoiceFilter(
        label=_("Missing"), method="by_missing", choices=list(MISSING.items()), empty_label=_("all")
    )

    def __init__(self, *args: Any, round: SelectionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        themes = round.edition.themes.select_related("item")
        self.filters["theme"].extra["choices"] = [(row.item.key, row.item.label) for row in themes]
        used = Candidacy.objects.filter(round=round).order_by().values("municipality__land")
        lands = Land.objects.filter(pk__in=used).values_list("code", "name")
        self.filters["land"].extra["choices"] = list(lands)

    def search(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        if not fold(value):
            return rows
        places = Municipality.objects.filter(search_register(value))
        return rows.filter(municipality__in=places)

    def by_stage(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        return rows.filter(reached(self.round, value))

    def by_space(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        return in_space(rows, value)

    def by_size(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        return rows.filter(of_size(value))

    def by_missing(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        return rows.filter(lacking(self.round, value))


class CandidateTable(ListTable):
    """The candidates of a round. Names are ordered without "Kreis" and "Stadt"."""

    caption = _("Candidates")
    name = tables.Column(
        verbose_name=_("Municipality"), order_by=("municipality__search_text", "pk"), accessor="pk"
    )
    state = tables.Column(verbose_name=_("State"))
    themes = tables.Column(verbose_name=_("Themes"), orderable=False)
    space = tables.Column(
        verbose_name=pgettext_lazy("settlement", "Area"), orderable=False, accessor="pk"
    )
    land = tables.Column(
        verbose_name="Land",
        accessor="municipality__land__name",
        order_by=("municipality__land__name", "municipality__search_text"),
    )
    population = NumberColumn(
        verbose_name=_("Population"),
        accessor="municipality__population",
        order_by="municipality__population",
        default=_("unknown"),
    )

    class Meta(ListTable.Meta):
        order_by = "name"

    def __init__(self, *args: Any, slug: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug = slug
        self.spaces: dict[int, Settlement] = {}

    def cell_name(self, record: Candidacy) -> str:
        address = reverse("selection:candidacy", args=[self.slug, record.round_id, record.pk])
        return format_html('<a href="{}">{}</a>', address, record.municipality.name)

    def cell_state(self, record: Candidacy) -> str:
        words = candidacy_badge(record)
        detail = format_html("<small>{}</small>", words.detail) if words.detail else ""
        return format_html("{}{}", words.state, detail)

    def cell_themes(self, record: Candidacy) -> str:
        return ", ".join(theme.item.label for theme in record.themes.all()) or "–"

    def cell_space(self, record: Candidacy) -> str:
        known = self.settlement(record)
        return format_html("{}<small>{}</small>", known.word, known.basis)

    def settlement(self, record: Candidacy) -> Settlement:
        """Town or country of all rows of this page, worked out at once."""
        if record.municipality_id not in self.spaces:
            rows = list(self.records)
            places = [row.municipality for row in rows] if record in rows else [record.municipality]
            self.spaces |= settlement_of(places)
        return self.spaces[record.municipality_id]

    # --- Export ---------------------------------------------------------------------------

    def export_head(self) -> list[str]:
        return [
            str(_("Key")),
            *super().export_head(),
            str(_("Basis of the area")),
            str(_("Mail address")),
        ]

    def export_rows(self) -> Any:
        rows = list(self.data)
        self.spaces |= settlement_of([row.municipality for row in rows])
        getters = [self.export_value(column) for column in self.export_columns()]
        for row in rows:
            yield [
                row.municipality.youth_office_id,
                *(getter(row) for getter in getters),
                self.settlement(row).basis,
                row.contact_email,
            ]

    def export_value_name(self, record: Candidacy) -> str:
        return record.municipality.name

    def export_value_state(self, record: Candidacy) -> str:
        return str(record.get_state_display())

    def export_value_themes(self, record: Candidacy) -> str:
        return ", ".join(theme.item.label for theme in record.themes.all())

    def export_value_space(self, record: Candidacy) -> str:
        return self.settlement(record).word


# --- Behind a number ----------------------------------------------------------------------------


@dataclass(frozen=True)
class KeptRow:
    """A municipality and what a rule says about it."""

    name: str
    key: str
    slug: str
    state: str
    word: str
    shown: str
    evidence: str

    @classmethod
    def of(cls, place: Municipality, outcome: RuleOutcome) -> "KeptRow":
        state = {True: "yes", False: "no", None: "unknown"}[outcome.met]
        return cls(
            name=place.name,
            key=place.youth_office_id,
            slug=place.workspace.slug,
            state=state,
            word=str(dict(MET)[state]),
            shown=outcome.found.shown,
            evidence=outcome.found.evidence,
        )


class KeptFilter(SearchFilter):
    """Search, and whether the rule is met; the latter is worked out after the query."""

    met = filters.ChoiceFilter(
        label=_("Rule"), method="by_outcome", choices=MET, empty_label=_("all")
    )

    def search(self, rows: QuerySet[Municipality], name: str, value: str) -> QuerySet[Municipality]:
        return rows.filter(search_register(value)) if fold(value) else rows

    def by_outcome(
        self, rows: QuerySet[Municipality], name: str, value: str
    ) -> QuerySet[Municipality]:
        return rows


class KeptTable(ListTable):
    caption = _("Municipalities and the rule")
    name = tables.Column(verbose_name=_("Municipality"))
    word = tables.Column(verbose_name=_("Rule"))
    shown = tables.Column(verbose_name=_("What is known"))
    evidence = tables.Column(verbose_name=_("Source"), orderable=False, default="–")

    class Meta(ListTable.Meta):
        order_by = "name"

    def cell_name(self, record: KeptRow) -> str:
        url = reverse("municipalities:register_entry", args=[record.slug])
        return format_html('<a href="{}">{}</a>', url, record.name)

    def cell_word(self, record: KeptRow) -> str:
        shape = {"yes": "done", "no": "late", "unknown": "none"}[record.state]
        return format_html('<span class="bw-light bw-light--{}">{}</span>', shape, record.word)
