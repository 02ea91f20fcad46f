"""A second, smaller round that is open: one application is being written, three are being read.

The format comes back every year; `earlier_workshop` tells the round of the last one to its end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from begleitwerk.demo.clock import told_on
from begleitwerk.demo.municipalities.roles import person_of
from begleitwerk.demo.programmes.invented import edition_of
from begleitwerk.demo.selection.applying import hand_over
from begleitwerk.demo.selection.candidates import PARTICIPATION
from begleitwerk.demo.selection.choosing import (
    entry,
    give,
    place_of,
    reviews_of,
)
from begleitwerk.demo.selection.opening import CONTACT, SEED_SOURCE, candidacy_of
from begleitwerk.demo.selection.rules import CRITERIA, HARD_RULES
from begleitwerk.demo.selection.words import Levels, application_words
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import (
    HardRule,
    PortfolioRule,
    Review,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.applications import save_application
from begleitwerk.selection.services.assignment import assign_reviews
from begleitwerk.selection.services.invitations import invite, record_reply
from begleitwerk.selection.services.longlist import add_to_longlist
from begleitwerk.selection.services.reviews import ScoreEntry, declare, save_scores
from begleitwerk.selection.services.rounds import create_round, freeze_rules
from begleitwerk.selection.services.rules import add_rule

WORKSHOP = "workshop"
CREATED, INVITING, HANDED_IN, ASSIGNED, READ = -48, -40, -21, -6, -3
REPLY_BY, APPLY_UNTIL, REVIEW_UNTIL = 6, 20, 48
REASON = "Hat beim Austausch der Kommunen Interesse an einem kürzeren Format geäußert."
WORDS = (
    "Das Werkstattjahr ist die kurze Form der Begleitung: zwei Kommunen, vier Werkstätten, ein "
    "Thema. Wir laden Sie ein, sich zu bewerben."
)
RULE = {"name": "Höchstens eine je Land", "attribute": "land", "at_most": 1}
REVIEWERS = ("reviewer_practice", "reviewer_science", "reviewer_land")
WRITING = "fachwerden"
NOT_YET = ("nadelgrund", "braunheide")


@dataclass(frozen=True)
class Applicant:
    """Has handed in; experience, motivation and staff as two reviewers see them."""

    key: str
    levels: tuple[str, str, str]


APPLICANTS = (
    Applicant("wattenrode", ("22", "32", "21")),
    Applicant("schilfsee", ("21", "22", "22")),
    Applicant("schlehenfeld", ("32", "22", "11")),
)
ALL = (*(row.key for row in APPLICANTS), WRITING, *NOT_YET)


def open_selection(world: DemoWorld) -> None:
    """Half a round: what a coordinator and the reviewers have on their desks today."""
    round, theme = create(world)
    put_on_list(
        world,
        round,
        theme,
        ALL,
        on=world.workday(INVITING),
        reply_by=world.workday(REPLY_BY),
    )
    for number, row in enumerate(APPLICANTS):
        with told_on(world.workday(HANDED_IN + 4 * number)):
            levels = Levels(*(int(max(both)) for both in row.levels))
            application = begin(world, round, row.key, number, theme, levels)
            head = person_of(world, row.key, Role.YOUTH_OFFICE_HEAD)
            hand_over(head, application)
    with told_on(world.workday(READ - 1)):
        begin(world, round, WRITING, len(APPLICANTS), theme, Levels(3, 3, 2), unfinished=True)
    read(world, round, theme)


def create(world: DemoWorld) -> tuple[SelectionRound, EditionTheme]:
    """One theme, two places, rules taken from the larger round."""
    start = world.month(3)
    with told_on(world.workday(CREATED)):
        round, theme = workshop_round(
            world,
            start,
            world.month_end(14),
            apply_until=world.workday(APPLY_UNTIL),
            review_until=world.workday(REVIEW_UNTIL),
        )
    world.rounds[WORKSHOP] = round
    return round, theme


def workshop_round(
    world: DemoWorld, start: date, end: date, *, apply_until: date, review_until: date
) -> tuple[SelectionRound, EditionTheme]:
    """The round of a workshop year, whose rules are frozen at once."""
    office = world.people["office"]
    edition, themes = edition_of(
        office,
        world.edition.programme,
        f"Werkstattjahr {start.year}",
        start,
        end,
        themes=[PARTICIPATION],
        places=2,
        with_phases=False,
    )
    round = create_round(
        by=office,
        edition=edition,
        name=f"Auswahl Werkstattjahr {start.year}",
        seed_source=SEED_SOURCE,
        apply_until=apply_until,
        review_until=review_until,
    )
    rules = current_rules(round)
    for hard in HARD_RULES:
        if hard["stage"] == "eligibility":
            add_rule(by=office, rule_set=rules, kind=HardRule, **hard)
    for criterion in CRITERIA[:3]:
        add_rule(by=office, rule_set=rules, kind=ScoredCriterion, **criterion)
    add_rule(by=office, rule_set=rules, kind=PortfolioRule, **RULE)
    freeze_rules(by=office, rule_set=rules)
    return SelectionRound.objects.get(pk=round.pk), themes[PARTICIPATION]


def put_on_list(
    world: DemoWorld,
    round: SelectionRound,
    theme: EditionTheme,
    keys: Iterable[str],
    *,
    on: date,
    reply_by: date,
) -> None:
    """By hand and with the reason: no survey asked for this format."""
    office = world.people["office"]
    for key in keys:
        person_of(world, key, Role.COORDINATOR)
    with told_on(on):
        candidacies = [
            add_to_longlist(
                by=office,
                round=round,
                municipality=world.places[key],
                themes=[theme],
                reason=REASON,
            )
            for key in keys
        ]
        invite(
            by=office,
            candidacies=candidacies,
            reply_by=reply_by,
            text=WORDS,
            contact=CONTACT,
        )


def begin(
    world: DemoWorld,
    round: SelectionRound,
    key: str,
    number: int,
    theme: EditionTheme,
    levels: Levels,
    *,
    unfinished: bool = False,
    has_backing: bool = True,
) -> Any:
    """Accept the invitation and write; `unfinished` stops after motivation and experience."""
    coordinator = person_of(world, key, Role.COORDINATOR)
    candidacy = record_reply(
        by=coordinator,
        candidacy=candidacy_of(world, round, key),
        reply="accept",
        by_municipality=True,
    )
    values = {
        **application_words(number, PARTICIPATION, levels, timezone.localdate().year),
        "themes": [theme],
        "earlier_participation": False,
        "network_since": 2011 + number,
        "has_backing": has_backing,
    }
    if unfinished:
        kept = ("themes", "motivation", "experience", "evidence", "network_since")
        values = {name: values[name] for name in kept}
    return save_application(
        by=coordinator, application=candidacy.application, version=None, values=values
    )


# --- Reading ------------------------------------------------------------------------------------


def read(world: DemoWorld, round: SelectionRound, theme: EditionTheme) -> None:
    """The second reviewers are done, the persona has begun with one of two."""
    with told_on(world.workday(ASSIGNED)):
        assign_reviews(
            by=world.people["office"],
            round=round,
            reviewers=[world.people[key] for key in REVIEWERS],
        )
    persona = world.people["reviewer_practice"]
    begun = False
    for row in APPLICANTS:
        for review in reviews_of(world, round, row.key):
            scores = scores_of(round, row, review, theme)
            if review.reviewer != persona:
                give(review, world.workday(READ), scores)
            elif not begun:
                begun = True
                with told_on(world.workday(READ)):
                    open_review = declare(by=persona, review=review, conflict=False)
                    save_scores(by=persona, review=open_review, version=None, scores=scores[:1])


def scores_of(
    round: SelectionRound, row: Applicant, review: Review, theme: EditionTheme
) -> list[ScoreEntry]:
    criteria = current_rules(round).criteria.all()
    return [
        entry(criterion, levels[place_of(review)], theme if criterion.per_theme else None)
        for criterion, levels in zip(criteria, row.levels, strict=True)
    ]
