"""The candidates of a round: who they are, how far they have come, what is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, When
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.templatetags.bw import day
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of, reaches
from begleitwerk.municipalities.selectors import visible_to as visible_municipalities
from begleitwerk.municipalities.selectors.settlement import SIZE_BELOW, settlement_of
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import (
    HANDED_IN,
    HAS_APPLIED,
    HOLDS_PLACE,
    CandidacyState,
    ReviewState,
)
from begleitwerk.selection.models import (
    Candidacy,
    CandidacyStep,
    Correction,
    RuleSet,
    SelectionRound,
)
from begleitwerk.selection.selectors.rules.kept import longlist_by_theme
from begleitwerk.selection.selectors.rules.outcomes import is_eligible, is_open, rule_outcomes
from begleitwerk.selection.selectors.versions import themes_of_round

REVIEWS_NEEDED = 2
# What may be missing, as the filter of the list calls it.
MISSING: dict[str, str | Promise] = {
    "mail": _("mail address"),
    "reply": _("reply to the invitation"),
    "application": _("complete application"),
    "facts": _("data for a rule"),
    "reviews": _("reviews"),
}


def visible_to(user: User) -> QuerySet[Candidacy]:
    """Candidacies of programmes whose selection the user may see, and of her municipalities."""
    access = access_of(user)
    programmes = [
        pk for pk, rights in access.by_workspace.items() if Permission.SELECTION_VIEW in rights
    ]
    own = [
        pk for pk, rights in access.by_workspace.items() if Permission.APPLICATION_VIEW in rights
    ]
    places = visible_municipalities(user).filter(workspace__in=own)
    return Candidacy.objects.filter(
        Q(round__edition__programme__workspace__in=programmes) | Q(municipality__in=places)
    )


def candidates_of(round: SelectionRound | int) -> QuerySet[Candidacy]:
    """All candidacies of a round with what its list shows; `reviews_done` counts finished ones."""
    done = Q(reviews__position__isnull=False, reviews__state=ReviewState.DONE)
    return (
        Candidacy.objects.filter(round=round)
        .select_related("municipality__land", "municipality__county", "application")
        .prefetch_related(themes_with_item())
        .annotate(reviews_done=Count("reviews", filter=done, distinct=True))
    )


def themes_with_item() -> Any:
    return Prefetch("themes", EditionTheme.objects.select_related("item"))


def get_candidacy_or_404(
    user: User, slug: str, round_pk: int, pk: int, *, wishes: bool = True
) -> Candidacy:
    """The candidate behind an address of a programme; strangers learn nothing.

    `wishes` where the themes it stands for are read as well.
    """
    found = candidacy_or_404(round_pk, pk, wishes=wishes)
    if found.office.slug != slug or not reaches(user, found.office):
        raise Http404
    return found


def candidacy_or_404(round: SelectionRound | int, pk: int, *, wishes: bool = True) -> Candidacy:
    rows = candidates_of(round).select_related(
        "round__edition__programme__workspace",
        "round__wave",
        "municipality__land",
        "municipality__county",
        "municipality__workspace",
        "application__approver",
        "contract__file",
        "contract__municipality",
        "engagement",
        "withdrawal",
    )
    partners = Candidacy.partners.through._default_manager.filter(candidacy=OuterRef("pk"))
    rows = rows if wishes else rows.prefetch_related(None)
    corrections = Correction.objects.filter(application__candidacy=OuterRef("pk"))
    found = (
        rows.filter(pk=pk)
        .annotate(shares_place=Exists(partners), has_corrections=Exists(corrections))
        .first()
    )
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class StateWords:
    """The state of a candidacy, and what of it matters now."""

    state: str
    detail: str


def candidacy_badge(candidacy: Candidacy) -> StateWords:
    """State in words; of an applicant how the application stands, of the invited the deadline."""
    state = str(candidacy.get_state_display())
    application = getattr(candidacy, "application", None)
    if candidacy.state == CandidacyState.APPLIED and application is not None:
        return StateWords(state, str(application.get_state_display()))
    if candidacy.state == CandidacyState.INVITED and candidacy.reply_by:
        words = gettext("reply until %(day)s") % {"day": day(candidacy.reply_by)}
        return StateWords(state, words)
    return StateWords(state, "")


# --- How far they have come ---------------------------------------------------------------------


def reached(round: SelectionRound, stage: str) -> Q:
    """Candidacies of the round that came as far as a stage of the funnel, or further."""
    scored = Q(state__in=HAS_APPLIED, reviews_done__gte=REVIEWS_NEEDED)
    conditions = {
        "invited": ~Q(state=CandidacyState.LONGLISTED),
        "applied": Q(state__in=HAS_APPLIED),
        "scored": scored,
        "selected": Q(state__in=HOLDS_PLACE) | was_once(CandidacyState.SELECTED),
        "contract": Q(state=CandidacyState.ACTIVE) | was_once(CandidacyState.CONTRACT_SENT),
        "active": Q(state=CandidacyState.ACTIVE),
    }
    if stage == "eligible":
        return scored & Q(pk__in=eligible_ids(round))
    return conditions.get(stage, Q())


def reached_by_stage(round: SelectionRound, stages: Collection[str]) -> dict[str, int]:
    """How many candidates came as far as each stage, in one query beside what the rules read."""
    everybody = Q(pk__isnull=False)
    came = {
        f"came_{key}": Case(When(everybody & reached(round, key), then=1), default=0)
        for key in stages
    }
    rows = candidates_of(round).prefetch_related(None).order_by().annotate(**came)
    sums = rows.aggregate(**{key: Sum(f"came_{key}", default=0) for key in stages})
    return {key: sums[key] for key in stages}


def was_once(state: str) -> Q:
    return Q(Exists(CandidacyStep.objects.filter(candidacy=OuterRef("pk"), state=state)))


def eligible_ids(round: SelectionRound) -> list[int]:
    """Candidacies that handed in and meet every rule about who can be chosen."""
    rows = list(
        Candidacy.objects.filter(round=round, state__in=HAS_APPLIED).select_related(
            "municipality__land", "municipality__county"
        )
    )
    outcomes = rule_outcomes(round, rows, with_words=False)
    return [row.pk for row in rows if is_eligible(outcomes[row.pk])]


# --- Narrowing the list down --------------------------------------------------------------------


def in_space(rows: QuerySet[Candidacy], space: str) -> QuerySet[Candidacy]:
    """Those in town or in the country; worked out from the register, so by their ids."""
    places = Municipality.objects.filter(pk__in=rows.order_by().values("municipality"))
    known = settlement_of(places.select_related("county"))
    return rows.filter(municipality__in=[pk for pk, row in known.items() if row.urban == space])


def of_size(size: str) -> Q:
    """Municipalities of a size class, by the inhabitants of the register."""
    floor = 0
    for limit, name in SIZE_BELOW:
        if name == size:
            return within(floor, limit)
        floor = limit
    return Q(municipality__population__gte=floor)


def within(floor: int, limit: int) -> Q:
    return Q(municipality__population__gte=floor, municipality__population__lt=limit)


def lacking(round: SelectionRound, what: str) -> Q:
    """Candidacies that lack something, a key of MISSING."""
    conditions = {
        "mail": Q(contact_email=""),
        "reply": Q(state__in=(CandidacyState.INVITED, CandidacyState.NO_REPLY)),
        "application": Q(state=CandidacyState.APPLIED) & ~Q(application__state__in=HANDED_IN),
        "reviews": Q(state=CandidacyState.APPLIED, reviews_done__lt=REVIEWS_NEEDED),
    }
    if what == "facts":
        return Q(pk__in=ids_without_facts(round))
    return conditions[what]


def ids_without_facts(round: SelectionRound) -> list[int]:
    rows = Candidacy.objects.filter(round=round).select_related(
        "municipality__land", "municipality__county"
    )
    return [
        pk
        for pk, outcomes in rule_outcomes(round, rows, with_words=False).items()
        if is_open(outcomes)
    ]


def open_to_add(round: SelectionRound) -> QuerySet[Municipality]:
    """Municipalities of the register that are no candidates of this round yet."""
    taken = Candidacy.objects.filter(round=round).values("municipality")
    return Municipality.objects.exclude(pk__in=taken).order_by("search_text")


def steps_of(candidacy: Candidacy) -> QuerySet[CandidacyStep]:
    return CandidacyStep.objects.filter(candidacy=candidacy).order_by("pk")


# --- Drawing up the longlist --------------------------------------------------------------------


@dataclass(frozen=True)
class LonglistPreview:
    """Who would be on the list: for each theme how many, and how many of all would be new.

    `outside` stand there though they do not meet the rules, by hand or from an earlier version.
    """

    themes: tuple[tuple[str, int], ...]
    new: int
    known: int
    outside: tuple[str, ...]


def longlist_preview(round: SelectionRound, rules: RuleSet) -> LonglistPreview:
    found = longlist_by_theme(round, rules)
    meeting = {place.pk for places in found.values() for place in places}
    rows = Candidacy.objects.filter(round=round).select_related("municipality")
    there = {row.municipality_id: row for row in rows}
    labels = {theme.pk: theme.item.label for theme in themes_of_round(round)}
    return LonglistPreview(
        themes=tuple((labels[pk], len(places)) for pk, places in found.items()),
        new=len(meeting - there.keys()),
        known=len(meeting & there.keys()),
        outside=tuple(
            row.municipality.name
            for pk, row in there.items()
            if pk not in meeting and row.state == CandidacyState.LONGLISTED
        ),
    )
