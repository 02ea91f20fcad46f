"""A small selection to test with: 14 invented municipalities, three themes with three places each.

    world = build_selection(space=programme_space, office=office)
    world.round, world.rules                      # open, rules frozen as version 1
    world.candidacies["Stadt Lindental"]          # has applied, unless `until` says otherwise

`until` is how far everybody has come: "draft" (rules not frozen), "frozen", "longlisted",
"invited", "applied" (handed in on 10 March 2026), "reviewed" (two finished reviews each, no talk
needed). Everything fits together: the nine places can be filled under the rules, claims agree
with the register, no score is missing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipalities.enums import Role, TerritoryType, WorkspaceKind
from begleitwerk.municipalities.models import Land, Municipality, Workspace
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Edition, EditionTheme, Programme
from begleitwerk.selection.enums import ApplicationState, ReviewState
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    HardRule,
    PortfolioRule,
    Review,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.longlist import draw_up_longlist, move_candidacy
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.services.rounds import create_round, freeze_rules
from begleitwerk.selection.services.rules import add_rule
from tests.factories.accounts import UserFactory
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.municipalities import (
    LandFactory,
    MembershipFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)
from tests.factories.programmes import (
    EditionFactory,
    EditionThemeFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.factories.selection import (
    ApplicationEvidenceFactory,
    ApplicationFactory,
    ReviewFactory,
    ReviewScoreFactory,
)

STAGES = ("draft", "frozen", "longlisted", "invited", "applied", "reviewed")
THEMES = ("anchoring", "participation", "impact")
LAENDER = (("N1", "Nord"), ("S1", "Süd"), ("O1", "Ost"), ("W1", "West"), ("Z1", "Mitte"))
ANCHORING, PARTICIPATION, IMPACT = THEMES
HANDED_IN_AT = datetime(2026, 3, 10, 14, 32, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(frozen=True)
class Place:
    """An invented municipality, what it applies for, and what two reviewers make of it."""

    name: str
    land: str
    population: int
    area: int
    themes: tuple[str, ...]
    experience: tuple[int, int]
    capacity: tuple[int, int]
    took_part: bool = False

    @property
    def kind(self) -> TerritoryType:
        return TerritoryType.CITY if self.name.startswith("Stadt") else TerritoryType.COUNTY


PLACES = (
    Place("Stadt Lindental", "N1", 118_000, 140, (ANCHORING,), (3, 3), (2, 2)),
    Place("Kreis Heidemoor", "N1", 96_000, 1_450, (ANCHORING, IMPACT), (2, 3), (3, 3), True),
    Place("Kreis Deichhausen", "N1", 142_000, 1_720, (PARTICIPATION,), (2, 2), (2, 1)),
    Place("Stadt Rabenquell", "S1", 205_000, 170, (PARTICIPATION,), (3, 3), (3, 3)),
    Place("Kreis Tannwalde", "S1", 88_000, 1_130, (PARTICIPATION, IMPACT), (3, 2), (2, 2)),
    Place("Kreis Silberfurt", "S1", 131_000, 980, (IMPACT,), (1, 2), (2, 2)),
    Place("Stadt Brückenmünde", "W1", 310_000, 190, (IMPACT,), (3, 3), (2, 3), True),
    Place("Kreis Obermoor", "W1", 164_000, 1_210, (ANCHORING,), (2, 2), (3, 2)),
    Place("Stadt Eschgrund", "W1", 74_000, 60, (ANCHORING, PARTICIPATION), (3, 2), (1, 1)),
    Place("Kreis Sonnfeld", "O1", 79_000, 1_640, (IMPACT,), (2, 2), (2, 2)),
    Place("Stadt Mühlquell", "O1", 240_000, 300, (IMPACT, PARTICIPATION), (2, 1), (2, 2)),
    Place("Kreis Hagenried", "O1", 112_000, 1_900, (PARTICIPATION,), (1, 1), (3, 3)),
    Place("Kreis Weidenbach", "Z1", 151_000, 1_020, (ANCHORING,), (2, 3), (2, 2)),
    Place("Stadt Kieferstein", "Z1", 103_000, 120, (PARTICIPATION, ANCHORING), (2, 2), (2, 3)),
)


@dataclass
class SelectionWorld:
    programme: Programme
    edition: Edition
    themes: dict[str, EditionTheme]
    wave: SurveyWave
    round: SelectionRound
    municipalities: dict[str, Municipality]
    reviewers: tuple[User, ...]
    candidacies: dict[str, Candidacy] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)

    @property
    def rules(self) -> RuleSet:
        return current_rules(self.round)

    @property
    def slug(self) -> str:
        return self.programme.workspace.slug

    def criterion(self, key: str) -> ScoredCriterion:
        return self.rules.criteria.get(key=key)

    def candidacy(self, name: str) -> Candidacy:
        """As it stands in the database now."""
        return Candidacy.objects.select_related("municipality", "round").get(
            round=self.round, municipality__name=name
        )


def build_selection(
    *, space: Workspace | None = None, until: str = "reviewed", office: User | None = None
) -> SelectionWorld:
    """A round of the programme in this workspace (or a new one), up to a stage of STAGES."""
    world = empty_world(space)
    add_survey(world)
    add_rules(world, office)
    reach = STAGES.index(until)
    if reach >= STAGES.index("frozen"):
        freeze_rules(by=office, rule_set=world.rules)
        world.round.refresh_from_db()
    if reach >= STAGES.index("longlisted"):
        draw_up_longlist(by=office, round=world.round)
        load_candidacies(world)
    if reach >= STAGES.index("invited"):
        invite_all(world, office)
    if reach >= STAGES.index("applied"):
        for place in PLACES:
            hand_in_application(world, place, office)
    if reach >= STAGES.index("reviewed"):
        for number, place in enumerate(PLACES):
            review(world, place, number)
        bind_lot(world, office)
    return world


def bind_lot(world: SelectionWorld, office: User | None) -> None:
    """Everything is there: the data stand fast, a number is drawn and entered."""
    publish_data(by=office, round=world.round)
    enter_number(by=office, round=world.round, number="4-11-19-23-38-41", drawn_at=timezone.now())


def empty_world(space: Workspace | None) -> SelectionWorld:
    space = space or WorkspaceFactory(
        kind=WorkspaceKind.PROGRAMME, slug="programm", name="Programm 2026–2029"
    )
    programme = Programme.objects.filter(workspace=space).first() or ProgrammeFactory(
        workspace=space
    )
    edition = EditionFactory(programme=programme, name="Durchgang 2026")
    themes = {
        key: EditionThemeFactory(
            edition=edition, item=item(ContentKind.THEMES, key), places=3, position=number
        )
        for number, key in enumerate(THEMES)
    }
    wave = SurveyWaveFactory(
        programme=programme, number=7, name="Welle 7", reference_date=date(2025, 6, 30)
    )
    round = create_round(
        by=None,
        edition=edition,
        name="Runde 2026",
        wave=wave,
        apply_until=date(2026, 3, 31),
        review_until=date(2026, 5, 15),
        reserve_until=date(2027, 12, 31),
        seed_source="Lottozahlen vom 16.05.2026",
    )
    municipalities = {place.name: municipality_of(place, n) for n, place in enumerate(PLACES)}
    let_some_have_taken_part(programme, municipalities)
    return SelectionWorld(
        programme=programme,
        edition=edition,
        themes=themes,
        wave=wave,
        round=round,
        municipalities=municipalities,
        reviewers=tuple(reviewer_of(space, number) for number in range(4)),
    )


def municipality_of(place: Place, number: int) -> Municipality:
    return MunicipalityFactory(
        name=place.name,
        slug=f"auswahl-{number}",
        youth_office_id=f"A{number:04d}",
        kind=place.kind,
        land=land_of(place.land),
        population=place.population,
        population_date=date(2024, 12, 31),
        area_km2=Decimal(place.area),
        source="erfunden",
        is_invented=True,
    )


def land_of(code: str) -> Land:
    known = Land.objects.filter(code=code).first()
    name = f"Land {dict(LAENDER)[code]}"
    slug = f"land-{code.lower()}"
    return known or LandFactory(
        code=code,
        name=name,
        workspace=WorkspaceFactory(kind=WorkspaceKind.LAND, slug=slug, name=name),
    )


def let_some_have_taken_part(programme: Programme, places: dict[str, Municipality]) -> None:
    earlier = EditionFactory(programme=programme, name="Durchgang 2022")
    for place in PLACES:
        if place.took_part:
            engagement = EngagementFactory(edition=earlier, state=EngagementState.COMPLETED)
            EngagementPartyFactory(engagement=engagement, municipality=places[place.name])


def reviewer_of(space: Workspace, number: int) -> User:
    user = UserFactory(email=f"gutachten{number}@example.org", name=f"Gutachten {number + 1}")
    MembershipFactory(user=user, role=Role.REVIEWER, workspace=space)
    return user


# --- Survey and rules ---------------------------------------------------------------------------


def add_survey(world: SelectionWorld) -> None:
    """Questions: is there a network, posts of the coordination, interest in each theme."""
    for number, values in enumerate(variables()):
        SurveyVariableFactory(wave=world.wave, position=number, **values)
    for number, place in enumerate(PLACES):
        interest = {f"interesse_{key}": 4 if key in place.themes else 2 for key in THEMES}
        SurveyRowFactory(
            wave=world.wave,
            municipality=world.municipalities[place.name],
            values={"netzwerk": "1", "koordination_vza": "0.75", "form": "1", **interest},
            row_number=number + 2,
        )


def variables() -> list[dict[str, Any]]:
    yes_no = {"1": "ja", "2": "nein"}
    return [
        {"name": "netzwerk", "label": "Gibt es ein Netzwerk Frühe Hilfen?", "kind": "yes_no",
         "value_labels": yes_no, "missing_codes": {"-9": "keine Angabe"}},
        {"name": "koordination_vza", "label": "Stellenanteile der Koordination",
         "kind": "number", "unit": "VZÄ", "missing_codes": {"-9": "keine Angabe"}},
        {"name": "form", "label": "Wo ist die Koordination angebunden?", "kind": "choice",
         "value_labels": {"1": "Jugendamt", "2": "Gesundheitsamt", "3": "freier Träger"},
         "missing_codes": {"-9": "keine Angabe"}},
        *({"name": f"interesse_{key}", "label": f"Interesse am Thema {key} (1 bis 5)",
           "kind": "number"} for key in THEMES),
    ]  # fmt: skip


def add_rules(world: SelectionWorld, by: User | None) -> None:
    rule_set = world.rules
    hard = {"source": "survey", "stage": "longlist"}
    rows: list[dict[str, Any]] = [
        {**hard, "name": "Netzwerk besteht", "field": "netzwerk", "operator": "equals",
         "value": True},
        *({**hard, "name": f"Interesse: {theme}", "field": f"interesse_{key}",
           "operator": "at_least", "value": 3, "theme": theme}
          for key, theme in world.themes.items()),
        {"name": "Leitung trägt es mit", "stage": "eligibility", "source": "application",
         "field": "has_backing", "operator": "equals", "value": True},
        {"name": "Bewerbung vollständig", "stage": "eligibility", "source": "application",
         "field": "is_complete", "operator": "equals", "value": True},
    ]  # fmt: skip
    for values in rows:
        add_rule(by=by, rule_set=rule_set, kind=HardRule, **values)
    for values in criteria():
        add_rule(by=by, rule_set=rule_set, kind=ScoredCriterion, **values)
    for values in portfolio_rules():
        add_rule(by=by, rule_set=rule_set, kind=PortfolioRule, **values)


def levels(*labels: str) -> list[dict[str, str]]:
    return [
        {"value": str(number), "label": label, "text": f"Beleg für: {label}"}
        for number, label in enumerate(labels)
    ]


def criteria() -> list[dict[str, Any]]:
    """Keys: erfahrung-mit-dem-thema (per theme), personal, schon-dabei-gewesen (from data)."""
    return [
        {"name": "Erfahrung mit dem Thema", "weight": Decimal(50), "origin": "review",
         "levels": levels("keine", "erste", "einige", "viel"), "per_theme": True},
        {"name": "Personal", "weight": Decimal(30), "origin": "review",
         "levels": levels("keins", "knapp", "ausreichend", "gut")},
        {"name": "Schon dabei gewesen", "weight": Decimal(20), "origin": "data",
         "levels": levels("nein", "ja"), "source": "register", "field": "earlier",
         "bands": [{"is": "yes", "level": "1"}, {"is": "no", "level": "0"}]},
    ]  # fmt: skip


def portfolio_rules() -> list[dict[str, Any]]:
    return [
        {"name": "Stadt und Land", "attribute": "settlement", "values": ["urban"],
         "at_least": 4},
        {"name": "Je Land", "attribute": "land", "at_most": 2},
        {"name": "Länder", "attribute": "land", "counted": "values", "at_least": 4},
    ]  # fmt: skip


# --- Invitation, application, review ------------------------------------------------------------


def load_candidacies(world: SelectionWorld) -> None:
    rows = world.round.candidacies.select_related("municipality", "round")
    world.candidacies = {row.municipality.name: row for row in rows}


def invite_all(world: SelectionWorld, by: User | None) -> None:
    for candidacy in world.candidacies.values():
        move_candidacy(by=by, candidacy=candidacy, state="invited", on=date(2026, 1, 20))
        Candidacy.objects.filter(pk=candidacy.pk).update(
            invited_on=date(2026, 1, 20), reply_by=date(2026, 2, 15)
        )


def hand_in_application(world: SelectionWorld, place: Place, by: User | None) -> Application:
    candidacy = world.candidacies[place.name]
    move_candidacy(by=by, candidacy=candidacy, state="applied", on=date(2026, 3, 10))
    application: Application = ApplicationFactory(
        candidacy=candidacy,
        state=ApplicationState.SUBMITTED,
        motivation="Das Netzwerk will seine Ziele überprüfen.",
        experience="Ein Vorhaben zum Thema ist abgeschlossen.",
        earlier_participation=place.took_part,
        network_since=2008,
        staff="Koordination und Jugendhilfeplanung",
        staff_fte=Decimal("1.5"),
        backing="Die Dezernatsleitung hat zugestimmt.",
        has_backing=True,
        participants="Jugendamt, Gesundheitsamt, zwei freie Träger",
        submitted_at=HANDED_IN_AT,
        approved_at=HANDED_IN_AT,
    )
    application.themes.set([world.themes[key] for key in place.themes])
    ApplicationEvidenceFactory(application=application)
    world.applications[place.name] = application
    return application


def review(world: SelectionWorld, place: Place, number: int) -> tuple[Review, Review]:
    """Two finished reviews; their levels are at most one apart."""
    return finished_review(world, place, number, 1), finished_review(world, place, number, 2)


def finished_review(world: SelectionWorld, place: Place, number: int, position: int) -> Review:
    people = world.reviewers
    done: Review = ReviewFactory(
        candidacy=world.candidacies[place.name],
        reviewer=people[(number + position) % len(people)],
        position=position,
        state=ReviewState.DONE,
        declared_at=HANDED_IN_AT,
        done_at=HANDED_IN_AT,
    )
    for key in place.themes:
        ReviewScoreFactory(
            review=done,
            criterion=world.criterion("erfahrung-mit-dem-thema"),
            theme=world.themes[key],
            level=Decimal(place.experience[position - 1]),
        )
    ReviewScoreFactory(
        review=done,
        criterion=world.criterion("personal"),
        level=Decimal(place.capacity[position - 1]),
    )
    return done
