"""Rules written one by one, with what they do shown while they are written."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.pages import ActionPage, FormPage, ListPage, Values
from begleitwerk.core.services import Refused
from begleitwerk.selection.forms.rules import (
    CriterionForm,
    HardRuleForm,
    PortfolioRuleForm,
    ProposalsForm,
)
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.presenters.rule_words import (
    hard_rule_sentence,
    quota_sentence,
    share_words,
)
from begleitwerk.selection.selectors.attributes import attribute_infos
from begleitwerk.selection.selectors.rules import (
    available,
    base_of,
    kept_with,
    outcomes_for,
    warnings_of,
)
from begleitwerk.selection.selectors.rules.checks import contradictions
from begleitwerk.selection.selectors.rules.content import hard_rule_content, portfolio_content
from begleitwerk.selection.selectors.rules.impossible import crowded_by, impossible_in
from begleitwerk.selection.selectors.versions import (
    criteria_of,
    hard_rules_of,
    portfolio_rules_of,
    themes_of_round,
)
from begleitwerk.selection.services import rules as services
from begleitwerk.selection.services.rules import Rule
from begleitwerk.selection.tables.candidates import KeptFilter, KeptRow, KeptTable
from begleitwerk.selection.views.rules.versions import OfRules

ROWS: dict[type[Rule], Callable[[RuleSet], Sequence[Rule]]] = {
    HardRule: hard_rules_of,
    ScoredCriterion: criteria_of,
    PortfolioRule: portfolio_rules_of,
}


class OfRule(OfRules):
    """A page about one rule of the newest version."""

    permission = "selection.edit_round"
    model: ClassVar[type[Rule]]

    @cached_property
    def rule(self) -> Any:
        """The row of the address, or a new one."""
        if "rule_pk" not in self.kwargs:
            return self.model(rule_set=self.rules)
        for row in ROWS[self.model](self.rules):
            if row.pk == self.kwargs["rule_pk"]:
                own = copy(row)  # a form writes into it; the others read what is saved
                own.rule_set = self.rules
                return own
        raise Http404


class RulePage(OfRule, FormPage):
    """A rule, new or saved. A preview shows what it does and saves nothing."""

    form_takes = ("rule",)
    # what the address says about a new rule
    preset: ClassVar[tuple[str, ...]] = ()

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in self.preset if name in self.request.GET}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            return self.render_to_response(self.get_context_data())
        saved: HttpResponse = super().post(request, *args, **kwargs)
        return saved

    def check(self, form: Any) -> None:
        """Refuse a rule nobody could keep; two that do not go together are saved, with a fault."""

    def save(self, form: Any) -> Any:
        self.check(form)
        if self.rule.pk:
            about = {"rule": self.rule, "version": form.version}
            return services.change_rule(by=self.user, **about, **form.values)
        about = {"rule_set": self.rules, "kind": self.model}
        return services.add_rule(by=self.user, **about, **form.values)

    def effect(self, form: Any) -> Any:
        """What the rule in the form does today; None while it is not complete."""
        return None

    def values(self) -> Values:
        return {**super().values(), "rule": self.rule}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        effect = self.effect(context["form"])
        if "preview" in self.request.POST:
            context["form"].hush()
        return {**context, "effect": effect}


class RuleRemove(OfRule, ActionPage):
    done_message = _("The rule is removed.")

    def act(self) -> None:
        services.remove_rule(by=self.user, rule=self.rule)


# --- Hard rules ---------------------------------------------------------------------------------


NOBODY = _("With this rule nobody is left. Look at it again, or at the data it asks about.")


class HardRuleAdd(RulePage):
    template_name = "selection/hard_rule.html"
    model = HardRule
    form_class = HardRuleForm
    preset = ("stage",)
    title = _("Add a hard rule")
    submit_label = _("Save the rule")
    saved_message = _("The rule is saved.")

    @cached_property
    def rule(self) -> Any:
        rule = super().rule
        rule.stage = rule.stage or "longlist"
        return rule

    def effect(self, form: Any) -> Any:
        draft = form.draft()
        if draft is None:
            return None
        content = hard_rule_content(draft, {form.field.key: form.field})
        rows = [row for row in hard_rules_of(self.rules) if row.pk != draft.pk]
        faults = contradictions([*rows, draft])
        kept = kept_with(self.round, self.rules, draft)
        nobody = [] if kept.together else [NOBODY]
        return {
            "impossible": [*(fault.text for fault in faults if fault.pk == draft.pk), *nobody],
            "sentence": hard_rule_sentence(content),
            "kept": kept,
            "base": base_of(self.round, draft.stage).words,
        }


class HardRuleEdit(HardRuleAdd):
    title = _("Edit a hard rule")


class HardRuleRemove(RuleRemove):
    model = HardRule


class HardRuleList(OfRules, ListPage):
    """The municipalities behind a number: who meets the rule, who does not, who is unknown."""

    permission = "selection.view_round"
    template_name = "selection/hard_rule_list.html"
    table_class = KeptTable
    filterset_class = KeptFilter
    export_name = "regel"

    @cached_property
    def rule(self) -> HardRule:
        """Of whichever version."""
        for version in self.versions:
            for rule in hard_rules_of(version):
                if rule.pk == self.kwargs["rule_pk"]:
                    return rule
        raise Http404

    def get_queryset(self) -> Any:
        return base_of(self.round, self.rule.stage).places.select_related("workspace")

    def get_table_data(self) -> list[KeptRow]:
        places = list(self.object_list)
        outcomes = outcomes_for(self.round, [self.rule], places)
        rows = [KeptRow.of(place, outcomes[place.pk][0]) for place in places]
        wanted = self.request.GET.get("met", "")
        return [row for row in rows if not wanted or row.state == wanted]

    def export(self, kind: str) -> HttpResponse:
        """What the list shows, not the query it is worked out from."""
        self.object_list = self.get_filterset(self.get_filterset_class()).qs
        header, *rows = KeptTable(self.get_table_data()).as_values()
        return table_response(name=self.export_name, kind=kind, header=header, rows=rows)

    def values(self) -> Values:
        return {
            **super().values(),
            "rule": self.rule,
            "sentence": hard_rule_sentence(self.rule),
        }


# --- Scored criteria ----------------------------------------------------------------------------


class CriterionAdd(RulePage):
    template_name = "selection/criterion.html"
    model = ScoredCriterion
    form_class = CriterionForm
    title = _("Add a scored criterion")
    submit_label = _("Save the criterion")
    saved_message = _("The criterion is saved.")

    def effect(self, form: Any) -> Any:
        """The share of the weight, as it would be."""
        weight = self.rule.weight
        if form.is_bound:
            form.is_valid()
            weight = form.cleaned_data.get("weight")
        if not weight or weight <= 0:
            return None
        others = self.rules.criteria.exclude(pk=self.rule.pk).values_list("weight", flat=True)
        return {"share": share_words(str(weight), weight + sum(others)), "others": len(others)}


class CriterionEdit(CriterionAdd):
    title = _("Edit a scored criterion")


class CriterionRemove(RuleRemove):
    model = ScoredCriterion


# --- Portfolio rules ----------------------------------------------------------------------------


class PortfolioRuleAdd(RulePage):
    template_name = "selection/portfolio_rule.html"
    model = PortfolioRule
    form_class = PortfolioRuleForm
    title = _("Add a rule of balance")
    submit_label = _("Save the rule")
    saved_message = _("The rule is saved.")

    def effect(self, form: Any) -> Any:
        """The sentence as it will be published, and what there is to count."""
        if form.info is None:
            return None
        there = available(self.round, form.info.key)
        effect = {"there": there, "rows": there.rows(form.info)}
        draft = form.draft()
        if draft is not None:
            infos = {info.key: info for info in attribute_infos(self.round)}
            effect["sentence"] = quota_sentence(portfolio_content(draft, infos))
            effect["warnings"] = [*self.impossible(draft), *warnings_of(draft, there)]
        return effect

    def impossible(self, draft: PortfolioRule) -> list[str]:
        """What nobody could keep, said while it is typed."""
        alone = [text for _field, text in self.faults_alone(draft)]
        others = portfolio_rules_of(self.rules)
        crowded = "" if alone else crowded_by(draft, others, self.places)
        return [*alone, crowded] if crowded else alone

    @cached_property
    def places(self) -> dict[int, int]:
        return {theme.pk: theme.places for theme in themes_of_round(self.round)}

    def faults_alone(self, draft: PortfolioRule) -> list[tuple[str, str]]:
        infos = {info.key: info for info in attribute_infos(self.round)}
        return list(impossible_in(draft, infos.get(draft.attribute), self.places))

    def check(self, form: Any) -> None:
        for field, text in self.faults_alone(form.draft()):
            raise Refused(text, field)


class PortfolioRuleEdit(PortfolioRuleAdd):
    title = _("Edit a rule of balance")


class PortfolioRuleRemove(RuleRemove):
    model = PortfolioRule


# --- Proposals ----------------------------------------------------------------------------------


class RuleProposals(OfRules, FormPage):
    """Rules to start from; afterwards each can be changed like any other."""

    permission = "selection.edit_round"
    template_name = "selection/rule_proposals.html"
    form_class = ProposalsForm
    form_takes = ("rules",)
    title = _("Rules to start from")
    submit_label = _("Take over what is ticked")
    saved_message = _("The proposals are taken over. Adapt them to your round.")

    def save(self, form: Any) -> None:
        keys = form.cleaned_data["proposals"]
        services.add_proposals(by=self.user, rule_set=self.rules, keys=keys)
