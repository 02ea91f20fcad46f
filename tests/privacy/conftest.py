"""Somebody who left traces in every kind of place."""

from dataclasses import dataclass, field

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from begleitwerk.accounts.models import User
from begleitwerk.core.services import queue_mail, record_event
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers.seal import paper_digest
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import BodyMember
from begleitwerk.selection.models import Review
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.core import JobFactory, SavedFilterFactory, UploadFactory
from tests.factories.council import PaperBlockFactory, PaperFactory
from tests.factories.files import StoredFileFactory
from tests.factories.goals import GoalFactory
from tests.factories.municipalities import InvitedRoleFactory, MembershipFactory
from tests.factories.networks import BodyMemberFactory
from tests.factories.selection import CandidacyFactory, ReviewFactory

NAME, EMAIL = "Jördis Beispiel", "joerdis.beispiel@example.org"


@dataclass
class Traces:
    """A person, and where she stands."""

    user: User
    musterau: Municipality
    review: Review = field(init=False)
    seat: BodyMember = field(init=False)
    goal: Goal = field(init=False)
    block: PaperBlock = field(init=False)
    released: Paper = field(init=False)


@pytest.fixture
def traces(musterau: Municipality, coordinator: User) -> Traces:
    user = UserFactory(name=NAME, email=EMAIL, function="Planung Musterau")
    found = Traces(user, musterau)
    MembershipFactory(user=user, workspace=musterau.workspace, role=Role.PLANNER)
    MembershipFactory(workspace=musterau.workspace, granted_by=user)
    invited = InvitationFactory(email=EMAIL, name=NAME, accepted_by=user, invited_by=coordinator)
    InvitedRoleFactory(invitation=invited, workspace=musterau.workspace)
    InvitationFactory(invited_by=user)
    for number in range(2):
        queue_mail(to=EMAIL.upper(), subject="An Sie", body="Text", key=f"to her {number}")
    queue_mail(to="b@example.org", subject="x", body=f"{NAME} lädt Sie ein.", key="about her")
    SavedFilterFactory(owner_id=user.pk)
    JobFactory(owner_id=user.pk)
    UploadFactory(owner_id=user.pk)
    StoredFileFactory(municipality=musterau, uploaded_by_id=user.pk)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "geheim"})
    found.review = ReviewFactory(reviewer=user, state="done")
    CandidacyFactory(municipality=musterau, contact_email=EMAIL)
    found.seat = BodyMemberFactory(body__municipality=musterau, person_name=f"Dr. {NAME}")
    found.goal = GoalFactory(municipality=musterau, description=f"Frau {NAME} plant ({EMAIL}).")
    found.block = PaperBlockFactory(
        paper__municipality=musterau, table={"rows": [["Planung", NAME]], "caption": "Wer"}
    )
    found.released = PaperFactory(municipality=musterau, summary=f"Vorgelegt von {NAME}.")
    found.released.released_digest = paper_digest(found.released)
    found.released.save()
    record_event(by=user, verb="goals.goal_added", subject=found.goal, reason=f"wie {NAME} sagte")
    return found
