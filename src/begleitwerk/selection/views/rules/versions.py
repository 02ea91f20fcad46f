"""The rules of a round: shown, frozen, opened again, compared."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, FormPage, Page
from begleitwerk.selection.forms.rounds import ConsequencesForm, ReopenForm
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.presenters.rules import differences, rule_pages
from begleitwerk.selection.selectors.proposals import proposals_for
from begleitwerk.selection.selectors.rules import content_digest, content_of, faults_of_rules
from begleitwerk.selection.selectors.versions import current_rules, version_or_404, versions_of
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.views.base import OfRound


class OfRules(OfRound):
    """A page about the rules of a round."""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Rules"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("rules", self.round.pk)

    @cached_property
    def rules(self) -> RuleSet:
        return current_rules(self.round)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"rules": self.rules, "versions": versions_of(self.round), **kwargs}
        )


class RulesPage(OfRules, Page):
    """The newest version, with what each rule does today."""

    permission = "selection.view_round"
    template_name = "selection/rules.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        draft = context["may_edit"] and not self.rules.is_frozen
        return {
            **context,
            "pages": rule_pages(self.rules),
            "may_change": draft,
            "has_proposals": draft and bool(proposals_for(self.rules)),
        }


class RulesVersion(OfRules, Page):
    """An earlier version as it was frozen."""

    permission = "selection.view_round"
    template_name = "selection/rules.html"

    @cached_property
    def rules(self) -> RuleSet:
        return version_or_404(self.round, self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = rule_pages(self.rules)
        return super().get_context_data(pages=pages, may_change=False, is_old=True, **kwargs)


class RulesFreeze(OfRules, FormPage):
    """Consequences first; what is wrong is named with its rule, field and remedy."""

    permission = "selection.edit_round"
    template_name = "selection/rules_freeze.html"
    form_class = ConsequencesForm
    title = _("Freeze the rules?")
    submit_label = _("Freeze the rules")
    saved_message = _("The rules are frozen. They are bound to this text from now on.")

    def save(self, form: Any) -> RuleSet:
        return freeze_rules(by=self.user, rule_set=self.rules)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        faults = [] if self.rules.is_frozen else faults_of_rules(self.rules)
        content = content_of(self.rules)
        return super().get_context_data(
            faults=faults,
            content=content,
            digest=content_digest(content),
            pages=rule_pages(self.rules),
            **kwargs,
        )


class RulesReopen(OfRules, FormPage):
    permission = "selection.edit_round"
    template_name = "selection/rules_reopen.html"
    form_class = ReopenForm
    title = _("Open a new version of the rules?")
    submit_label = _("Open a new version")
    saved_message = _("The new version is open. Change it and freeze it again.")

    def save(self, form: Any) -> RuleSet:
        return open_new_version(by=self.user, round=self.round, reason=form.cleaned_data["reason"])


class RulesCompare(OfRules, Page):
    """What changed from one version to another."""

    permission = "selection.view_round"
    template_name = "selection/rules_compare.html"

    def version(self, name: str, default: int) -> RuleSet:
        typed = self.request.GET.get(name, "")
        return version_or_404(self.round, int(typed) if typed.isdigit() else default)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.rules.number
        first = self.version("a", max(newest - 1, 1))
        second = self.version("b", newest)
        return super().get_context_data(
            first=first,
            second=second,
            differences=differences(content_of(first), content_of(second)),
            **kwargs,
        )
