"""Own claims against the register: where they contradict each other, and what the office found.

A municipality claims in its application and in the survey. A contradiction is no accusation: the
register may be wrong. It must be answered before a run.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.municipal_survey.enums import Compared
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Network
from begleitwerk.programmes.enums import OCCUPYING, PENDING, EngagementState
from begleitwerk.programmes.models import EngagementParty
from begleitwerk.selection.enums import HANDED_IN, HAS_APPLIED
from begleitwerk.selection.models import Application, Candidacy, ClaimAnswer, SelectionRound
from begleitwerk.selection.selectors.fields import (
    OF_SURVEY,
    answers_in,
    earlier_participations,
    facts_of,
    fields_of,
)

YES, NO = "yes", "no"
CLAIMS: dict[str, str | Promise] = {
    "earlier_participation": _("Took part in an earlier programme"),
    "network_since": _("Network since"),
    "survey_earlier_participation": _("Took part in an earlier programme, says the survey"),
    "survey_network_since": _("Network since, says the survey"),
}


@dataclass(frozen=True)
class Check:
    """A claim beside what the register knows of it.

    `claimed` and `registered` are what stands there: "yes", "no", a year, or nothing. `evidence`
    names where the register has it from. `answer` is None as long as nobody answered; an answer
    about other words than today's is only `former`.
    """

    claim: str
    claimed: str
    registered: str
    evidence: str
    agrees: bool = False
    answer: ClaimAnswer | None = None
    former: ClaimAnswer | None = None

    @property
    def contradicts(self) -> bool:
        """Only what stands on both sides can agree or contradict."""
        return bool(self.claimed and self.registered) and not self.agrees

    @property
    def is_of_survey(self) -> bool:
        return self.claim.startswith(OF_SURVEY)

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
    return stated(getattr(application, claim))


def stated(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def contradictions_of(candidacies: Iterable[Candidacy]) -> Mapping[int, tuple[Check, ...]]:
    """The contradictions of those whose application was handed in, by candidacy; none where all
    fits. A handful of queries for each round, however many candidacies."""
    return {
        pk: found
        for pk, rows in checks_of(candidacies).items()
        if (found := tuple(row for row in rows if row.contradicts))
    }


def checks_of(candidacies: Iterable[Candidacy]) -> Mapping[int, tuple[Check, ...]]:
    """Every claim of those whose application was handed in beside the register, by candidacy."""
    applied = [row for row in candidacies if row.state in HAS_APPLIED]
    rows = (
        Application.objects.filter(candidacy__in=applied, state__in=HANDED_IN)
        .select_related("candidacy__round__wave", "candidacy__municipality")
        .order_by("candidacy_id")
    )
    by_round: defaultdict[SelectionRound, list[Application]] = defaultdict(list)
    for row in rows:
        by_round[row.candidacy.round].append(row)
    found: dict[int, tuple[Check, ...]] = {}
    for round, applications in by_round.items():
        found |= _of_round(round, applications)
    return found


def open_contradictions(
    candidacies: Iterable[Candidacy],
) -> Mapping[int, tuple[Check, ...]]:
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
) -> dict[int, tuple[Check, ...]]:
    places = [row.candidacy.municipality for row in applications]
    register = Register(
        earlier_participations(round, places),
        other_participations(round, places),
        networks_of(places),
    )
    surveyed = claims_of_survey(round, places)
    answers = answers_in(round)
    found = {}
    for row in applications:
        place = row.candidacy.municipality_id
        said = {name: claimed_value(row, name) for name in REGISTERS} | surveyed.get(place, {})
        found[row.candidacy_id] = tuple(
            _answered(checked(claim, claimed, place, register), row, answers)
            for claim, claimed in said.items()
        )
    return found


def claims_of_survey(
    round: SelectionRound, places: list[Municipality]
) -> Mapping[int, dict[str, str]]:
    """What municipalities answered in the survey where the register knows it too: by municipality,
    claim and words."""
    fields = [row for row in fields_of(round) if row.claim.startswith(OF_SURVEY)]
    if not fields:
        return {}
    keys = {field.key for field in fields}
    facts = facts_of(round, places, keys=keys, with_words=False, as_stated=True)
    return {
        place.pk: {field.claim: stated(facts[place.pk][field.key].value) for field in fields}
        for place in places
    }


def checked(claim: str, claimed: str, place: int, register: Register) -> Check:
    """A claim beside the register: whether both stand there, and whether they agree."""
    known, evidence = REGISTERS[claim.removeprefix(OF_SURVEY)](place, register)
    registered = known[0] if known else ""
    return Check(claim, claimed, registered, evidence, agrees=bool(claimed) and claimed in known)


def _answered(item: Check, application: Application, answers: Iterable[ClaimAnswer]) -> Check:
    """With its answer, where that was about the same words."""
    for answer in answers:
        if (answer.candidacy_id, answer.claim) == (application.candidacy_id, item.claim):
            same = (answer.claimed, answer.registered) == (item.claimed, item.registered)
            return replace(item, answer=answer) if same else replace(item, former=answer)
    return item


# --- What the register knows ----------------------------------------------------------------------

Known = tuple[tuple[str, ...], str]  # what agrees with it, the first to be named; where from


def earlier_known(place: int, register: Register) -> Known:
    """Took part before: the lists of participants of all other editions know it."""
    editions = register.earlier.get(place, ())
    words = gettext("list of participants: %(editions)s") % {"editions": ", ".join(editions)}
    if not editions:
        words = gettext("on no list of participants of an earlier edition")
    others = register.other.get(place, ())
    if others:
        words = gettext("%(words)s; recorded: %(others)s") % {
            "words": words,
            "others": ", ".join(others),
        }
    return (YES if editions else NO,), words


def network_known(place: int, register: Register) -> Known:
    """Network since: the register knows the year of one of the municipality's networks."""
    networks = register.networks.get(place, ())
    years = sorted({row.founded_year for row in networks if row.founded_year})
    if not years:
        return (), gettext("the register knows no year")
    oldest = next(row for row in networks if row.founded_year == years[0])
    words = gettext("network “%(name)s”") % {"name": oldest.name}
    if oldest.first_document:
        words = f"{words}, {oldest.first_document}"
    return tuple(str(year) for year in years), words


REGISTERS: dict[str, Callable[[int, Register], Known]] = {
    Compared.EARLIER: earlier_known,
    Compared.NETWORK: network_known,
}


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
