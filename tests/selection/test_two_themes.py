"""Who applies for two themes says about each what was done; a score of one reads its text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.selection.enums import ApplicationState, ReviewState
from begleitwerk.selection.models import Application, Correction, Review
from begleitwerk.selection.papers.receipt import receipt_content, receipt_document
from begleitwerk.selection.selectors.applications import (
    application_view,
    content_of,
    step_print,
    what_is_missing,
)
from begleitwerk.selection.selectors.corrections import correctable, lines_of
from begleitwerk.selection.services.applications import save_application
from begleitwerk.selection.services.corrections import agree_to_correction, propose_correction
from begleitwerk.selection.services.receipts import keep_receipt
from tests.factories.municipalities import MembershipFactory
from tests.markup import text_of
from tests.worlds.selection import ANCHORING, IMPACT, SelectionWorld

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
NAME = "Kreis Heidemoor"  # applies for two themes
ONE_TEXT = "Ein Vorhaben zum Thema ist abgeschlossen."
ABOUT = {ANCHORING: "Der Ausschuss bekommt einen Bericht.", IMPACT: "Ein Wirkmodell liegt vor."}


@pytest.fixture
def handed_in(world: SelectionWorld) -> Application:
    """With one text for both themes, as applications were before each had its own."""
    return world.applications[NAME]


@pytest.fixture
def writing(handed_in: Application) -> Application:
    Application.objects.filter(pk=handed_in.pk).update(state=ApplicationState.INCOMPLETE)
    return Application.objects.get(pk=handed_in.pk)


@pytest.fixture
def coordinator(world: SelectionWorld) -> User:
    return person(world, Role.COORDINATOR)


def person(world: SelectionWorld, role: Role) -> User:
    place = world.municipalities[NAME].workspace
    user: User = MembershipFactory(workspace=place, role=role).user
    return user


def told_apart(application: Application) -> Application:
    Application.objects.filter(pk=application.pk).update(experience="", experience_by_theme=ABOUT)
    return Application.objects.get(pk=application.pk)


def texts_in(application: Application, theme: str = "") -> list[str]:
    [section] = [
        row
        for row in application_view(application.candidacy, theme).sections
        if row.slug == "erfahrung"
    ]
    return [entry.value for entry in section.entries if entry.is_text]


def test_one_text_handed_in_for_both_stands_for_both(handed_in: Application) -> None:
    assert "experience_by_theme" not in content_of(handed_in)  # its digest stays
    assert what_is_missing(handed_in) == []
    for theme in ("", ANCHORING, IMPACT):
        assert texts_in(handed_in, theme) == [ONE_TEXT]


def test_the_form_asks_about_each_and_the_receipt_says_each(
    writing: Application, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    place = [writing.municipality.slug, writing.candidacy_id, "erfahrung"]
    url, autosave = (
        reverse(f"selection:application_{name}", args=place) for name in ("step", "autosave")
    )
    form = client.get(url).context["form"]
    assert [form[f"experience-{key}"].value() for key in ABOUT] == [ONE_TEXT, ONE_TEXT]
    seen = {"version": writing.version, "seen": step_print(writing, "erfahrung")}
    sent = {f"experience-{key}": text for key, text in ABOUT.items()}
    first = {**sent, f"experience-{IMPACT}": "Ruf 0451 1225000", **seen}
    marks = client.post(autosave, first).json()["marks"]  # the other waits for an answer
    writing.refresh_from_db()
    assert writing.experience_by_theme == {ANCHORING: ABOUT[ANCHORING]}
    assert client.post(url, {**sent, **marks, "network_since": "2008"}).status_code == 302
    writing = Application.objects.get(pk=writing.pk)
    assert writing.experience_by_theme == ABOUT
    late = client.post(url, {**sent, f"experience-{IMPACT}": "Anders", **seen})
    assert ABOUT[IMPACT] in text_of(late)  # both versions of this text
    receipt = repr(receipt_document(receipt_content(writing)))
    assert all(text in receipt for text in ABOUT.values())


def test_the_same_themes_chosen_again_touch_no_text(
    writing: Application, coordinator: User
) -> None:
    def save(**values: Any) -> Application:
        return save_application(by=coordinator, application=writing, version=None, values=values)

    save(experience_by_theme=ABOUT)
    again = save(themes=list(reversed(writing.themes.all())))
    assert (again.experience, again.experience_by_theme) == (ONE_TEXT, ABOUT)


def test_a_theme_without_a_text_is_named(writing: Application, coordinator: User) -> None:
    save_application(
        by=coordinator,
        application=writing,
        version=None,
        values={"experience_by_theme": {**ABOUT, IMPACT: " "}},
    )
    [(field, words)] = what_is_missing(Application.objects.get(pk=writing.pk))
    assert field == "experience"
    assert "Wirk" in words


def test_nothing_written_is_lost_where_themes_change(
    writing: Application, coordinator: User, world: SelectionWorld
) -> None:
    candidacy = writing.candidacy

    def choose(*keys: str) -> Application:
        themes = [world.themes[key] for key in keys]
        save_application(
            by=coordinator, application=writing, version=None, values={"themes": themes}
        )
        return Application.objects.select_related("candidacy").get(pk=writing.pk)

    candidacy.themes.set(world.themes.values())
    alone = choose(ANCHORING)
    assert content_of(alone)["experience"] == ONE_TEXT
    both = choose(ANCHORING, "participation")
    assert content_of(both)["experience_by_theme"] == {ANCHORING: ONE_TEXT, "participation": ""}
    other = choose("participation")
    assert content_of(other)["experience"] == ""
    again = choose(ANCHORING, IMPACT)
    assert content_of(again)["experience_by_theme"] == {ANCHORING: ONE_TEXT, IMPACT: ONE_TEXT}
    assert choose().experience_by_theme == again.experience_by_theme


def test_a_score_of_one_theme_reads_the_text_of_that_theme(
    handed_in: Application, world: SelectionWorld, as_user: SignIn
) -> None:
    told_apart(handed_in)
    review = Review.objects.select_related("reviewer").get(
        candidacy=handed_in.candidacy, position=1
    )
    Review.objects.filter(pk=review.pk).update(state=ReviewState.OPEN)
    client = as_user(review.reviewer)
    args = [world.slug, world.round.pk, review.pk]
    whole = text_of(client.get(reverse("selection:review", args=args)))
    assert all(text in whole for text in ABOUT.values())
    seen = [
        [key for key, text in ABOUT.items() if text in text_of(page)]
        for step in (1, 2, 3)
        for page in [client.get(reverse("selection:review_score", args=[*args, step]))]
    ]
    assert seen == [[ANCHORING], [IMPACT], [ANCHORING, IMPACT]]
    page = client.get(reverse("selection:review_score", args=[*args, 2]))
    parts = [label for _key, label in page.context["form"].fields["parts"].choices]
    assert [label for label in parts if "Wirk" in label]


def test_the_text_about_one_theme_is_corrected_alone(
    handed_in: Application, world: SelectionWorld, office: User
) -> None:
    application = told_apart(handed_in)
    head = person(world, Role.YOUTH_OFFICE_HEAD)
    keep_receipt(head, application)
    fields = [row.field for row in correctable(application)]
    assert fields[1:3] == [f"experience-{ANCHORING}", f"experience-{IMPACT}"]

    def propose(field: str) -> Correction:
        return propose_correction(
            by=office,
            application=application,
            field=field,
            value="Zwei Wirkmodelle.",
            reason="Am Telefon besprochen.",
        )

    with pytest.raises(Refused):
        propose("experience")
    row = propose(f"experience-{IMPACT}")
    agree_to_correction(by=head, correction=row)
    now = Application.objects.get(pk=application.pk)
    assert texts_in(now) == [ABOUT[ANCHORING], "Zwei Wirkmodelle."]
    [line] = lines_of(now)
    assert "Wirk" in str(line.label)
