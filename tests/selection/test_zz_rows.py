import pytest
from tests.permissions.matrix import PERSONAS
from tests.permissions.selection import ROWS
from tests.permissions.world import build_world
from tests.conftest import make_person
from django.test import Client
pytestmark=pytest.mark.django_db
MINE=("round","rule","criterion","portfolio","hard","candid","longlist")
def test_rows(places):
    people={n: make_person(n, places) for n in PERSONAS if n!="anyone"}
    w=build_world(people=people, musterau=places.musterau, programme_space=places.programme)
    bad=[]
    for row in ROWS:
        if not row.name.split(":")[1].startswith(MINE) or "{draft_round}" not in row.path and row.name not in("selection:rounds","selection:round_create"): continue
        for persona, status in zip(PERSONAS,row.statuses):
            c=Client()
            if persona!="anyone": c.force_login(people[persona])
            with w.rollback():
                got=c.generic(row.method,row.path.format(**w.places),**w.body(row)).status_code
            if got!=status: bad.append((row.name,row.method,persona,status,got))
    assert bad==[]
