"""Own claims against the register: where they contradict each other, and what the office found.

A contradiction is no accusation: the register may be wrong. It must be answered before a run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Network
from begleitwerk.programmes.enums import OCCUPYING, PENDING, EngagementState
from begleitwerk.programmes.models import EngagementParty
from begleitwerk.selection.enums import HANDED_IN, HAS_APPLIED
from begleitwerk.selection.models import Application, Candidacy, ClaimAnswer, SelectionRound
from begleitwerk.selection.selectors.fields.register import earlier_participations

YES, NO = "yes", "no"
CLAIMS: dict[str, str | Promise] = {
    "earlier_participation": _("Took part in an earlier programme"),
    "network_since": _("Network since"),
}


@dataclass(frozen=True)
class Contradiction:
    """A claim that differs from the register.

    `claimed` and `registered` are what stands there: "yes", "no" or a year. `evidence` names where
    the register has it from. `answer` is None as long as nobody answered; an answer about other
    words than today's is only `former`.
    """

    claim: str
    claimed: str
    registered: str
    evidence: str
    answer: ClaimAnswer | None = None
    former: ClaimAnswer | None = None

    @property
    def label(self) -> str:
        return str(CLAIMS[self.claim])

    @property
    def claimed_words(self) -> str:
        return claim_words(self.claimed)

    @property
    def registered_words(self) -> str:
        return claim_words(self.registered)

    @property
    def is_open(self) -> bool:
        return self.answer is None


def claim_words(value: str) -> str:
    """A claim as people read it; years stay as they are."""
    return {YES: gettext("yes"), NO: gettext("no")}.get(value, value)


def claimed_value(application: Application, claim: str) -> str:
    """A claim as it is kept with its answer: "yes", "no", a year; empty where nothing is said."""
    value = getattr(application, claim, None)
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def contradictions_of(
    candidacies: Iterable[Candidacy],
) -> Mapping[int, tuple[Contradiction, ...]]:
    """The contradictions of applications that were handed in, by candidacy; none where all fits.

    A handful of queries for each round, however many candidacies.
    """
    applied = [row for row in candidacies if row.state in HAS_APPLIED]
    rows = (
        Application.objects.filter(candidacy__in=applied, state__in=HANDED_IN)
        .select_related("candidacy__round", "candidacy__municipality")
        .prefetch_related("candidacy__claims")
        .order_by("candidacy_id")
    )
    by_round: defaultdict[SelectionRound, list[Application]] = defaultdict(list)
    for row in rows:
        by_round[row.candidacy.round].append(row)
    found: dict[int, tuple[Contradiction, ...]] = {}
    for round, applications in by_round.items():
        found |= _of_round(round, applications)
    return found


def open_contradictions(
    candidacies: Iterable[Candidacy],
) -> Mapping[int, tuple[Contradiction, ...]]:
    """Those nobody answered yet, by candidacy; what blocks a run."""
    return {
        pk: waiting
        for pk, rows in contradictions_of(candidacies).items()
        if (waiting := tuple(row for row in rows if row.is_open))
    }


@dataclass(frozen=True)
class Register:
    """What the register knows, by municipality."""

    earlier: Mapping[int, tuple[str, ...]]
    other: Mapping[int, tuple[str, ...]]
    networks: Mapping[int, tuple[Network, ...]]


def _of_round(
    round: SelectionRound, applications: list[Application]
) -> dict[int, tuple[Contradiction, ...]]:
    places = [row.candidacy.municipality for row in applications]
    register = Register(
        earlier_participations(round, places),
        other_participations(round, places),
        networks_of(places),
    )
    found = {}
    for row in applications:
        checked = (earlier_claim(row, register), network_claim(row, register))
        claims = tuple(_answered(item, row) for item in checked if item is not None)
        if claims:
            found[row.candidacy_id] = claims
    return found


def _answered(item: Contradiction, application: Application) -> Contradiction:
    """With its answer, where that was about the same words."""
    for answer in application.candidacy.claims.all():
        if answer.claim == item.claim:
            same = (answer.claimed, answer.registered) == (item.claimed, item.registered)
            return replace(item, answer=answer) if same else replace(item, former=answer)
    return item


# --- The claims -----------------------------------------------------------------------------------


def earlier_claim(application: Application, register: Register) -> Contradiction | None:
    """Took part before: the lists of participants of all other editions know it."""
    place, claimed = application.candidacy.municipality_id, application.earlier_participation
    editions = register.earlier.get(place, ())
    if claimed is None or claimed == bool(editions):
        return None
    words = gettext("list of participants: %(editions)s") % {"editions": ", ".join(editions)}
    if not editions:
        words = gettext("on no list of participants of an earlier edition")
    others = register.other.get(place, ())
    if others:
        words = gettext("%(words)s; recorded: %(others)s") % {
            "words": words,
            "others": ", ".join(others),
        }
    return Contradiction(
        "earlier_participation", YES if claimed else NO, YES if editions else NO, words
    )


def network_claim(application: Application, register: Register) -> Contradiction | None:
    """Network since: the register knows the year of one of the municipality's networks."""
    networks = register.networks.get(application.candidacy.municipality_id, ())
    years = sorted({row.founded_year for row in networks if row.founded_year})
    claimed = application.network_since
    if claimed is None or not years or claimed in years:
        return None
    oldest = next(row for row in networks if row.founded_year == years[0])
    words = gettext("network “%(name)s”") % {"name": oldest.name}
    if oldest.first_document:
        words = f"{words}, {oldest.first_document}"
    return Contradiction("network_since", str(claimed), str(years[0]), words)


# --- The register ---------------------------------------------------------------------------------


def other_participations(
    round: SelectionRound, places: list[Municipality]
) -> Mapping[int, tuple[str, ...]]:
    """Participations in other editions that never began or ended early, with their state."""
    rows = (
        EngagementParty.objects.filter(municipality__in=places)
        .exclude(engagement__state__in=OCCUPYING | PENDING)
        .exclude(engagement__edition=round.edition_id)
        .select_related("engagement__edition__programme")
        .order_by("engagement__edition__starts_on", "pk")
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        state = EngagementState(row.engagement.state).label
        found[row.municipality_id].append(f"{row.engagement.edition} ({state})")
    return {pk: tuple(words) for pk, words in found.items()}


def networks_of(places: list[Municipality]) -> Mapping[int, tuple[Network, ...]]:
    found: defaultdict[int, list[Network]] = defaultdict(list)
    for row in Network.objects.filter(municipality__in=places, founded_year__isnull=False):
        found[row.municipality_id].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}
