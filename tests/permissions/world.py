"""One row of every kind in Musterau, for the addresses of the matrix."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.clusters.services import propose_clusters
from begleitwerk.municipalities.models import Membership, Municipality, Workspace
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Programme
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.services.decisions import (
    add_deviation,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.factories.core import JobFactory, OutboxMailFactory, SavedFilterFactory
from tests.factories.council import (
    BriefFactory,
    ConsultationStepFactory,
    PaperAttachmentFactory,
    PaperBlockFactory,
    PaperFactory,
)
from tests.factories.files import StoredFileFactory
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.municipal_survey import (
    SurveyFileFactory,
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.municipalities import (
    InvitedRoleFactory,
    RegisterImportFactory,
    SettlementImportFactory,
)
from tests.factories.networks import (
    BodyFactory,
    BodyMemberFactory,
    NetworkFactory,
    PartnerOrganisationFactory,
)
from tests.factories.processes import DecisionFactory, MeetingFactory, PhaseFactory
from tests.factories.programmes import (
    ClusterFactory,
    EditionFactory,
    EditionThemeFactory,
    EngagementFacilitatorFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.factories.selection import (
    ApplicationFactory,
    ApplicationFileFactory,
    CandidacyFactory,
    ContractFactory,
    DecisionPlaceFactory,
    HardRuleFactory,
    LetterFactory,
    PortfolioRuleFactory,
    ReviewFactory,
    ReviewScoreFactory,
    ScoredCriterionFactory,
    SelectionDecisionFactory,
    SelectionRoundFactory,
    SelectionRunFactory,
    WithdrawalFactory,
)
from tests.selection.world import build_selection


@dataclass
class World:
    people: dict[str, User]
    places: dict[str, Any]


def build_world(
    *, people: dict[str, User], musterau: Municipality, programme_space: Workspace
) -> World:
    """Rows that were neither released nor introduced, all of Musterau or its programme."""
    here = {"municipality": musterau}
    membership = Membership.objects.get(user=people["partner"])
    return World(
        people=people,
        places={
            "musterau": musterau.slug,
            "programme": programme_space.slug,
            "land": musterau.land.workspace.slug,
            "mail": OutboxMailFactory().pk,
            "saved_filter": SavedFilterFactory(owner_id=0).pk,
            "job": JobFactory(owner_id=0).pk,
            "membership": membership.pk,
            "offer": InvitedRoleFactory(workspace=musterau.workspace).pk,
            "import": RegisterImportFactory(owner=people["operator"]).pk,
            "settlement_list": SettlementImportFactory(owner=people["operator"]).pk,
            "file": StoredFileFactory(**here).pk,
            **programme_places(programme_space, musterau),
            **survey_places(programme_space, musterau, people["office"]),
            **round_places(programme_space),
            **review_places(programme_space, people["reviewer"]),
            **application_places(programme_space, musterau),
            **run_places(programme_space, people["office"], people["lead"]),
            **decided_places(programme_space, musterau),
            **cluster_places(programme_space),
            **network_places(here),
            **goal_places(here),
            **paper_places(here),
        },
    )


def programme_places(space: Workspace, musterau: Municipality) -> dict[str, Any]:
    programme = ProgrammeFactory(workspace=space)
    edition = EditionFactory(programme=programme)
    theme = EditionThemeFactory(edition=edition)
    engagement = EngagementFactory(edition=edition, theme=theme, state=EngagementState.ACTIVE)
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    # the process's factory adds the party itself where it makes the engagement
    from begleitwerk.processes.models import Process

    process = Process.objects.create(municipality=musterau, engagement=engagement)
    meeting = MeetingFactory(municipality=None, programme=programme)
    return {
        "edition": edition.pk,
        "theme": theme.pk,
        "cluster": ClusterFactory(edition=edition).pk,
        "engagement": engagement.pk,
        "facilitator_row": EngagementFacilitatorFactory(engagement=engagement).pk,
        "process": process.pk,
        "phase": PhaseFactory(process=process, municipality=musterau).pk,
        "programme_meeting": meeting.pk,
        "programme_decision": DecisionFactory(meeting=meeting, municipality=None).pk,
    }


def survey_places(space: Workspace, musterau: Municipality, office: User) -> dict[str, Any]:
    """A wave that Musterau answered, and a file of the office that waits for its columns."""
    wave = SurveyWaveFactory(programme=Programme.objects.get(workspace=space))
    variable = SurveyVariableFactory(wave=wave)
    content = f"Kommune;{variable.name}\n{musterau.youth_office_id};1\n".encode()
    return {
        "wave": wave.pk,
        "variable": variable.pk,
        "survey_row": SurveyRowFactory(
            wave=wave, municipality=musterau, values={variable.name: 2}
        ).pk,
        "survey_file": SurveyFileFactory(wave=wave, owner=office, content=content).pk,
    }


def round_places(space: Workspace) -> dict[str, Any]:
    """A round with a draft of one rule of each kind, and a candidate on its longlist."""
    edition = EditionFactory(programme=Programme.objects.get(workspace=space))
    EditionThemeFactory(edition=edition)
    round = SelectionRoundFactory(edition=edition)
    rules = round.rule_sets.get()
    return {
        "draft_round": round.pk,
        "hard_rule": HardRuleFactory(rule_set=rules).pk,
        "criterion": ScoredCriterionFactory(rule_set=rules).pk,
        "portfolio_rule": PortfolioRuleFactory(rule_set=rules, at_least=2).pk,
        "candidacy": CandidacyFactory(round=round).pk,
    }


def review_places(space: Workspace, reviewer: User) -> dict[str, Any]:
    """A review in the reviewer's hands, and an application whose two reviews stand far apart."""
    programme = Programme.objects.get(workspace=space)
    round = SelectionRoundFactory(edition=EditionFactory(programme=programme))
    rules = round.rule_sets.get()
    rules.frozen_at = timezone.now()
    rules.save()
    criterion = ScoredCriterionFactory(rule_set=rules)
    first, talk = (CandidacyFactory(round=round, state="applied") for _number in range(2))
    for candidacy in (first, talk):
        ApplicationFactory(candidacy=candidacy, state="submitted", submitted_at=timezone.now())
    for position, level in ((1, 0), (2, 3)):
        done = ReviewFactory(candidacy=talk, position=position, state="done")
        ReviewScoreFactory(review=done, criterion=criterion, level=level)
    return {
        "review_round": round.pk,
        "review": ReviewFactory(candidacy=first, reviewer=reviewer, state="open").pk,
        "review_candidacy": first.pk,
        "talk": talk.pk,
        "talk_criterion": criterion.pk,
    }


