"""The rules of a round: shown, frozen, opened again, compared."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import (
    ActionPage,
    ChangePage,
    Crumbs,
    FormPage,
    Page,
    Text,
    Values,
)
from begleitwerk.selection.forms.rounds import ReopenForm, ReserveForm
from begleitwerk.selection.models import RuleSet, SelectionRound
from begleitwerk.selection.presenters.rules import differences, rule_pages
from begleitwerk.selection.selectors.proposals import proposals_for
from begleitwerk.selection.selectors.rules import content_digest, content_of, faults_of_rules
from begleitwerk.selection.selectors.versions import (
    get_versions_or_404,
    relaxed_rules,
    version_or_404,
)
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version, open_rules
from begleitwerk.selection.services.rules import change_reserve
from begleitwerk.selection.views.base import OfRound


class OfRules(OfRound):
    """A page about the rules of a round."""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Rules"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("rules", self.round.pk)

    @cached_property
    def versions(self) -> tuple[RuleSet, ...]:
        return get_versions_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @cached_property
    def round(self) -> SelectionRound:
        return self.versions[0].round

    @cached_property
    def rules(self) -> RuleSet:
        return self.versions[0]

    def values(self) -> Values:
        return {**super().values(), "rules": self.rules, "versions": self.versions}


class RulesPage(OfRules, Page):
    """The newest version, with what each rule does today."""

    permission = "selection.view_round"
    template_name = "selection/rules.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        found = super().values()
        draft = found["may_edit"] and not self.rules.is_frozen
        return {
            **found,
            "pages": rule_pages(self.rules),
            "may_change": draft,
            "has_proposals": draft and bool(proposals_for(self.rules)),
        }


class RulesVersion(OfRules, Page):
    """An earlier version as it was frozen, or one relaxed for a replacement."""

    permission = "selection.view_round"
    template_name = "selection/rules.html"

    @cached_property
    def rules(self) -> RuleSet:
        def known() -> Iterator[RuleSet]:
            yield from self.versions
            yield from relaxed_rules(self.round)

        return version_or_404(known(), self.kwargs["number"])

    def values(self) -> Values:
        pages = rule_pages(self.rules)
        return {**super().values(), "pages": pages, "may_change": False, "is_old": True}


class RulesFreeze(OfRules, FormPage):
    """Consequences first; what is wrong is named with its rule, field and remedy."""

    permission = "selection.edit_round"
    template_name = "selection/rules_freeze.html"
    form_class = ConfirmForm
    title = _("Freeze the rules?")
    submit_label = _("Freeze the rules")
    saved_message = _("The rules are frozen. They are bound to this text from now on.")

    def save(self, form: Any) -> RuleSet:
        return freeze_rules(by=self.user, rule_set=self.rules)

    def values(self) -> Values:
        faults = [] if self.rules.is_frozen else faults_of_rules(self.rules)
        content = content_of(self.rules)
        return {
            **super().values(),
            "faults": faults,
            "content": content,
            "digest": content_digest(content),
            "pages": rule_pages(self.rules, counted=False),
        }


class RulesOpen(OfRules, ActionPage):
    """Let everybody read the version that is frozen."""

    permission = "selection.edit_round"
    done_message: Text = _("Everybody can read these rules now, without signing in.")
    is_open = True

    def act(self) -> RuleSet:
        return open_rules(
            by=self.user, rule_set=self.rules, is_open=self.is_open, version=self.version
        )


class RulesClose(RulesOpen):
    done_message = _("Only those who were invited and your programme read these rules now.")
    is_open = False


class RulesReserve(OfRules, ChangePage):
    """A rule of its own: who comes first on the reserve list."""

    permission = "selection.edit_round"
    record_name = "rules"
    template_name = "core/form_page.html"
    service = staticmethod(change_reserve)
    form_class = ReserveForm
    title = _("Reserve list")
    submit_label = _("Save the rule")
    saved_message = _("The rule of the reserve list is saved.")

    def permission_object(self) -> Any:
        return self.round

    def save(self, form: Any) -> RuleSet:
        return change_reserve(
            by=self.user, rule_set=self.rules, version=form.version, **form.values
        )


class RulesReopen(OfRules, FormPage):
    permission = "selection.edit_round"
    template_name = "selection/rules_reopen.html"
    form_class = ReopenForm
    title = _("Open a new version of the rules?")
    submit_label = _("Open a new version")
    saved_message = _("The new version is open. Change it and freeze it again.")

    def save(self, form: Any) -> RuleSet:
        return open_new_version(by=self.user, round=self.round, **form.values)


class RulesCompare(OfRules, Page):
    """What changed from one version to another."""

    permission = "selection.view_round"
    template_name = "selection/rules_compare.html"

    def version(self, name: str, default: int) -> RuleSet:
        typed = self.request.GET.get(name, "")
        return version_or_404(self.versions, int(typed) if typed.isdigit() else default)

    def values(self) -> Values:
        newest = self.rules.number
        first = self.version("a", max(newest - 1, 1))
        second = self.version("b", newest)
        return {
            **super().values(),
            "first": first,
            "second": second,
            "differences": differences(content_of(first), content_of(second)),
        }
