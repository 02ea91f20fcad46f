"""Self-assessments: who reads them from the inside, who prepares and asks."""

from typing import Any

from begleitwerk.assessment.services import (
    agree_finding,
    create_assessment,
    open_assessment,
    release_assessment,
)
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item, items_of
from begleitwerk.fieldwork.services import GroupSpec, add_group_link
from tests.assessment.world import closed
from tests.days import in_days, today
from tests.factories.networks import BodyFactory
from tests.permissions.patterns import (
    STAFF,
    action,
    below,
    form,
    in_municipality,
    page,
    question,
)
from tests.permissions.world import World

READERS = in_municipality(
    "reads self-assessments from the inside", f"{STAFF} steering_member facilitator"
)
EDITORS = in_municipality("prepares self-assessments and asks people", STAFF)
LIST_READERS = in_municipality(
    "sees the list, from outside the released ones",
    f"{STAFF} steering_member partner committee_member facilitator office lead researcher"
    " state_office",
)
RELEASERS = in_municipality("releases self-assessments", "head steering_member")
SHARERS = in_municipality(
    "says who may read which finding before it is released", f"{STAFF} steering_member"
)

ROWS = (
    *below(
        "/k/{musterau}/qualitaet/",
        page("assessments", "", LIST_READERS),
        page("assessments", "?export=csv", LIST_READERS),
        form("quick_start", "schnellstart/", EDITORS),
        form("assessment_add", "neu/", EDITORS),
        page("assessment", "{prepared}/", READERS),
        page("assessment", "{asked}/", READERS),
        page("link", "{asked}/link/", EDITORS),
        form("assessment_edit", "{prepared}/angaben/", EDITORS),
        form("criteria", "{prepared}/kriterien/", EDITORS),
        form("criterion_add", "{prepared}/kriterien/eigenes/", EDITORS),
        form("criterion_reword", "{prepared}/kriterien/{prepared_criterion}/wortlaut/", EDITORS),
        action(
            "criterion_restore", "{prepared}/kriterien/{prepared_criterion}/zuruecksetzen/", EDITORS
        ),
        form("criterion_withdraw", "{asked}/kriterien/{asked_criterion}/streichen/", EDITORS),
        form("groups", "{prepared}/gruppen/", EDITORS),
        form("dates", "{prepared}/zeit/", EDITORS),
        question("meeting", "{prepared}/sitzung/", EDITORS),
        form("people", "{prepared}/personen/", EDITORS),
        action("add_link", "{prepared}/personen/link/", EDITORS),
        form("open", "{empty}/oeffnen/", EDITORS),
        question("remove", "{empty}/entfernen/", EDITORS),
        question("close", "{asked}/abschliessen/", EDITORS),
        page("comparison", "{told}/vergleich/", READERS),
        page("talk", "{told}/sitzung/beginn/", EDITORS),
        form("talk_about", "{told}/sitzung/aussagen/{told_criterion}/", EDITORS),
        action("vote_open", "{told}/sitzung/aussagen/{told_criterion}/abstimmen/", EDITORS),
        action("vote_close", "{told}/sitzung/aussagen/{told_criterion}/auszaehlen/", EDITORS),
        page("talk_end", "{told}/sitzung/ende/", EDITORS),
        action("room_close", "{told}/sitzung/raum-schliessen/", EDITORS),
        page("consensus_pdf", "{told}/sitzung/protokoll.pdf", READERS),
        page("consensus_docx", "{told}/sitzung/protokoll.docx", READERS),
        form("release", "{told}/freigabe/", RELEASERS),
        form("release_back", "{signed_off}/freigabe/zuruecknehmen/", RELEASERS),
        question("shares", "{told}/freigabe/befunde/", SHARERS),
        page("released", "{signed_off}/freigegeben/", LIST_READERS),
        form("finding_share", "befunde/{told_finding}/freigabe/", SHARERS),
        page("result", "{told}/ergebnis/", READERS),
        page("report", "{told}/ergebnis/bericht/", READERS),
        page("report_file", "{told}/ergebnis/bericht/datei/?teil=ueberblick&art=docx", READERS),
        page("result_table", "{told}/ergebnis/tabelle/xlsx/", READERS),
        page("result_dimension", "{told}/ergebnis/dimensionen/{dimension}/", READERS),
        page("result_criterion", "{told}/ergebnis/kriterien/{told_criterion}/", READERS),
    ),
)


def places(world: World) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "municipality": world.musterau,
        "purpose": "baseline",
        "criteria": [row for row in items_of(ContentKind.QUALITY_FRAMEWORK) if row.parent][:12],
        "scale": item(ContentKind.SCALES, "maturity"),
        "opens_on": today(),
        "closes_on": in_days(20),
        "groups": [GroupSpec("Planungsgruppe"), GroupSpec("Familien", 5)],
    }
    prepared = create_assessment(by=None, title="In Vorbereitung", **asked)
    running = create_assessment(by=None, title="Läuft", **asked)
    add_group_link(by=None, collection=running.collection)
    running = open_assessment(by=None, assessment=running)
    groups = {"Planungsgruppe": ["21", "12", "03"], "Praxen": ["10", "22"]}
    closed(groups, municipality=world.musterau)
    told = closed(groups, municipality=world.musterau)
    signed_off = closed(groups, municipality=world.musterau)
    agree_finding(by=None, finding=signed_off.findings.all()[0], level=1, reason="Beraten")
    body = BodyFactory(municipality=world.musterau)
    signed_off = release_assessment(by=None, assessment=signed_off, body=body, on=today())
    return {
        "told": told,
        "told_finding": told.findings.all()[0],
        "signed_off": signed_off,
        "dimension": told.result["dimensions"][0]["pk"],
        "told_criterion": told.result["criteria"][0]["pk"],
        "prepared": prepared,
        "prepared_criterion": prepared.criteria.all()[0],
        "asked": running,
        "asked_criterion": running.criteria.all()[0],
        "empty": create_assessment(by=None, title="Leer", **asked | {"criteria": []}),
    }
