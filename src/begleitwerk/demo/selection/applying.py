"""Applications come in; one is late, one is sent back, one is withdrawn, one claims too much."""

from begleitwerk.accounts.models import User
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.municipalities.roles import person_of
from begleitwerk.demo.programmes.predecessor import TOOK_PART
from begleitwerk.demo.selection.candidates import (
    CLAIMS_WRONGLY,
    HANDED_IN,
    INCOMPLETE,
    LATE,
    WITHDRAWN,
    WITHOUT_BACKING,
    Applicant,
)
from begleitwerk.demo.selection.opening import APPLY_UNTIL, MAIN, candidacy_of
from begleitwerk.demo.selection.words import application_words, experience_words
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.selection.models import Application, SelectionRound
from begleitwerk.selection.selectors.receipts import to_be_made
from begleitwerk.selection.services.applications import (
    hand_in,
    return_application,
    save_application,
    withdraw_application,
)
from begleitwerk.selection.services.claims import answer_claim
from begleitwerk.selection.services.receipts import make_receipt

LATE_BY, CHECKED = 3, 10  # days after the end of the applications


def apply(world: DemoWorld) -> None:
    round = world.rounds[MAIN]
    for number, row in enumerate(HANDED_IN):
        days = APPLY_UNTIL + LATE_BY if row.key == LATE else APPLY_UNTIL - 1 - number % 16
        with told_on(world.workday(days), 8 + number % 9):
            write_and_hand_in(world, round, number, row)
    check(world, round)


def write_and_hand_in(
    world: DemoWorld, round: SelectionRound, number: int, row: Applicant
) -> Application:
    """The coordinator writes, the head of the youth office approves."""
    candidacy = candidacy_of(world, round, row.key)
    themes = {theme.item.key: theme for theme in round.edition.themes.select_related("item")}
    words = application_words(number, row.themes[0], row.levels, world.today.year)
    if len(row.themes) > 1:
        words["experience_by_theme"] = {
            theme: experience_words(number, theme, int(max(both)))
            for theme, both in zip(row.themes, row.experience, strict=True)
        }
    if row is INCOMPLETE:
        words |= {"evidence": [], "participants": ""}
    application = save_application(
        by=person_of(world, row.key, Role.COORDINATOR),
        application=candidacy.application,
        version=None,
        values={
            **words,
            "themes": [themes[key] for key in row.themes],
            "earlier_participation": row.key in TOOK_PART or row.key == CLAIMS_WRONGLY,
            "network_since": 2007 + number % 9,
            "has_backing": row.key != WITHOUT_BACKING,
            "backing": "" if row.key == WITHOUT_BACKING else words["backing"],
        },
    )
    return hand_over(person_of(world, row.key, Role.YOUTH_OFFICE_HEAD), application)


def hand_over(head: User, application: Application) -> Application:
    """Approved and handed in, with its receipt."""
    done = hand_in(by=head, application=application)
    for letter in to_be_made():
        make_receipt(by=head, letter=letter)
    return done


def check(world: DemoWorld, round: SelectionRound) -> None:
    """The office looks through what came in."""
    office = world.people["office"]
    with told_on(world.workday(APPLY_UNTIL + CHECKED)):
        return_application(
            by=office,
            application=candidacy_of(world, round, INCOMPLETE.key).application,
            note="Es fehlen ein Nachweis zur Erfahrung und die Angabe, wer mitwirkt.",
        )
        answer_claim(
            by=office,
            candidacy=candidacy_of(world, round, CLAIMS_WRONGLY),
            claim="earlier_participation",
            counts="register",
            answer="Am Telefon geklärt: Gemeint war eine Fortbildungsreihe des Landes. Auf der "
            "Liste der Netzwerkdialoge steht der Landkreis nicht.",
        )
    with told_on(world.workday(APPLY_UNTIL + CHECKED + 2)):
        withdraw_application(
            by=person_of(world, WITHDRAWN.key, Role.YOUTH_OFFICE_HEAD),
            application=candidacy_of(world, round, WITHDRAWN.key).application,
            reason="Die Stelle der Koordination wird nicht nachbesetzt.",
        )