def application_places(space: Workspace, musterau: Municipality) -> dict[str, Any]:
    """Musterau writes one application and has handed in another, with a claim to be answered."""
    edition = EditionFactory(programme=Programme.objects.get(workspace=space))
    theme = EditionThemeFactory(edition=edition)
    day = timezone.localdate()
    own, applied = (
        CandidacyFactory(
            round=SelectionRoundFactory(edition=edition), municipality=musterau, state=state,
            invited_on=day, reply_by=day,
        )
        for state in ("invited", "applied")
    )  # fmt: skip
    draft = ApplicationFactory(candidacy=own, state="to_approve")
    now = timezone.now()
    done = ApplicationFactory(
        candidacy=applied, state="submitted", submitted_at=now, earlier_participation=False
    )
    for application in (draft, done):
        application.themes.add(theme)
    return {
        "invite_round": own.round_id,
        "own": own.pk,
        "own_file": ApplicationFileFactory(application=draft).pk,
        "own_letter": LetterFactory(candidacy=own).pk,
        "applied_round": applied.round_id,
        "applied": applied.pk,
        "applied_file": ApplicationFileFactory(application=done).pk,
        "receipt": LetterFactory(candidacy=applied, kind="receipt").pk,
    }


def run_places(space: Workspace, office: User, lead: User) -> dict[str, Any]:
    """One round with a decision in preparation, one whose decision waits for the lead."""
    world = build_selection(space=space, office=office)
    open_run, waiting_run = (
        execute_run(run_id=start_run(by=office, round=world.round).pk) for _number in range(2)
    )
    draft = prepare_decision(by=office, run=open_run)
    members, others = swap_choices(draft)
    out, into = next((a, b) for a, _ in members for b, _ in others if swap_preview(draft, a, b))
    deviation = add_deviation(by=office, decision=draft, out=out, into=into, reason="Grund")
    propose_decision(by=office, decision=prepare_decision(by=office, run=waiting_run), reason="")
    return {
        "round": world.round.pk,
        "run": open_run.pk,
        "deviation": deviation.pk,
        "waiting_run": waiting_run.pk,
    }


