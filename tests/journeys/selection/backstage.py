"""What happens beside the browser, through services, in a process of its own.

    python -m tests.journeys.selection found

The journey does each thing once or twice by hand and asks here for the many.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import create_user
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.municipalities.enums import Role, TerritoryType
from begleitwerk.municipalities.models import Land, Municipality, Workspace
from begleitwerk.municipalities.services import (
    add_land,
    add_municipality,
    change_municipality,
    grant_role,
    lay_out_invented,
)
from begleitwerk.programmes.models import Edition, Programme
from begleitwerk.programmes.services import (
    create_edition,
    create_programme,
    move_engagement,
    open_engagement,
    set_theme,
)
from begleitwerk.programmes.services.contracts import CONTRACT_FIELDS
from begleitwerk.selection.enums import CandidacyState, ReviewState
from begleitwerk.selection.models import Candidacy, Review, ScoredCriterion, SelectionRound
from begleitwerk.selection.selectors.scores import ScoreBook
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.applications import (
    hand_in,
    save_application,
    start_application,
)
from begleitwerk.selection.services.contracts import record_contract
from begleitwerk.selection.services.reviews import ScoreEntry, declare, finish_review, save_scores
from tests.days import in_days, today
from tests.journeys.selection.places import LAENDER, PLACES, THEMES, Place
from tests.journeys.selection.story import HEADS, LEAD, MOVED, OFFICE, REVIEWERS, SLUG, at_work

APPLICANTS = 29  # besides those who apply by hand

# --- Before the round ---------------------------------------------------------------------------


def found(*by_hand: str) -> None:
    """Länder, municipalities, programme with its predecessor, people; `by_hand` are the names of
    municipalities whose people enter themselves."""
    start = in_days(-400)
    places = found_places()
    programme = create_programme(
        by=None, name="Wanderjahre der Frühen Hilfen", short_name="Wanderjahre", slug=SLUG
    )
    remember_predecessor(programme, places)
    edition = create_edition(
        by=None,
        programme=programme,
        name="Zweiter Durchgang",
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
        phase_template=current_version(ContentKind.PHASE_TEMPLATE),
    )
    for theme in THEMES:
        set_theme(by=None, edition=edition, item=item(ContentKind.THEMES, theme), places=3)
    space = programme.workspace
    enter(OFFICE, Role.PROGRAMME_OFFICE, [space], start)
    enter(LEAD, Role.PROGRAMME_LEAD, [space], start)
    for name in REVIEWERS:
        enter(name, Role.REVIEWER, [space], start)
    known = {place.name: place.workspace for place in places.values()}
    for name in by_hand:
        coordination, head = at_work(name)
        enter(coordination, Role.COORDINATOR, [known[name]], start)
        enter(head, Role.YOUTH_OFFICE_HEAD, [known[name]], start)
    others = [space for name, space in known.items() if name not in by_hand]
    enter(HEADS, Role.YOUTH_OFFICE_HEAD, others, start)


def found_places() -> dict[str, Municipality]:
    laender = {
        code: add_land(by=None, code=code, name=f"Land {name}", is_invented=True)
        for code, name in LAENDER
    }
    places = {place.key: found_place(place, laender[place.land]) for place in PLACES}
    lay_out_invented(by=None, municipalities=places.values())
    return places


def found_place(place: Place, land: Land) -> Municipality:
    values: dict[str, Any] = {
        "youth_office_id": place.key,
        "name": place.name,
        "kind": TerritoryType.CITY if place.is_city else TerritoryType.COUNTY,
        "land": land,
        "population": place.population,
        "population_date": date(2024, 12, 31),
        "area_km2": Decimal(place.area),
        "source": "erfunden",
        "is_invented": True,
    }
    return add_municipality(by=None, **values)


def remember_predecessor(programme: Programme, places: dict[str, Municipality]) -> None:
    """The first edition, completed by some."""
    first: Edition = create_edition(by=None, programme=programme, name="Erster Durchgang")
    for place in PLACES:
        if not place.took_part:
            continue
        engagement = open_engagement(
            by=None, edition=first, municipalities=[places[place.key]], source="Teilnahmeliste"
        )
        for state in ("selected", "active", "completed"):
            engagement = move_engagement(by=None, engagement=engagement, state=state)


def enter(name: str, role: Role, spaces: list[Workspace], since: date) -> User:
    """Somebody of the sign-in page, with a role in these workspaces."""
    number = User.objects.count()
    person = create_user(
        by=None,
        email=f"person{number}@wanderjahre.example",
        name=name,
        password=None,
        is_demo=True,
        demo_note=str(role.label),
    )
    for space in spaces:
        grant_role(by=None, user=person, workspace=space, role=role, valid_from=since)
    return person


# --- The many -----------------------------------------------------------------------------------


def apply() -> None:
    """So many of the others apply, from all Länder; their youth office's head hands in."""
    head = User.objects.get(name=HEADS)
    places = {place.key: place for place in PLACES}
    rows = Candidacy.objects.filter(state=CandidacyState.INVITED, application=None)
    spaces = head.memberships.values("workspace")
    rows = rows.filter(municipality__workspace__in=spaces).select_related("municipality")
    stirred = sorted(rows, key=lambda row: places[row.municipality.youth_office_id].number * 7 % 60)
    for candidacy in stirred[:APPLICANTS]:
        apply_for(candidacy, places[candidacy.municipality.youth_office_id], head)


