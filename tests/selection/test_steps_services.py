"""The walks of the model through the real services: they accept its steps and refuse all others."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.services import Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    Review,
    ScoredCriterion,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.presenters.ending import left_of
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    DECISION,
    CandidateStand,
    DecisionStand,
    allowed,
)
from begleitwerk.selection.selectors.after import batches_of, place_of
from begleitwerk.selection.selectors.decisions import outlook_of
from begleitwerk.selection.selectors.grounds import not_asked, to_decide
from begleitwerk.selection.selectors.lots import lot_of_round
from begleitwerk.selection.selectors.runs import decision_of, finding_in
from begleitwerk.selection.selectors.stands import (
    bare_stand,
    closing_stand,
    confirming_stand,
    place_stand,
    told_stand,
)
from begleitwerk.selection.selectors.versions import current_rules, frozen_rules
from begleitwerk.selection.services import applications as own
from begleitwerk.selection.services import (
    corrections,
    decisions,
    reviews,
    talks,
    withdrawals,
)
from begleitwerk.selection.services.assignment import assign_reviewer
from begleitwerk.selection.services.closing import close_application
from begleitwerk.selection.services.contracts import record_contract
from begleitwerk.selection.services.ending import end_round, resume_round
from begleitwerk.selection.services.invitations import close_replies, invite, record_reply
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.longlist import add_to_longlist
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.services.reviews import ScoreEntry
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import add_rule
from begleitwerk.selection.services.runs import cancel_run, execute_run, start_run, what_is_missing
from begleitwerk.selection.services.waivers import ask_to_calculate, grant_waiver
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.programmes import EditionThemeFactory
from tests.factories.selection import SelectionRoundFactory
from tests.selection.rounds_model import (
    Model,
    candidate_stand,
    decision_stand,
    left,
    moves,
)
from tests.selection.test_after import ALL_DAYS, days
from tests.selection.test_steps import SELDOM
from tests.worlds.cast import Places
from tests.worlds.selection import levels

pytestmark = pytest.mark.django_db
WHY = "So ist es."
# Left out: hands go round, and no calculation of one place fails.
SKIPPED = ("hand_on", "finds none", "relax", "give_place", "strike", "invite_approver")
WALKS, STEPS = 4, 7


class Round:
    """A round of two municipalities and one place, moved by the services by the names of steps."""

    def __init__(self, office: User, lead: User, places: Places) -> None:
        self.office, self.lead = office, lead
        self.round: SelectionRound = SelectionRoundFactory(
            edition__programme__workspace=places.programme,
            seed_source="Lottozahlen",
            apply_until=in_days(30),
        )
        edition = self.round.edition
        self.theme = EditionThemeFactory(
            edition=edition, item=item(ContentKind.THEMES, "anchoring"), places=1
        )
        add_rule(
            by=office,
            rule_set=current_rules(self.round),
            kind=ScoredCriterion,
            name="Erfahrung",
            weight=Decimal(100),
            origin="review",
            levels=levels("keine", "erste", "einige", "viel"),
        )
        freeze_rules(by=office, rule_set=current_rules(self.round))
        self.reviewers = [self.member(Role.REVIEWER, places.programme) for _number in range(2)]
        self.places = [MunicipalityFactory() for _number in range(2)]
        self.heads = [self.member(Role.YOUTH_OFFICE_HEAD, row.workspace) for row in self.places]
        for place in self.places:
            add_to_longlist(
                by=office, round=self.round, municipality=place, themes=[self.theme], reason=WHY
            )
        self.run: SelectionRun | None = None
        self.turn = 0

    def member(self, role: Role, workspace: Any) -> User:
        user: User = UserFactory()
        MembershipFactory(user=user, role=role, workspace=workspace)
        return user

    # --- As it stands now -------------------------------------------------------------------------

    def now(self) -> SelectionRound:
        rows = SelectionRound.objects.select_related("edition__programme__workspace")
        return rows.get(pk=self.round.pk)

    def one(self, number: int) -> Candidacy:
        rows = Candidacy.objects.select_related("municipality", "round__edition__programme")
        return rows.get(round=self.round, municipality=self.places[number])

    def application(self, number: int) -> Application:
        return Application.objects.get(candidacy=self.one(number))

    def reviews(self, number: int) -> list[Review]:
        rows = Review.objects.filter(candidacy=self.one(number)).select_related("candidacy__round")
        return list(rows.order_by("position"))

    def newest(self) -> SelectionRun:
        assert self.run is not None
        run = SelectionRun.objects.select_related("replaces").get(pk=self.run.pk)
        run.round = self.now()
        return run

    def decision(self) -> SelectionDecision:
        return SelectionDecision.objects.get(run=self.newest())

    def older(self) -> SelectionDecision:
        rows = SelectionDecision.objects.filter(run__round=self.round, state="proposed")
        return rows.exclude(run=self.run).get()

    def stand(self, number: int, lacking: str) -> CandidateStand:
        candidacy = self.one(number)
        place = place_stand(candidacy)
        return replace(
            closing_stand(candidacy),
            has_theme=True,
            was_decided=place_of(candidacy) is not None,
            told=told_stand(candidacy).told,
            place=place.place,
            is_running=place.is_running,
            missing=lacking,
        )

    # --- Steps ------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        """One step, as its page would do it."""
        step, _blank, rest = name.partition(" ")
        number = int(rest.rsplit(" ", 1)[-1]) if rest[-1:].isdigit() else 0
        if step == "talk":
            step = "confirm_talk" if "confirmed" in rest else "talk"
        elif rest and not rest[-1:].isdigit():
            step = name.replace(" ", "_")
        doing: Callable[..., Any] = getattr(self, step)
        doing(number) if rest[-1:].isdigit() else doing()

    def freeze(self) -> None:
        freeze_rules(by=self.office, rule_set=current_rules(self.now()))

    def reopen_rules(self) -> None:
        open_new_version(by=self.office, round=self.now(), reason=WHY)

    def bind(self) -> None:
        if lot_of_round(self.now()).published_at is None:
            publish_data(by=self.office, round=self.now())
        else:
            moment = timezone.now()
            enter_number(by=self.office, round=self.now(), number="7", drawn_at=moment)

    def decision_stand(self) -> DecisionStand:
        run = self.newest()
        decision = decision_of(run)
        return confirming_stand(decision) if decision else bare_stand(run)

    def deadline_passes(self) -> None:
        SelectionRound.objects.filter(pk=self.round.pk).update(apply_until=in_days(-1))

    def prolong(self) -> None:
        SelectionRound.objects.filter(pk=self.round.pk).update(apply_until=in_days(30))

    def two_let_it_go_on(self) -> None:
        asked = ask_to_calculate(by=self.office, round=self.now(), reason=WHY)
        grant_waiver(by=self.lead, waiver=asked)

    def end(self) -> None:
        end_round(by=self.office, round=self.now(), reason=WHY)

    def resume(self) -> None:
        resume_round(by=self.office, round=self.now(), reason=WHY)

    # --- A municipality ---------------------------------------------------------------------------

    def invite(self, number: int) -> None:
        invite(by=self.office, candidacies=[self.one(number)], reply_by=in_days(7))

    def begin(self, number: int) -> None:
        record_reply(by=self.heads[number], candidacy=self.one(number), reply="accept")

    def decline(self, number: int) -> None:
        record_reply(by=self.heads[number], candidacy=self.one(number), reply="decline")

    def note_silence(self, number: int) -> None:
        assert self.one(number).state in ("invited", "no_reply")
        close_replies(by=self.office, round=self.now(), on=in_days(8))

    def write(self, number: int) -> None:
        self.turn += 1
        row, values = self.application(number), {"motivation": f"Zum {self.turn}. Mal"}
        by = self.heads[number]
        own.save_application(by=by, application=row, version=row.version, values=values)

    def ask_approval(self, number: int) -> None:
        head, row = self.heads[number], self.application(number)
        own.request_approval(by=head, application=row, approver=head)

    def refuse_approval(self, number: int) -> None:
        row = self.application(number)
        own.refuse_approval(by=self.heads[number], application=row, reason=WHY)

    def hand_in(self, number: int) -> None:
        self.write(number)
        own.hand_in(by=self.heads[number], application=self.application(number))

    def correct(self, number: int) -> None:
        self.turn += 1
        asked = corrections.propose_correction(
            by=self.office,
            application=self.application(number),
            field="motivation",
            value=f"Zum {self.turn}. Mal",
            reason=WHY,
        )
        corrections.agree_to_correction(by=self.heads[number], correction=asked)

    def send_back(self, number: int) -> None:
        row = self.application(number)
        own.return_application(by=self.office, application=row, note=WHY)

    def close(self, number: int) -> None:
        close_application(by=self.office, candidacy=self.one(number), reason=WHY)

    def withdraw(self, number: int) -> None:
        row = self.application(number)
        own.withdraw_application(by=self.heads[number], application=row, reason=WHY)

    def contract(self, number: int) -> None:
        candidacy = self.one(number)
        steps = ("sent_on",) if candidacy.state == "selected" else ALL_DAYS
        record_contract(by=self.office, candidacy=candidacy, values=days(*steps))

    send_contract = contract

    def give_back(self, number: int) -> None:
        candidacy = self.one(number)
        withdrawals.withdraw(by=self.office, candidacy=candidacy, on=today(), reason=WHY)

    def replace(self, number: int) -> None:
        self.run = withdrawals.start_replacement(by=self.office, candidacy=self.one(number))

    def leave_free(self, number: int) -> None:
        withdrawals.leave_free(by=self.office, candidacy=self.one(number), reason=WHY)

    def fill_after_all(self, number: int) -> None:
        withdrawals.fill_after_all(by=self.office, candidacy=self.one(number))

    # --- Reviews ----------------------------------------------------------------------------------

    def review(self, number: int) -> None:
        for person in self.reviewers:
            assign_reviewer(by=self.office, candidacy=self.one(number), reviewer=person)

    def declare(self, number: int) -> None:
        for row in self.reviews(number):
            reviews.declare(by=row.reviewer, review=row, conflict=False)

    def give(self, number: int, *given: int) -> None:
        for row, level in zip(self.reviews(number), given, strict=True):
            entry = ScoreEntry(self.criterion(), Decimal(level), "Seite 3")
            reviews.save_scores(by=row.reviewer, review=row, version=None, scores=[entry])
        for row in self.reviews(number):
            reviews.finish_review(by=row.reviewer, review=row)

    def criterion(self) -> ScoredCriterion:
        rules = frozen_rules(self.now())
        assert rules is not None
        return rules.criteria.get()

    def finish(self, number: int) -> None:
        """Other levels each time: what was agreed on about the last ones holds no more."""
        self.turn += 1
        self.give(number, *((1, 2) if self.turn % 2 else (2, 1)))

    def finish_apart(self, number: int) -> None:
        self.turn += 1
        self.give(number, *((0, 3) if self.turn % 2 else (3, 0)))

    def reopen(self, number: int) -> None:
        for row in self.reviews(number):
            reviews.reopen_review(by=self.office, review=row, reason=WHY)

    def talk(self, number: int) -> None:
        first, _second = self.reviewers
        talks.record_joint_score(
            by=first,
            candidacy=self.one(number),
            criterion=self.criterion(),
            level=Decimal(2),
            reason=WHY,
            talked_on=today(),
        )

    def confirm_talk(self, number: int) -> None:
        _first, second = self.reviewers
        candidacy, criterion = self.one(number), self.criterion()
        talks.confirm_joint_score(by=second, candidacy=candidacy, criterion=criterion)

    # --- Calculation and decision -----------------------------------------------------------------

    def calculate(self) -> None:
        self.run = start_run(by=self.office, round=self.now())

    def chooses(self) -> None:
        execute_run(run_id=self.newest().pk)

    def chosen(self) -> int:
        """Whom the newest calculation chose."""
        run = self.newest()
        new = set(finding_in(run).members) - set(run.problem["fixed"])
        return next(row for row, place in enumerate(self.places) if place.youth_office_id in new)

    def cancel(self) -> None:
        cancel_run(by=self.office, run=self.newest())

    def prepare(self) -> None:
        decisions.prepare_decision(by=self.office, run=self.newest())

    def deviate(self) -> None:
        decision = self.decision()
        (out,) = outlook_of(decision).members
        into = next(row["key"] for row in decision.run.problem["candidates"] if row["key"] != out)
        decisions.add_deviation(by=self.office, decision=decision, out=out, into=into, reason=WHY)

    def propose(self) -> None:
        decision = self.decision()
        decisions.propose_decision(by=self.office, decision=decision, reason=WHY, waiver_reason=WHY)

    def confirm(self) -> None:
        decisions.confirm_decision(by=self.lead, decision=self.decision())

    def return_older(self) -> None:
        decisions.return_decision(by=self.lead, decision=self.older(), reason=WHY)

    def confirm_older(self) -> None:
        decisions.confirm_decision(by=self.lead, decision=self.older())

    def letters(self) -> None:
        for batch in batches_of(self.now()):
            send_letters(by=self.office, decision=batch.decision)


def give_back_decision(found: Round) -> None:
    decisions.return_decision(by=found.lead, decision=found.decision(), reason=WHY)


setattr(Round, "return", give_back_decision)  # the name of the step is a word of the language


@pytest.fixture
def built(
    office: User, lead: User, places: Places, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Round]:
    """Typesetting and reasons are looked at elsewhere."""
    upload = partial(SimpleUploadedFile, "brief.pdf", b"%PDF-1.7 brief", "application/pdf")
    for module in ("letters", "invitations", "closing"):
        monkeypatch.setattr(
            f"begleitwerk.selection.services.{module}.letter_upload", lambda *_args: upload()
        )
    monkeypatch.setattr("begleitwerk.selection.services.runs.SAMPLES", 2)
    return Round(office, lead, places)


BEGUN = Model(round="open", is_built=False, is_frozen=True)
EACH = ("invite", "begin", "ask_approval", "hand_in", "review", "declare", "finish")
REVIEWED = (*(f"{step} {number}" for number in (0, 1) for step in EACH), "deadline passes", "bind")
DECIDED = (*REVIEWED, "bind", "calculate", "chooses", "prepare", "propose", "confirm", "letters")


@pytest.mark.parametrize(
    "first", [(), (*REVIEWED, "bind"), DECIDED], ids=["begun", "reviewed", "decided"]
)
def test_services_do_what_the_table_says(built: Round, first: tuple[str, ...]) -> None:
    """Each step the model allows is accepted, one of the others refused, and both stand alike."""
    model, taken = BEGUN, set()
    for name in first:
        model = step_of(built, model, name)
    compare(built, model, "at first")
    run = built.run
    for seed in range(WALKS):
        with transaction.atomic():
            taken |= walked(built, model, random.Random(seed))
            transaction.set_rollback(True)
        built.run = run
    assert len(taken) > 3


def walked(found: Round, model: Model, chance: random.Random) -> set[str]:
    taken = set()
    for number in range(STEPS):
        steps = [name for name, after in moves(model) if may_be_walked(found, model, name, after)]
        if not steps:
            break
        weights = [SELDOM.get(name.split()[0], 1) for name in steps]
        name = (
            chance.choices(steps, weights)[0]
            .replace("chooses 0", "chooses")
            .replace("chooses 1", "chooses")
        )
        check_refused(found, model, chance)
        model = step_of(found, model, name)
        taken.add(name.split()[0])
        if number % 2:
            compare(found, model, name)
    compare(found, model, "at last")
    return taken


def may_be_walked(found: Round, model: Model, name: str, after: Model) -> bool:
    silent = [one for one in model.ones if one.state == "invited" and one.application != "draft"]
    if name.startswith("note_silence") and len(silent) > 1:
        return False  # the office notes it for all at once
    if model.run == "running" and name.startswith(("send_back", "reopen", "withdraw")):
        return False  # a calculation ends with what it began with; the model lets it see the change
    return after != model and not name.startswith(SKIPPED)


def step_of(found: Round, model: Model, name: str) -> Model:
    """What the services made of it, as the model has it."""
    if data_moved(found, name):  # no matter of states: the office looks at them again
        with pytest.raises(Refused, match="etwas geändert"), transaction.atomic():
            found.do(name)
        return model
    found.do(name)
    if name == "chooses":
        name = f"chooses {found.chosen()}"
    after = next(row for step, row in moves(model) if step == name and is_so(found, row))
    if not after.run:
        found.run = None
    return after


def data_moved(found: Round, name: str) -> bool:
    """Whether a confirmation would rest on data that moved since the decision was handed over."""
    if not name.startswith("confirm"):
        return False
    decision = found.older() if name == "confirm older" else found.decision()
    decision.run.round = found.now()
    return bool(not_asked(decision.run, to_decide(decision.run)))


def is_so(found: Round, model: Model) -> bool:
    """Of two ways a step can go (reserve list or not) the one it went."""
    return all(found.one(number).state == one.state for number, one in enumerate(model.ones))


def compare(found: Round, model: Model, name: str) -> None:
    round = found.now()
    assert round.state == model.round, name
    lacking = what_is_missing(round)
    for number, one in enumerate(model.ones):
        stand = found.stand(number, lacking)
        wanted = candidate_stand(model, number)
        handed_in = "submitted" if stand.application == "late" else stand.application
        assert (stand.state, handed_in) == (one.state, one.application), name
        if model.round != "closed":
            assert stand.place == one.place, name
        assert allowed(CANDIDATE, stand) == allowed(CANDIDATE, wanted), (name, stand, wanted)
    assert bool(left_of(round)) == bool(left(model)), (name, left_of(round), model)
    assert any(batch.waiting for batch in batches_of(round)) == model.letters, name
    if found.run is not None:
        real = allowed(DECISION, found.decision_stand())
        assert real == allowed(DECISION, decision_stand(model)), (name, model)


def check_refused(found: Round, model: Model, chance: random.Random) -> None:
    """One step the table does not allow is refused, whoever presses the button all the same."""
    may = {name for name, _after in moves(model)}
    names = [
        f"{step} {number}"
        for number, one in enumerate(model.ones)
        for step in REFUSABLE
        if step not in NEEDS_APPLICATION or one.application
    ]
    name = chance.choice([row for row in names if row not in may])
    with pytest.raises(Refused), transaction.atomic():
        found.do(name)


NEEDS_APPLICATION = ("write", "ask_approval", "refuse_approval", "hand_in", "send_back", "withdraw")
REFUSABLE = (
    *NEEDS_APPLICATION,
    "invite",
    "begin",
    "decline",
    "close",
    "contract",
    "give_back",
    "replace",
    "leave_free",
    "fill_after_all",
)
