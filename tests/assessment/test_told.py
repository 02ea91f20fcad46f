"""What of findings is told elsewhere: in papers, in the brief, to a programme and to a Land."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Criterion, Finding
from begleitwerk.assessment.papers.state import released_tables
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.council.papers.brief import brief_proposal
from begleitwerk.council.papers.live import part_content
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.models import EngagementParty
from tests.factories.assessment import AssessmentFactory, CriterionFactory, FindingFactory
from tests.factories.municipalities import LandFactory, MunicipalityFactory
from tests.markup import text_of

SignIn = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db
TODAY = date(2027, 11, 23)


def signed_off(place: Municipality, title: str, on: date) -> Assessment:
    return AssessmentFactory(
        municipality=place, title=title, state=AssessmentState.RELEASED, released_on=on
    )


def agreed(
    assessment: Assessment, level: int, source: ContentItem | None = None, **more: object
) -> Finding:
    given = {"source": source} if source else {}
    criterion: Criterion = CriterionFactory(assessment=assessment, **given)
    return FindingFactory(criterion=criterion, state=FindingState.AGREED, level=level, **more)


def test_a_paper_tells_the_latest_released_self_assessment(musterau: Municipality) -> None:
    before = signed_off(musterau, "Selbsteinschätzung 2024", date(2024, 10, 1))
    now = signed_off(musterau, "Selbsteinschätzung 2026", date(2026, 11, 1))
    old = agreed(before, 0)
    weak = agreed(now, 1, old.criterion.source, next_step="Runde einrichten.", priority=1)
    agreed(now, 3)
    FindingFactory(criterion=CriterionFactory(assessment=now), state=FindingState.PARKED)
    later = AssessmentFactory(municipality=musterau, title="Noch nicht freigegeben")
    agreed(later, 0)

    told = part_content("quality", municipality=musterau, process=None, today=TODAY)
    assert told.text == (
        "Grundlage ist die „Selbsteinschätzung 2026“, freigegeben am 01.11.2026. "
        "Vereinbart wurden zwei Befunde. Mit der vorigen Einschätzung vergleichbar: "
        "ein Kriterium, davon eines höher. Bedarf besteht bei einem Kriterium. "
        "Nächste Schritte: Runde einrichten."
    )
    assert told.table
    assert "1 × Stufe 1 (Stufe 1)" in str(told.table["rows"])
    assert weak.get_absolute_url() in {source.url for source in told.sources}

    figures = {row["key"]: row for row in brief_proposal(musterau, TODAY).figures}
    assert figures["quality"]["value"] == "1 von 2"
    assert figures["quality"]["note"] == "Selbsteinschätzung 2026, ein Bedarf"


def test_a_brief_without_a_released_self_assessment_says_nothing_of_it(
    musterau: Municipality,
) -> None:
    agreed(AssessmentFactory(municipality=musterau), 1)
    assert "quality" not in {row["key"] for row in brief_proposal(musterau, TODAY).figures}


def test_a_programme_keeps_what_was_released(musterau: Municipality) -> None:
    now = signed_off(musterau, "Selbsteinschätzung 2026", date(2026, 11, 1))
    shared = agreed(now, 1, release="programme", reason="Vier von neun")
    agreed(now, 0, release="cluster")
    agreed(now, 0)
    (table,) = released_tables(EngagementParty(municipality=musterau))
    assert [row[0] for row in table.rows] == [str(shared.criterion)]
    assert "Vier von neun" in table.rows[0]


def test_counts_of_a_programme_hide_few_municipalities(
    as_user: SignIn, office: User, state_office: User, coordinator: User, musterau: Municipality
) -> None:
    space = musterau.workspace.parents.get(kind="programme")
    south = LandFactory(code="S1", workspace__slug="land-sued", workspace__name="Land Süd")
    places = [musterau, MunicipalityFactory(), MunicipalityFactory(land=south)]
    first = agreed(signed_off(musterau, "A", date(2026, 11, 1)), 0, release="programme")
    common = first.criterion.source
    for place, level in zip(places[1:], (1, 3), strict=True):
        place.workspace.parents.add(space)
        agreed(signed_off(place, "B", date(2026, 11, 1)), level, common, release="programme")
    rare = agreed(first.assessment, 0, release="programme")
    kept = agreed(first.assessment, 0, release="cluster")

    client, url = as_user(office), f"/p/{space.slug}/auswertung/qualitaet/"
    page = text_of(client.get(url))
    assert "Stufe 0: eine Kommune" in page
    assert rare.criterion.label_de in page
    assert page.count("geschützt") >= 3
    assert kept.criterion.label_de not in page
    assert common.label_de not in text_of(client.get(url, {"q": rare.criterion.label_de}))
    assert client.get(url, {"dimension": "QD99"}).status_code == 200
    table = client.get(url, {"export": "csv"}).content.decode("utf-8-sig")
    assert "geschützt" in table
    assert as_user(coordinator).get(url).status_code == 404

    land = f"/l/{musterau.land.workspace.slug}/auswertung/qualitaet/"
    page = text_of(as_user(state_office).get(land))
    assert "Stufe 0: eine Kommune" not in page, "two of the Land are too few"
