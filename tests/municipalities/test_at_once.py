"""What several people do at the same moment happens once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from begleitwerk.accounts.models import Invitation
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole
from tests.days import today
from tests.worlds.cast import make_person, make_places


def at_once(count: int, do: Callable[[], object]) -> list[Exception]:
    """Do it in so many threads, each with a connection of its own; what was raised."""
    gate, raised = threading.Barrier(count), []

    def run() -> None:
        try:
            gate.wait()
            do()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_five_invitations_of_one_person_at_once_are_one() -> None:
    places = make_places()
    coordinator = make_person("coordinator", places)

    def invite() -> None:
        services.invite(
            by=coordinator,
            workspace=places.musterau.workspace,
            email="Gast@example.org ",
            role=Role.PARTNER,
            valid_from=today(),
        )

    raised = at_once(5, invite)
    refused = [error for error in raised if isinstance(error, Refused)]
    assert len(raised) == len(refused) == 4
    assert {error.field for error in refused} == {"email"}
    assert InvitedRole.objects.count() == Invitation.objects.count() == 1
    assert OutboxMail.objects.filter(to="gast@example.org").count() == 1
