"""The round of the last workshop year, from its rules to its end: nothing of it is open any more.

At equal points a lot decided. One of the two chosen left before it signed; the rules left the place
to nobody, two people relaxed one of them for this replacement, and the other one followed.
"""

from datetime import date, datetime, time

from django.utils import timezone

from begleitwerk.demo.clock import told_on
from begleitwerk.demo.municipalities.roles import person_of
from begleitwerk.demo.selection.applying import hand_over
from begleitwerk.demo.selection.choosing import give, reviews_of
from begleitwerk.demo.selection.opening import candidacy_of
from begleitwerk.demo.selection.words import Levels
from begleitwerk.demo.selection.workshop_year import (
    REVIEWERS,
    Applicant,
    begin,
    put_on_list,
    scores_of,
    workshop_round,
)
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import EditionTheme, Engagement
from begleitwerk.programmes.services import move_engagement
from begleitwerk.selection.models import Candidacy, SelectionDecision, SelectionRound, SelectionRun
from begleitwerk.selection.services.assignment import assign_reviews
from begleitwerk.selection.services.contracts import record_contract
from begleitwerk.selection.services.decisions import (
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.invitations import record_reply
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.services.relaxations import confirm_relaxation, propose_relaxation
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.withdrawals import start_replacement, withdraw

EARLIER = "earlier"
# Days from today; all of it lies before the year began.
CREATED, INVITING, DECLINED, HANDED_IN, ASSIGNED = -535, -530, -522, -510, -495
REPLY_BY, APPLY_UNTIL, READ, REVIEW_UNTIL = -515, -500, -485, -478
PUBLISHED, DRAWN, CALCULATED, DECIDED, TOLD = -476, -473, -470, -466, -462
SENT, SIGNED, LEFT, RELAXED, FOLLOWED, SENT_AGAIN, SIGNED_AGAIN = (
    -455, -440, -433, -428, -420, -414, -402,
)  # fmt: skip
DRAWN_AT = time(19, 25)

APPLICANTS = (
    Applicant("marktsteig", ("33", "32", "22")),
    Applicant("sturmheide", ("22", "22", "22")),
    Applicant("erlenbruch", ("22", "22", "22")),
    Applicant("holunderau", ("21", "22", "11")),
)
WITHOUT_BACKING = "holunderau"
DECLINING = {"talbruch": "Das Jugendamt zieht um und hat in diesem Jahr keine freie Arbeitszeit."}
ALL = (*(row.key for row in APPLICANTS), *DECLINING)
LEAVING = "marktsteig"
WHY_LEFT = "Der Rat hat die Arbeitszeit der Koordination für das Werkstattjahr nicht bewilligt."
WHY_RELAXED = (
    "Beworben hat sich sonst nur noch eine Kommune desselben Landes. Mit ihr findet das "
    "Werkstattjahr zu zweit statt, ohne sie bliebe eine Kommune allein."
)


def tell(world: DemoWorld) -> None:
    """A whole round, as it stands in the archive of the office."""
    round = apply(world)
    read(world, round)
    draw(world, round)
    run = calculated(world, round)
    decide(world, run, DECIDED)
    for number, candidacy in enumerate(chosen_in(round), start=1):
        contract(world, candidacy, number, sent=SENT, signed=signed_on(candidacy))
    replace(world, round)
    for engagement in round.edition.engagements.all():
        end(world, engagement)


# --- To the decision ------------------------------------------------------------------------------


def apply(world: DemoWorld) -> SelectionRound:
    with told_on(world.workday(CREATED)):
        round, theme = workshop_round(
            world,
            world.month(-12),
            world.month_end(-1),
            apply_until=world.workday(APPLY_UNTIL),
            review_until=world.workday(REVIEW_UNTIL),
        )
    world.rounds[EARLIER] = round
    put_on_list(
        world, round, theme, ALL, on=world.workday(INVITING), reply_by=world.workday(REPLY_BY)
    )
    for key, why in DECLINING.items():
        with told_on(world.workday(DECLINED)):
            record_reply(
                by=person_of(world, key, Role.COORDINATOR),
                candidacy=candidacy_of(world, round, key),
                reply="decline",
                note=why,
                by_municipality=True,
            )
    for number, row in enumerate(APPLICANTS):
        with told_on(world.workday(HANDED_IN + 2 * number)):
            hand_in(world, round, number, row, theme)
    return round


def hand_in(
    world: DemoWorld, round: SelectionRound, number: int, row: Applicant, theme: EditionTheme
) -> None:
    levels = Levels(*(int(max(both)) for both in row.levels))
    has_backing = row.key != WITHOUT_BACKING
    application = begin(world, round, row.key, number, theme, levels, has_backing=has_backing)
    hand_over(person_of(world, row.key, Role.YOUTH_OFFICE_HEAD), application)


def read(world: DemoWorld, round: SelectionRound) -> None:
    """Two read each; all are done in time."""
    theme = round.edition.themes.get()
    reviewers = [world.people[key] for key in REVIEWERS]
    with told_on(world.workday(ASSIGNED)):
        assign_reviews(by=world.people["office"], round=round, reviewers=reviewers)
    for number, row in enumerate(APPLICANTS):
        for review in reviews_of(world, round, row.key):
            give(review, world.workday(READ + number), scores_of(round, row, review, theme))


def draw(world: DemoWorld, round: SelectionRound) -> None:
    """The data stand fast, then comes the drawing the rules name."""
    office, drawn = world.people["office"], world.workday(DRAWN)
    with told_on(world.workday(PUBLISHED)):
        publish_data(by=office, round=round)
    with told_on(drawn, 20):
        moment = datetime.combine(drawn, DRAWN_AT, tzinfo=timezone.get_current_timezone())
        enter_number(by=office, round=round, number="2-9-17-28-33-40", drawn_at=moment)


def calculated(world: DemoWorld, round: SelectionRound) -> SelectionRun:
    with told_on(world.workday(CALCULATED)):
        return execute_run(run_id=start_run(by=world.people["office"], round=round).pk)


def decide(world: DemoWorld, run: SelectionRun, day: int) -> SelectionDecision:
    """Prepared by the office, confirmed by the lead a day later, told by letter."""
    office, lead = world.people["office"], world.people["lead"]
    with told_on(world.workday(day)):
        decision = prepare_decision(by=office, run=run)
        decision = propose_decision(by=office, decision=decision, reason="")
    with told_on(world.workday(day + 1)):
        decision = confirm_decision(by=lead, decision=decision)
    with told_on(world.workday(day + TOLD - DECIDED)):
        send_letters(by=office, decision=decision)
    return decision


# --- After it -------------------------------------------------------------------------------------


def chosen_in(round: SelectionRound) -> list[Candidacy]:
    return list(round.candidacies.filter(state="selected").order_by("pk"))


def signed_on(candidacy: Candidacy) -> int | None:
    return None if candidacy.municipality.name.endswith("Marktsteig") else SIGNED


def contract(
    world: DemoWorld, candidacy: Candidacy, number: int, *, sent: int, signed: int | None
) -> None:
    """Sent, and where it was signed the participation begins with the year."""
    office, year = world.people["office"], world.month(-12).year
    values: dict[str, object] = {
        "number": f"WJ-{year}-{number:02d}",
        "drafted_on": world.workday(sent - 3),
        "sent_on": world.workday(sent),
        "starts_on": world.month(-12),
        "note": "Vier Werkstätten, Laufzeit bis zum Ende des Werkstattjahrs.",
    }
    with told_on(world.workday(sent)):
        record_contract(by=office, candidacy=candidacy, values=values)
    if signed is not None:
        days: dict[str, date] = {
            "signed_by_municipality_on": world.workday(signed - 4),
            "signed_by_office_on": world.workday(signed),
        }
        with told_on(world.workday(signed)):
            record_contract(by=office, candidacy=candidacy, values=values | days)


def replace(world: DemoWorld, round: SelectionRound) -> None:
    """Nobody may follow by the rules, so one is relaxed for this alone, by two people."""
    office, lead = world.people["office"], world.people["lead"]
    leaver = candidacy_of(world, round, LEAVING)
    with told_on(world.workday(LEFT)):
        withdraw(by=office, candidacy=leaver, on=world.workday(LEFT), reason=WHY_LEFT)
        stuck = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    with told_on(world.workday(RELAXED)):
        asked = propose_relaxation(by=office, run=stuck, relaxation="0", reason=WHY_RELAXED)
    with told_on(world.workday(RELAXED + 2)):
        confirm_relaxation(by=lead, relaxation=asked)
        run = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    decide(world, run, FOLLOWED)
    (follower,) = chosen_in(round)
    contract(world, follower, 3, sent=SENT_AGAIN, signed=SIGNED_AGAIN)


def end(world: DemoWorld, engagement: Engagement) -> None:
    """The year is over."""
    over = world.month_end(-1)
    with told_on(over):
        move_engagement(
            by=world.people["office"],
            engagement=engagement,
            state=EngagementState.COMPLETED,
            on=over,
        )
