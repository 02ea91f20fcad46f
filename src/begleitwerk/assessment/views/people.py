"""Who is asked: one link for all, or members of bodies by personal links."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, selectors
from begleitwerk.assessment.selectors import Person
from begleitwerk.assessment.views.base import AssessmentArea
from begleitwerk.core.pages import ActionPage, FormPage, Values
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access
from begleitwerk.fieldwork.services import add_group_link, invite_people


class People(AssessmentArea, FormPage):
    """Members of bodies and people with an account, to be asked personally."""

    permission = "assessment.ask_people"
    form_class = forms.PeopleForm
    template_name = "assessment/people.html"
    title = _("Who is asked?")
    submit_label = _("Ask these people")
    saved_message = _("These people get a personal link by mail once people can answer.")

    @cached_property
    def ways(self) -> list[Access]:
        """Personal links and links for many that let in."""
        kinds = (AccessKind.PERSONAL, AccessKind.GROUP)
        rows = Access.objects.filter(collection=self.assessment.collection, kind__in=kinds)
        return list(rows.filter(is_closed=False))

    @cached_property
    def offered(self) -> list[Person]:
        """Whom nobody asked yet; who was, is known by her address."""
        known = {row.email.lower() for row in self.ways if row.email}
        people = selectors.people_of(self.municipality, self.groups)
        return [person for person in people if person.email.lower() not in known]

    @cached_property
    def groups(self) -> list[Any]:
        return list(self.assessment.collection.groups.filter(is_joint=False))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.offered, "groups": self.groups}

    def save(self, form: Any) -> Any:
        collection = self.assessment.collection
        return invite_people(by=self.user, collection=collection, people=form.specs)

    def get_success_url(self) -> str:
        return self.here("people")

    def values(self) -> Values:
        links = [row for row in self.ways if row.kind == AccessKind.GROUP]
        return {
            **super().values(),
            "steps": self.steps,
            "step_key": "personen",
            "is_draft": self.is_draft,
            "has_link": any(row.group_id is None for row in links),
            "asked": len(self.ways) - len(links),
        }


class AddLink(AssessmentArea, ActionPage):
    """One link for all: whoever follows it says which group is hers."""

    permission = "assessment.ask_people"
    done_message = _("The link for all is there.")

    def act(self) -> Any:
        return add_group_link(by=self.user, collection=self.assessment.collection)

    def target_url(self) -> str:
        return self.here("people" if self.is_draft else "link")
