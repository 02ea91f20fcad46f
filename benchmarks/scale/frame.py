"""What all synthetic municipalities share: sixteen Länder, one programme, its facilitators."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import current_version, item, top_items
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Land, Membership
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.municipalities.services import add_land, grant_role
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme
from begleitwerk.programmes.services import (
    create_cluster,
    create_edition,
    create_programme,
    set_theme,
)
from benchmarks.scale.chain import Chain

LAENDER = 16
PER_CLUSTER = 4
PER_FACILITATOR = 10
# Nobody can sign in with it; the mark of an unusable password.
NO_PASSWORD = "!" + "scale" * 8
MAIL = "seed.example"


@dataclass(frozen=True)
class Size:
    """How much is wanted; the same seed gives the same counts and texts."""

    municipalities: int
    users_per_municipality: int
    years: int
    seed: int


@dataclass
class Frame:
    """The shared rows, read once; `chain` is opened when services have written theirs."""

    size: Size
    today: date
    operator: User
    laender: list[Land]
    edition: Edition
    themes: list[EditionTheme]
    clusters: list[Cluster]
    facilitators: list[User]
    phases: list[ContentItem]
    dimensions: list[ContentItem]
    chain: Chain
    counts: dict[str, int] = field(default_factory=dict)

    def random(self, number: int) -> Random:
        """The dice of one municipality, independent of all others."""
        return Random(f"{self.size.seed}:{number}")

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def count(self, what: str, number: int) -> None:
        self.counts[what] = self.counts.get(what, 0) + number


def content(kind: ContentKind, key: str) -> ContentItem:
    return item(kind, key)


def found_frame(size: Size, today: date) -> Frame:
    operator = seed_user("betrieb", "Betrieb (Maßstab)")
    operator.save()
    grant_role(
        by=None,
        user=operator,
        workspace=platform_workspace(),
        role=Role.OPERATOR,
        valid_from=today - timedelta(days=365 * size.years),
    )
    laender = [
        add_land(by=operator, code=f"Z{chr(65 + n)}", name=f"Beispielland {chr(65 + n)}",
                 is_invented=True)
        for n in range(min(LAENDER, size.municipalities))
    ]  # fmt: skip
    edition = found_edition(operator, size, today)
    themes = [
        set_theme(by=operator, edition=edition, item=theme, places=-(-size.municipalities // 3))
        for theme in top_items(ContentKind.THEMES)
    ]
    clusters = [
        create_cluster(by=operator, edition=edition, name=f"Cluster {number + 1:03d}")
        for number in range(-(-size.municipalities // PER_CLUSTER))
    ]
    facilitators = found_staff(size, edition, today)
    return Frame(
        size=size,
        today=today,
        operator=operator,
        laender=laender,
        edition=edition,
        themes=themes,
        clusters=clusters,
        facilitators=facilitators,
        phases=[
            phase
            for phase in top_items(ContentKind.PHASE_TEMPLATE)
            if not phase.detail("before_start")
        ],
        dimensions=list(top_items(ContentKind.QUALITY_FRAMEWORK)),
        chain=Chain(),
    )


def found_edition(operator: User, size: Size, today: date) -> Edition:
    programme = create_programme(
        by=operator,
        name="Prozessbegleitung im Maßstab des Bundes",
        short_name="Programm im Maßstab",
        slug="massstab",
        office="Programmbüro (erfunden)",
        description="Synthetische Daten zum Messen. Kein Ort, keine Zahl und kein Text ist echt.",
    )
    return create_edition(
        by=operator,
        programme=programme,
        name=f"{size.years} Jahre",
        starts_on=today - timedelta(days=365 * size.years // 2),
        ends_on=today + timedelta(days=365 * size.years // 2),
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
        phase_template=current_version(ContentKind.PHASE_TEMPLATE),
        source="erzeugt von seed_scale",
    )


def found_staff(size: Size, edition: Edition, today: date) -> list[User]:
    """The programme office and one facilitator for every ten municipalities."""
    office = seed_user("programmbuero", "Programmbüro (Maßstab)")
    number = -(-size.municipalities // PER_FACILITATOR)
    staff = [seed_user(f"begleitung-{n + 1:03d}", f"Prozessbegleitung {n + 1:03d}")
             for n in range(number)]  # fmt: skip
    User.objects.bulk_create([office, *staff])
    Membership.objects.create(
        user=office,
        workspace=edition.workspace,
        role=Role.PROGRAMME_OFFICE,
        valid_from=edition.starts_on or today,
    )
    return staff


def seed_user(local: str, name: str, function: str = "") -> User:
    return User(email=f"{local}@{MAIL}", name=name, function=function, password=NO_PASSWORD)
