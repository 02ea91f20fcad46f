"""The whole history of a round on one page: what happened when, who did it, and why."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Max, Min, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import actors_of, sentence_of
from begleitwerk.core.templatetags.bw import day
from begleitwerk.selection.enums import CandidacyState, Outcome, ReviewState, RunKind
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    CandidacyStep,
    DecisionPlace,
    Deviation,
    Letter,
    Review,
    RuleRelaxation,
    RuleSet,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.selectors.applications.own import RESULTS
from begleitwerk.selection.selectors.runs import confirmed_decisions, selected_places

# What a round, its rules, runs and decisions record and what belongs into the story.
MILESTONES = (
    "selection.round_created",
    "selection.round_ended",
    "selection.round_resumed",
    "selection.rules_frozen",
    "selection.rules_reopened",
    "selection.rules_relaxed",
    "selection.relaxation_proposed",
    "selection.relaxation_returned",
    "selection.relaxation_superseded",
    "selection.place_left_free",
    "selection.place_to_be_filled",
    "selection.longlist_drawn",
    "selection.candidacy_removed",
    "selection.invitations_sent",
    "selection.replies_closed",
    "selection.run_started",
    "selection.run_finished",
    "selection.run_cancelled",
    "selection.decision_prepared",
    "selection.deviation_added",
    "selection.place_given",
    "selection.deviation_removed",
    "selection.decision_proposed",
    "selection.decision_returned",
    "selection.decision_superseded",
    "selection.decision_confirmed",
    "selection.letters_sent",
)
# What of a decision tells places before they are published.
TELLS_PLACES = (
    "selection.deviation_added",
    "selection.place_given",
    "selection.deviation_removed",
    "selection.decision_proposed",
    "selection.decision_returned",
    "selection.decision_superseded",
)
JUST_AFTER = timedelta(microseconds=1)
# What of the life of single candidates everybody's story tells.
TOLD_STATES = (
    CandidacyState.CONTRACT_SENT,
    CandidacyState.ACTIVE,
    CandidacyState.WITHDRAWN,
    CandidacyState.CLOSED,
)


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened on a day. `at` puts it in order; `who` is a function."""

    at: datetime
    text: str
    reason: str = ""
    actor_id: int | None = None
    who: str = ""
    on: date | None = None

    @property
    def day(self) -> date:
        return self.on or timezone.localdate(self.at)


@dataclass(frozen=True)
class Chapter:
    """What happened until a decision, or after it and before the next."""

    decision: SelectionDecision | None
    title: str
    lines: tuple[StoryLine, ...]


def story_of(
    round: SelectionRound, candidacy: Candidacy | None = None, *, hides_places: bool = False
) -> list[Chapter]:
    """The story from the first draft to the last replacement, in chapters, oldest first.

    With a candidacy only what concerns it; `hides_places` leaves out how a decision is being
    prepared. The same number of queries for any number of rows.
    """
    hidden = TELLS_PLACES if hides_places else ()
    lines = own_lines(candidacy) if candidacy else round_lines(round, hidden)
    found = sorted(lines, key=lambda line: (line.at, line.day))
    actors = actors_of({line.actor_id for line in found if line.actor_id})
    told = [replace(line, who=actors.get(line.actor_id or 0, "")) for line in found]
    return chapters(told, list(reversed(confirmed_decisions(round))))


def chapters(lines: list[StoryLine], decisions: list[SelectionDecision]) -> list[Chapter]:
    found = []
    start: SelectionDecision | None = None
    for end in [*decisions, None]:
        until = end.confirmed_at if end else None
        inside = [line for line in lines if until is None or line.at <= until]
        lines = lines[len(inside) :]
        if inside:
            found.append(Chapter(start, title_of(start), tuple(inside)))
        start = end
    return found


def title_of(decision: SelectionDecision | None) -> str:
    if decision is None:
        return gettext("Up to the decision")
    words = {"day": day(decision.confirmed_at)}
    if decision.run.kind == RunKind.REPLACEMENT:
        return gettext("After the replacement of %(day)s") % words
    return gettext("After the decision of %(day)s") % words


