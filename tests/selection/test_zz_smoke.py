import pytest
from django.urls import reverse
from tests.selection.world import build_selection
pytestmark = pytest.mark.django_db
def test_smoke(programme_space, office, as_user):
    world = build_selection(space=programme_space, office=office)
    c = as_user(office)
    slug, pk = world.slug, world.round.pk
    cand = next(iter(world.candidacies.values())).pk
    rule = world.rules.hard_rules.first().pk
    for name, ids in [("rounds",[]),("round",[pk]),("round_create",[]),("round_edit",[pk]),("rules",[pk]),("rules_freeze",[pk]),("rules_reopen",[pk]),("rules_compare",[pk]),("rules_version",[pk,1]),("rule_proposals",[pk]),("hard_rule_add",[pk]),("hard_rule_edit",[pk,rule]),("hard_rule_list",[pk,rule]),("criterion_add",[pk]),("criterion_edit",[pk,world.rules.criteria.last().pk]),("portfolio_rule_add",[pk]),("portfolio_rule_edit",[pk,world.rules.portfolio_rules.first().pk]),("candidates",[pk]),("candidacy",[pk,cand]),("candidacy_edit",[pk,cand]),("longlist_draw",[pk]),("longlist_add",[pk]),("longlist_remove",[pk,cand])]:
        r = c.get(reverse(f"selection:{name}", args=[slug,*ids]))
        print(name, r.status_code)
        assert r.status_code == 200, name