def decided_places(space: Workspace, musterau: Municipality) -> dict[str, Any]:
    """A decided round: Musterau is selected, has its letter and contract; another one has left."""
    programme = Programme.objects.get(workspace=space)
    round = SelectionRoundFactory(edition=EditionFactory(programme=programme), state="decided")
    decision = SelectionDecisionFactory(
        run=SelectionRunFactory(round=round, state="done"),
        state="confirmed",
        confirmed_at=timezone.now(),
    )
    selected = CandidacyFactory(round=round, municipality=musterau, state="contract_sent")
    withdrawn = CandidacyFactory(round=round, state="withdrawn")
    for candidacy in (selected, withdrawn):
        DecisionPlaceFactory(decision=decision, candidacy=candidacy)
    WithdrawalFactory(candidacy=withdrawn)
    today, file = timezone.localdate(), StoredFileFactory(municipality=musterau)
    ContractFactory(candidacy=selected, sent_on=today, file=file)
    LetterFactory(
        candidacy=selected, decision=decision, kind="selected", content=letter_content(today)
    )
    return {
        "decided_round": round.pk,
        "confirmed": decision.pk,
        "selected": selected.pk,
        "withdrawn": withdrawn.pk,
    }


def letter_content(on: date) -> dict[str, Any]:
    """What the shortest letter is made from."""
    words = ("municipality", "office", "programme", "edition", "round", "theme", "contact", "url")
    how = {"applications": 2, "places": "Zwei Plätze", "rules": [], "version": 1}
    return {
        **dict.fromkeys(words, "Musterau"),
        "kind": "selected",
        "is_replacement": False,
        "on": on.isoformat(),
        "decided_on": on.isoformat(),
        "reserve_until": None,
        "rank": None,
        "reasons": [],
        "scores": [],
        "how": {**how, "frozen_on": on.isoformat(), "deviates": False, "digest": ""},
    }


def cluster_places(space: Workspace) -> dict[str, Any]:
    """An edition with three participations and a proposal for their cluster."""
    edition = EditionFactory(
        programme=Programme.objects.get(workspace=space),
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
    )
    for _number in range(3):
        engagement = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
        EngagementPartyFactory(engagement=engagement)
    propose_clusters(by=None, edition=edition)
    return {"cluster_edition": edition.pk}


def network_places(here: dict[str, Municipality]) -> dict[str, Any]:
    body = BodyFactory(**here)
    meeting = MeetingFactory(body=body, **here)
    return {
        "network": NetworkFactory(**here).pk,
        "organisation": PartnerOrganisationFactory(**here).pk,
        "body": body.pk,
        "member": BodyMemberFactory(body=body).pk,
        "meeting": meeting.pk,
        "decision": DecisionFactory(meeting=meeting).pk,
    }


def goal_places(here: dict[str, Municipality]) -> dict[str, Any]:
    goal = GoalFactory(theme=item(ContentKind.THEMES, "anchoring"), **here)
    return {
        "goal": goal.pk,
        "measure": MeasureFactory(goal=goal).pk,
        "empty_goal": GoalFactory(**here).pk,
    }


def paper_places(here: dict[str, Municipality]) -> dict[str, Any]:
    paper = PaperFactory(**here)
    return {
        "paper": paper.pk,
        "block": PaperBlockFactory(paper=paper).pk,
        "step": ConsultationStepFactory(paper=paper).pk,
        "attachment": PaperAttachmentFactory(paper=paper).pk,
        "brief": BriefFactory(**here).pk,
    }
