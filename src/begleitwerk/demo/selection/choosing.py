"""Two people read each application; a talk, a public number, and the calculation."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from begleitwerk.demo.clock import told_on
from begleitwerk.demo.selection.candidates import (
    APPLICANTS,
    CONFLICT,
    IMPACT,
    Applicant,
)
from begleitwerk.demo.selection.evidence import EVIDENCE
from begleitwerk.demo.selection.opening import MAIN, candidacy_of
from begleitwerk.demo.selection.rules import (
    BACKING,
    EXPERIENCE,
    MOTIVATION,
    STAFF,
)
from begleitwerk.demo.world import DemoWorld
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import Review, ScoredCriterion, SelectionRound
from begleitwerk.selection.selectors.reviews import could_take
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.assignment import assign_reviewer, assign_reviews
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.services.reviews import (
    ScoreEntry,
    declare,
    finish_review,
    save_scores,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.talks import confirm_joint_score, record_joint_score
from begleitwerk.selection.services.waivers import ask_to_calculate, grant_waiver

REVIEWERS = ("reviewer_practice", "reviewer_science", "reviewer_land", "reviewer_office")
ASSIGNED, TALKED, PUBLISHED, DRAWN, CALCULATED = -58, -17, -13, -9, -2
DRAWN_AT = time(19, 25)
READING_DAYS = 36
TALKED_ABOUT = "muehlquell"
WAITED = (
    "Der Landkreis hat auf zwei Erinnerungen nicht geantwortet. Alle anderen warten seit Wochen auf"
    " das Ergebnis."
)


def choose(world: DemoWorld) -> None:
    """From the assignment to the proposal that waits for a decision."""
    round = world.rounds[MAIN]
    assign(world, round)
    criteria = {row.name: row for row in current_rules(round).criteria.all()}
    themes = {theme.item.key: theme for theme in round.edition.themes.select_related("item")}
    for number, row in enumerate(APPLICANTS):
        for review in reviews_of(world, round, row.key):
            day = world.workday(ASSIGNED + 3 + (7 * number + 11 * place_of(review)) % READING_DAYS)
            give(review, day, entries(row, place_of(review), criteria, themes))
    talk(world, round, criteria[EXPERIENCE], themes[IMPACT])
    calculate(world, round)


def assign(world: DemoWorld, round: SelectionRound) -> None:
    """Evenly among four; whoever is bound to an applicant says so and somebody else reads."""
    office = world.people["office"]
    with told_on(world.workday(ASSIGNED)):
        assign_reviews(by=office, round=round, reviewers=[world.people[key] for key in REVIEWERS])
    with told_on(world.workday(ASSIGNED + 1)):
        bound = reviews_of(world, round, CONFLICT)[0]
        declare(
            by=bound.reviewer,
            review=bound,
            conflict=True,
            reason="Ich habe das Netzwerk dieses Kreises bis vor einem Jahr beraten.",
        )
    with told_on(world.workday(ASSIGNED + 2)):
        candidacy = candidacy_of(world, round, CONFLICT)
        assign_reviewer(by=office, candidacy=candidacy, reviewer=could_take(candidacy)[0].person)


def reviews_of(world: DemoWorld, round: SelectionRound, key: str) -> list[Review]:
    rows = Review.objects.filter(candidacy__round=round, candidacy__municipality=world.places[key])
    counting = rows.filter(position__isnull=False).select_related("reviewer", "candidacy__round")
    return list(counting.order_by("position"))


def place_of(review: Review) -> int:
    """0 for the first reviewer of an application, 1 for the second."""
    return (review.position or 1) - 1


def entries(
    row: Applicant,
    place: int,
    criteria: dict[str, ScoredCriterion],
    themes: dict[str, EditionTheme],
) -> list[ScoreEntry]:
    """The levels one reviewer gives, each with what it rests on."""
    experience = [
        entry(criteria[EXPERIENCE], levels[place], themes[key])
        for key, levels in zip(row.themes, row.experience, strict=True)
    ]
    others = zip((MOTIVATION, STAFF, BACKING), row.others, strict=True)
    return experience + [entry(criteria[name], levels[place]) for name, levels in others]


def entry(criterion: ScoredCriterion, level: str, theme: EditionTheme | None = None) -> ScoreEntry:
    return ScoreEntry(criterion, Decimal(level), EVIDENCE[criterion.name][int(level)], theme)


def give(review: Review, day: date, scores: list[ScoreEntry]) -> None:
    """One review from the declaration to its end, in one sitting."""
    with told_on(day, 9 + review.pk % 8):
        review = declare(by=review.reviewer, review=review, conflict=False)
        review = save_scores(by=review.reviewer, review=review, version=None, scores=scores)
        finish_review(by=review.reviewer, review=review)


def talk(
    world: DemoWorld, round: SelectionRound, criterion: ScoredCriterion, theme: EditionTheme
) -> None:
    first, second = (row.reviewer for row in reviews_of(world, round, TALKED_ABOUT))
    candidacy = candidacy_of(world, round, TALKED_ABOUT)
    with told_on(world.workday(TALKED)):
        record_joint_score(
            by=first,
            candidacy=candidacy,
            criterion=criterion,
            theme=theme,
            level=Decimal(2),
            reason="Ein Vorhaben ist abgeschlossen und belegt. Das zweite läuft noch und zählt "
            "deshalb nicht.",
            talked_on=world.workday(TALKED),
        )
        confirm_joint_score(by=second, candidacy=candidacy, criterion=criterion, theme=theme)


def calculate(world: DemoWorld, round: SelectionRound) -> None:
    """The data stand fast after the last review, then the lottery draws, then it is calculated:
    without the one that has its application back, which two people say why."""
    office, drawn = world.people["office"], world.workday(DRAWN)
    with told_on(world.workday(PUBLISHED)):
        publish_data(by=office, round=round)
    with told_on(drawn, 20):
        moment = datetime.combine(drawn, DRAWN_AT, tzinfo=timezone.get_current_timezone())
        enter_number(by=office, round=round, number="4-11-19-23-38-41", drawn_at=moment)
    with told_on(world.workday(CALCULATED), 8):
        asked = ask_to_calculate(by=office, round=round, reason=WAITED)
        grant_waiver(by=world.people["lead"], waiver=asked)
    with told_on(world.workday(CALCULATED)):
        execute_run(run_id=start_run(by=office, round=round).pk)