def moment_of(on: date, at: time = time(12)) -> datetime:
    """A day without a time stands at noon."""
    zone = timezone.get_current_timezone()
    return datetime.combine(on, at, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"))


# --- The round ----------------------------------------------------------------------------------


def round_lines(round: SelectionRound, hidden: Collection[str]) -> Iterator[StoryLine]:
    confirmed = {str(row.pk): row.confirmed_at for row in confirmed_decisions(round)}
    for event in events_of(round).exclude(verb__in=hidden):
        closes = event.verb == "selection.decision_confirmed" and confirmed.get(event.subject_id)
        yield StoryLine(closes or event.at, sentence_of(event), event.reason, event.actor_id)
    yield from application_lines(round)
    yield from review_lines(round)
    steps = CandidacyStep.objects.filter(candidacy__round=round, state__in=TOLD_STATES)
    yield from step_lines(steps, selected_at(round))
    yield from replacement_lines(round)


def selected_at(round: SelectionRound) -> dict[int, datetime]:
    """When each candidacy was first selected."""
    found: dict[int, datetime] = {}
    for place in selected_places(round):
        if place.decision.confirmed_at is not None:
            found.setdefault(place.candidacy_id, place.decision.confirmed_at)
    return found


def events_of(round: SelectionRound) -> QuerySet[AuditEvent]:
    """The events of the round itself, its rules, runs and decisions."""
    about = Q()
    for rows in (
        SelectionRound.objects.filter(pk=round.pk),
        RuleSet.objects.filter(round=round),
        SelectionRun.objects.filter(round=round),
        SelectionDecision.objects.filter(run__round=round),
        RuleRelaxation.objects.filter(run__round=round),
        Candidacy.objects.filter(round=round, withdrawal__isnull=False),
    ):
        ids = rows.order_by().values_list(Cast("pk", CharField()))
        about |= Q(subject_type=rows.model._meta.label_lower, subject_id__in=ids)
    events = AuditEvent.objects.filter(about, workspace_id=round.workspace.pk, verb__in=MILESTONES)
    return events.order_by("number")


def application_lines(round: SelectionRound) -> Iterator[StoryLine]:
    found = Application.objects.filter(
        candidacy__round=round, submitted_at__isnull=False
    ).aggregate(count=Count("pk"), first=Min("submitted_at"), last=Max("submitted_at"))
    if found["count"]:
        text = ngettext(
            "One application has come in",
            "%(count)s applications have come in, the first on %(first)s",
            found["count"],
        )
        yield StoryLine(
            found["last"], text % {"count": found["count"], "first": day(found["first"])}
        )


def review_lines(round: SelectionRound) -> Iterator[StoryLine]:
    found = Review.objects.filter(
        candidacy__round=round, state=ReviewState.DONE, position__isnull=False
    ).aggregate(count=Count("pk"), last=Max("done_at"))
    if found["last"]:
        text = ngettext("One review is finished", "%(count)s reviews are finished", found["count"])
        yield StoryLine(found["last"], text % {"count": found["count"]})


def step_lines(
    steps: QuerySet[CandidacyStep], selected: Mapping[int, datetime]
) -> Iterator[StoryLine]:
    """Steps of candidates by the day they hold; recorded the same day, by the time as well.

    What follows a selection stands behind it, whatever day was entered.
    """
    for step in steps.select_related("candidacy__municipality"):
        recorded = timezone.localtime(step.recorded_at)
        at = recorded if recorded.date() == step.on else moment_of(step.on)
        if step.state in TOLD_STATES:
            at = max(at, selected.get(step.candidacy_id, at - JUST_AFTER) + JUST_AFTER)
        words = {"name": step.candidacy.municipality.name, "state": step.get_state_display()}
        text = gettext("%(name)s: %(state)s") % words
        yield StoryLine(at, text, step.reason, step.recorded_by_id, on=step.on)


def replacement_lines(round: SelectionRound) -> Iterator[StoryLine]:
    """Who took whose place: selected by a replacement, not before it."""
    decisions = {row.pk: row for row in confirmed_decisions(round)}
    for place in selected_places(round):
        decision = decisions[place.decision_id]
        leaver, at = decision.run.replaces, decision.confirmed_at
        if leaver and at and place.candidacy.key not in decision.run.problem["fixed"]:
            words = {
                "new": place.candidacy.municipality.name,
                "old": leaver.municipality.name,
                "theme": place.theme.item.label if place.theme else "–",
            }
            text = gettext("%(new)s takes the place of %(old)s (theme %(theme)s)") % words
            yield StoryLine(at, text, "", decision.confirmed_by_id)


# --- One candidate ------------------------------------------------------------------------------


def own_lines(candidacy: Candidacy) -> Iterator[StoryLine]:
    steps = CandidacyStep.objects.filter(candidacy=candidacy)
    yield from step_lines(steps, selected_at(candidacy.round))
    yield from handed_in(candidacy)
    yield from deviation_lines(candidacy)
    yield from place_lines(candidacy)
    for letter in Letter.objects.filter(candidacy=candidacy, kind__in=RESULTS):
        text = gettext("Letter sent: %(letter)s") % {"letter": letter.get_kind_display()}
        yield StoryLine(letter.sent_at, text, "", letter.sent_by_id)


def handed_in(candidacy: Candidacy) -> Iterator[StoryLine]:
    found = Application.objects.filter(candidacy=candidacy, submitted_at__isnull=False).first()
    if found and found.submitted_at:
        yield StoryLine(
            found.submitted_at, gettext("Application handed in"), "", found.submitted_by_id
        )


def deviation_lines(candidacy: Candidacy) -> Iterator[StoryLine]:
    rows = Deviation.objects.filter(
        decision__confirmed_at__isnull=False, decision__run__round=candidacy.round_id
    ).select_related("decision", "out__municipality", "into__municipality")
    for row in rows:
        if candidacy.pk not in (row.out_id, row.into_id) or row.decision.proposed_at is None:
            continue
        if row.out is None:
            text = gettext("The place goes to %(into)s, by choice of two people")
        else:
            text = gettext("Deviation from the proposal: %(into)s instead of %(out)s")
        text %= {
            "into": row.into.municipality.name,
            "out": row.out.municipality.name if row.out else "",
        }
        yield StoryLine(row.decision.proposed_at, text, row.reason, row.decision.proposed_by_id)


def place_lines(candidacy: Candidacy) -> Iterator[StoryLine]:
    rows = DecisionPlace.objects.filter(
        candidacy=candidacy, decision__confirmed_at__isnull=False
    ).select_related("decision", "theme__item")
    for row in rows:
        theme = row.theme.item.label if row.theme else ""
        words = {"theme": theme, "rank": row.rank}
        texts = {
            Outcome.SELECTED: gettext("Decided: selected for the theme %(theme)s"),
            Outcome.RESERVE: gettext(
                "Decided: number %(rank)s on the reserve list, theme %(theme)s"
            ),
            Outcome.REJECTED: gettext("Decided: not selected"),
        }
        if row.decision.confirmed_at:
            yield StoryLine(
                row.decision.confirmed_at,
                texts[Outcome(row.outcome)] % words,
                row.decision.reason,
                row.decision.confirmed_by_id,
            )
