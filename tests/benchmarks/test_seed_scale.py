"""Scale data: the same seed gives the same, its audit chain is whole, real people stay apart."""

from collections import Counter

import pytest
from benchmarks.scale.build import seed
from benchmarks.scale.frame import Size
from benchmarks.scale.words import name_of
from benchmarks.seed_scale import check_size, seed_scale
from django.db import transaction

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, AuditHead
from begleitwerk.core.services import record_event, verify_chain
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import changes_of
from begleitwerk.demo.world import DemoWorld
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import standings
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.municipalities.selectors import slug_base
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Phase
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def fill(municipalities: int = 3, users: int = 12, *, force: bool = False) -> str:
    said: list[str] = []
    seed_scale(
        municipalities=municipalities, users_per_municipality=users, force=force, say=said.append
    )
    return "\n".join(said)


def test_counts_are_as_asked_and_the_chain_is_whole() -> None:
    said = fill()
    large = Municipality.objects.get(workspace__slug="landkreis-gross")
    assert "3 of 3 municipalities" in said
    assert Municipality.objects.filter(is_invented=True).count() == 3
    assert Phase.objects.count() == 12
    assert Goal.objects.count() == 45
    assert Measure.objects.filter(municipality=large).count() == 300
    assert Counter(Paper.objects.values_list("state", flat=True)) == {
        "closed": 3,
        "submitted": 3,
        "draft": 3,
    }
    assert list(verify_chain()) == []


def test_the_chain_goes_on_behind_it() -> None:
    fill(municipalities=1)
    record_event(by=None, verb="municipalities.municipality_changed", subject=Body.objects.all()[0])
    assert AuditHead.objects.get().number == AuditEvent.objects.count()
    assert list(verify_chain()) == []


def test_draft_papers_say_what_the_data_says() -> None:
    fill(municipalities=1)
    today = DemoWorld().today
    draft = Paper.objects.get(state="draft")
    changes = changes_of(draft, today)
    assert not changes.blocks
    assert changes.amount is None
    large = Municipality.objects.get(workspace__slug="landkreis-gross")
    assert len({row.light for row in standings([large.pk], today).values()}) >= 3


def test_the_same_seed_gives_the_same() -> None:
    def texts(number: int) -> tuple[list[str], dict[str, int]]:
        counts = seed(Size(2, 5, 2, number), lambda _done: None)
        rows = Measure.objects.order_by("pk").values_list("title", "owner", "state", "cost")
        return [str(row) for row in rows], counts

    results = []
    for number in (7, 7, 8):
        point = transaction.savepoint()
        results.append(texts(number))
        transaction.savepoint_rollback(point)
    first, again, other = results
    assert first == again
    assert first != other


def test_everybody_has_a_role_and_nobody_a_password() -> None:
    fill(municipalities=1, users=50)
    roles = Counter(Membership.objects.values_list("role", flat=True))
    assert roles["partner"] == 30
    assert roles["facilitator"] == 1
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_real_people_are_left_alone_unless_forced() -> None:
    UserFactory(email="somebody@example.org", is_demo=False)
    with pytest.raises(SystemExit, match="real people"):
        fill(municipalities=1)
    fill(municipalities=1, force=True)
    assert Municipality.objects.filter(workspace__slug="landkreis-gross").exists()


def test_it_does_not_come_twice() -> None:
    fill(municipalities=1)
    with pytest.raises(SystemExit, match="already"):
        fill(municipalities=1)


@pytest.mark.parametrize("wrong", [{"municipalities": 0}, {"years": 0}])
def test_impossible_sizes_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SystemExit):
        seed_scale(**wrong)


def test_four_times_the_federal_size_has_names_and_keys_of_its_own() -> None:
    names = {name_of(number)[0] for number in range(1, 2281)}
    assert len({slug_base(name) for name in names}) == 2280
    check_size(Size(2280, 50, 3, 1))