def apply_for(candidacy: Candidacy, place: Place, head: User) -> None:
    application = start_application(by=head, candidacy=candidacy)
    proof = {"statement": "Befragung der Familien", "proof": "Bericht, Seite 4", "year": 2023}
    application = save_application(
        by=head,
        application=application,
        version=None,
        values={
            "themes": list(candidacy.themes.all()),
            "motivation": "Das Netzwerk will Familien früher erreichen.",
            "experience": "Ein Vorhaben zum Thema ist abgeschlossen.",
            "evidence": [proof],
            "earlier_participation": place.took_part,
            "network_since": 2008 + place.number % 9,
            "staff": "Koordination und Jugendhilfeplanung",
            "staff_fte": Decimal("1.25"),
            "has_backing": True,
            "backing": "Beschluss des Jugendhilfeausschusses vom März",
            "participants": "Jugendamt, Gesundheitsamt, zwei freie Träger",
        },
    )
    hand_in(by=head, application=application)


def review() -> None:
    """Everything that is still to review; the two of an application are at most one level apart."""
    waiting = Review.objects.exclude(state__in=(ReviewState.DONE, ReviewState.CONFLICT))
    for row in waiting.select_related("candidacy__municipality", "reviewer").order_by("pk"):
        row = declare(by=row.reviewer, review=row, conflict=False)
        rules = frozen_rules(row.candidacy.round)
        if rules is None:
            raise ValueError("the rules come first")
        slots = ScoreBook(rules, [row.candidacy]).slots(row.candidacy)
        entries = [entry_of(row, slot.criterion, slot.theme) for slot in slots]
        row = save_scores(by=row.reviewer, review=row, version=None, scores=entries)
        finish_review(by=row.reviewer, review=row)


def entry_of(row: Review, criterion: ScoredCriterion, theme: Any) -> ScoreEntry:
    """A level that follows from the place, one step lower now and then in the second review."""
    number = next(p.number for p in PLACES if p.key == row.candidacy.municipality.youth_office_id)
    best = (number * 5 + THEMES.index(theme.item.key)) % 4
    lower = row.position == 2 and number % 3 == 0 and best > 0
    return ScoreEntry(criterion, Decimal(best - 1 if lower else best), "Bericht, Seite 4", theme)


def wait() -> None:
    """The deadline passes."""
    SelectionRound.objects.update(apply_until=in_days(-1))


def reform() -> None:
    """A city grows by the land around it."""
    place = Municipality.objects.get(name=MOVED)
    change_municipality(by=None, municipality=place, version=None, area_km2=Decimal(4000))


def sign() -> None:
    """Contract and both signatures of everybody who is still without."""
    day = today()
    days = {name: day for name in CONTRACT_FIELDS if name.endswith("_on")}
    selected = Candidacy.objects.filter(state=CandidacyState.SELECTED).order_by("pk")
    for number, candidacy in enumerate(selected, start=1):
        record_contract(by=None, candidacy=candidacy, values={**days, "number": f"WJ-{number}"})


STEPS = {
    "found": found,
    "apply": apply,
    "review": review,
    "wait": wait,
    "reform": reform,
    "sign": sign,
}
