"""The round opens: survey, next edition, frozen rules, longlist, invitations and replies."""

from begleitwerk.demo.clock import told_on
from begleitwerk.demo.municipal_survey import survey
from begleitwerk.demo.municipalities.roles import person_of
from begleitwerk.demo.programmes.invented import edition_of
from begleitwerk.demo.selection.candidates import (
    DECLINED,
    HANDED_IN,
    INVITED,
)
from begleitwerk.demo.selection.rules import THEME_WORDS, write_rules
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.programmes.models import Edition, EditionTheme
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.invitations import close_replies, invite, record_reply
from begleitwerk.selection.services.longlist import draw_up_longlist
from begleitwerk.selection.services.rounds import create_round, freeze_rules

MAIN = "main"  # the round of nine places, by its short name
# Days from today.
CREATED, FROZEN, INVITING, REPLY_BY = -152, -145, -131, -105
APPLY_UNTIL, REVIEW_UNTIL = -70, -14
WORDS = (
    "In der Kommunalbefragung haben Sie einen Bedarf genannt, zu dem das Programm die nächsten "
    "drei Jahre begleitet. Wir laden Sie ein, sich um einen der neun Plätze zu bewerben.\n\n"
    "Die Regeln der Auswahl stehen fest und liegen diesem Brief bei. Zwei Personen lesen jede "
    "Bewerbung unabhängig voneinander."
)
SEED_SOURCE = "Erste Ziehung der Landeslotterie Nord (erfunden) nach dem Ende der Begutachtung"
CONTACT = "Programmbüro Frühe Hilfen, Telefon 030 23125 400, programmbuero@programm.example"


def open_selection(world: DemoWorld) -> None:
    """Everything up to the day on which applications come in."""
    office = world.people["office"]
    wave = survey(world)
    edition, themes = next_edition(world)
    with told_on(world.workday(CREATED)):
        round = world.rounds[MAIN] = create_round(
            by=office,
            edition=edition,
            name=f"Auswahl {edition.starts_on:%Y}",
            wave=wave,
            apply_until=world.workday(APPLY_UNTIL),
            review_until=world.workday(REVIEW_UNTIL),
            reserve_until=world.month_end(15),
            seed_source=SEED_SOURCE,
        )
        write_rules(office, current_rules(round), themes)
    with told_on(world.workday(FROZEN)):
        freeze_rules(by=office, rule_set=current_rules(round))
        round.refresh_from_db()
        draw_up_longlist(by=office, round=round)
    send_invitations(world, round)
    take_replies(world, round)


def next_edition(world: DemoWorld) -> tuple[Edition, dict[str, EditionTheme]]:
    """The edition after the running one, with the same themes and nine places again."""
    office, programme = world.people["office"], world.edition.programme
    start, end = world.month(4), world.month_end(39)
    years = f"{start.year}–{end.year}"
    with told_on(world.workday(CREATED - 10)):
        return edition_of(office, programme, years, start, end, themes=THEME_WORDS, places=3)


def candidacy_of(world: DemoWorld, round: SelectionRound, key: str) -> Candidacy:
    """As it stands now."""
    rows = Candidacy.objects.select_related(
        "round__edition__programme__workspace", "municipality__workspace", "municipality__land"
    )
    return rows.get(round=round, municipality=world.places[key])


def send_invitations(world: DemoWorld, round: SelectionRound) -> None:
    for key in INVITED:
        person_of(world, key, Role.COORDINATOR)
    with told_on(world.workday(INVITING)):
        invite(
            by=world.people["office"],
            candidacies=[candidacy_of(world, round, key) for key in INVITED],
            reply_by=world.workday(REPLY_BY),
            text=WORDS,
            contact=CONTACT,
        )


def take_replies(world: DemoWorld, round: SelectionRound) -> None:
    """Most want to apply, some decline, some say nothing."""
    for number, row in enumerate(HANDED_IN):
        with told_on(world.workday(INVITING + 4 + number % 18), 9 + number % 7):
            record_reply(
                by=person_of(world, row.key, Role.COORDINATOR),
                candidacy=candidacy_of(world, round, row.key),
                reply="accept",
                by_municipality=True,
            )
    for number, (key, (_themes, reason)) in enumerate(DECLINED.items()):
        with told_on(world.workday(INVITING + 9 + 3 * number)):
            record_reply(
                by=person_of(world, key, Role.COORDINATOR),
                candidacy=candidacy_of(world, round, key),
                reply="decline",
                note=reason,
                by_municipality=True,
            )
    with told_on(world.workday(REPLY_BY + 3)):
        close_replies(by=world.people["office"], round=round)
