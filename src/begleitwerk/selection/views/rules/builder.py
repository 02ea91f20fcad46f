"""Rules written one by one, with what they do shown while they are written."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.pages import ActionPage, FormPage, ListPage
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
from begleitwerk.selection.selectors.rules.content import hard_rule_content, portfolio_content
from begleitwerk.selection.selectors.versions import criteria_of, hard_rules_of, portfolio_rules_of
from begleitwerk.selection.services import rules as services
from begleitwerk.selection.tables.candidates import KeptFilter, KeptRow, KeptTable
from begleitwerk.selection.views.rules.versions import OfRules

Rule = HardRule | ScoredCriterion | PortfolioRule
ROWS: dict[type[Rule], Callable[[RuleSet], Sequence[Rule]]] = {
    HardRule: hard_rules_of,
    ScoredCriterion: criteria_of,
    PortfolioRule: portfolio_rules_of,
}


class RulePage(OfRules, FormPage):
    """A rule of the newest version. A preview shows what it does and saves nothing."""

    permission = "selection.edit_round"
    model: ClassVar[type[Rule]]
    # what the address says about a new rule
    preset: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def rule(self) -> Any:
        """The row of the address, or a new one."""
        if "rule_pk" not in self.kwargs:
            return self.model(rule_set=self.rules)
        rows: Any = ROWS[self.model](self.rules)
        found = next((row for row in rows if row.pk == self.kwargs["rule_pk"]), None)
        if found is None:
            raise Http404
        own = copy(found)  # a form writes into it what was typed; the others read what is saved
        own.rule_set = self.rules
        return own

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        asked = {name: self.request.GET[name] for name in self.preset if name in self.request.GET}
        return {**kwargs, "rule_set": self.rules, "rule": self.rule, "initial": asked}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            saved: HttpResponse = super().post(request, *args, **kwargs)
            return saved
        return self.preview()

    def preview(self) -> HttpResponse:
        form = self.get_form()
        effect = self.effect(form)
        form.hush()
        return self.render_to_response(self.get_context_data(form=form, effect=effect))

    def effect(self, form: Any) -> Any:
        """What the rule in the form does today; None while it is not complete."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "effect" not in kwargs:
            form = kwargs.setdefault("form", None) or self.get_form()
            kwargs |= {"form": form, "effect": self.effect(form)}
        return super().get_context_data(rule=self.rule, **kwargs)


class RuleRemove(OfRules, ActionPage):
    permission = "selection.edit_round"
    model: ClassVar[type[Rule]]
    done_message = _("The rule is removed.")

    def act(self) -> None:
        rows = self.model._default_manager.filter(
            pk=self.kwargs["rule_pk"], rule_set__round=self.round
        )
        rule = rows.select_related("rule_set__round__edition__programme__workspace").first()
        if rule is None:
            raise Http404
        services.remove_rule(by=self.user, rule=rule)

    def target_url(self) -> str:
        return self.get_success_url()


# --- Hard rules ---------------------------------------------------------------------------------


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
        return {
            "sentence": hard_rule_sentence(content),
            "kept": kept_with(self.round, self.rules, draft),
            "base": base_of(self.round, draft.stage).words,
        }

    def save(self, form: Any) -> HardRule:
        return services.add_hard_rule(by=self.user, rule_set=self.rules, values=form.values)


class HardRuleEdit(HardRuleAdd):
    title = _("Edit a hard rule")

    def save(self, form: Any) -> HardRule:
        return services.change_hard_rule(
            by=self.user, rule=self.rule, version=form.version, values=form.values
        )


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
        rows = HardRule.objects.select_related("rule_set", "theme__item")
        found = rows.filter(pk=self.kwargs["rule_pk"], rule_set__round=self.round).first()
        if found is None:
            raise Http404
        return found

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rule=self.rule, sentence=hard_rule_sentence(self.rule), **kwargs
        )


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

    def save(self, form: Any) -> ScoredCriterion:
        return services.add_criterion(by=self.user, rule_set=self.rules, values=form.values)


class CriterionEdit(CriterionAdd):
    title = _("Edit a scored criterion")

    def save(self, form: Any) -> ScoredCriterion:
        return services.change_criterion(
            by=self.user, rule=self.rule, version=form.version, values=form.values
        )


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
            effect["warnings"] = warnings_of(draft, there)
        return effect

    def save(self, form: Any) -> PortfolioRule:
        return services.add_portfolio_rule(by=self.user, rule_set=self.rules, values=form.values)


class PortfolioRuleEdit(PortfolioRuleAdd):
    title = _("Edit a rule of balance")

    def save(self, form: Any) -> PortfolioRule:
        return services.change_portfolio_rule(
            by=self.user, rule=self.rule, version=form.version, values=form.values
        )


class PortfolioRuleRemove(RuleRemove):
    model = PortfolioRule


# --- Proposals ----------------------------------------------------------------------------------


class RuleProposals(OfRules, FormPage):
    """Rules to start from; afterwards each can be changed like any other."""

    permission = "selection.edit_round"
    template_name = "selection/rule_proposals.html"
    form_class = ProposalsForm
    title = _("Rules to start from")
    submit_label = _("Take over what is ticked")
    saved_message = _("The proposals are taken over. Adapt them to your round.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rule_set": self.rules}

    def save(self, form: Any) -> RuleSet:
        services.add_proposals(
            by=self.user, rule_set=self.rules, keys=form.cleaned_data["proposals"]
        )
        return self.rules
