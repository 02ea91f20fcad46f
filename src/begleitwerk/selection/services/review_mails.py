"""Mails about reviews: what was assigned, and that two people should talk. Never a level."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from begleitwerk.accounts.models import User
from begleitwerk.core.services import queue_mail
from begleitwerk.selection.models import Candidacy, JointScore, Review, SelectionRound
from begleitwerk.selection.selectors.scores import ScoreBook, Slot


def tell_reviewers(round: SelectionRound, reviews: Iterable[Review]) -> None:
    """One mail for each person, however many applications she got."""
    by_person: dict[User, list[Review]] = {}
    for review in reviews:
        by_person.setdefault(review.reviewer, []).append(review)
    path = reverse("selection:reviews", args=[round.workspace.slug])
    for person, given in by_person.items():
        with translation.override(person.language):
            context = {
                "round": round,
                "count": len(given),
                "link": settings.SITE_URL + path,
            }
            send(
                person,
                gettext("Applications to review: %(round)s") % {"round": round.name},
                "assigned",
                context,
                key=f"selection-reviews:{person.pk}:{max(review.pk for review in given)}",
            )


def ask_for_talk(book: ScoreBook) -> None:
    """Where both are done and stand apart, both hear of it."""
    for candidacy in book.candidacies:
        talks = book.talks(candidacy)
        for review in book.reviews[candidacy.pk] if talks else ():
            with translation.override(review.reviewer.language):
                subject = gettext("Please talk about a review: %(municipality)s")
                send(
                    review.reviewer,
                    subject % {"municipality": candidacy.municipality},
                    "talk",
                    talk_context(candidacy, review, [slot.title for slot in talks]),
                    key=f"selection-talk:{review.pk}:{review.version}",
                )


def tell_of_completion(review: Review) -> None:
    """She had finished, and the municipality handed in other words since."""
    candidacy = review.candidacy
    with translation.override(review.reviewer.language):
        subject = gettext("Application completed, please read it again: %(place)s")
        send(
            review.reviewer,
            subject % {"place": candidacy.municipality},
            "completed",
            talk_context(candidacy, review, []),
            key=f"selection-completed:{review.pk}:{review.version}",
        )


def tell_of_talk(book: ScoreBook, row: JointScore, slot: Slot, name: str, *, but: User) -> None:
    """The other of both hears what was entered or confirmed; never a level."""
    for review in book.reviews[row.candidacy_id]:
        if review.reviewer_id == but.pk:
            continue
        with translation.override(review.reviewer.language):
            words = {
                "talk_recorded": gettext("Please confirm the result of your talk: %(place)s"),
                "talk_confirmed": gettext("Your talk is confirmed: %(place)s"),
            }
            context = {
                **talk_context(row.candidacy, review, [slot.title]),
                "by": but,
                "day": row.talked_on,
            }
            subject = words[name] % {"place": row.candidacy.municipality}
            key = f"selection-{name}:{row.pk}:{row.version}"
            send(review.reviewer, subject, name, context, key=key)


def talk_context(candidacy: Candidacy, review: Review, criteria: list[str]) -> Mapping[str, object]:
    path = reverse("selection:review", args=[candidacy.office.slug, candidacy.round_id, review.pk])
    return {
        "municipality": candidacy.municipality,
        "criteria": criteria,
        "link": settings.SITE_URL + path,
    }


def send(person: User, subject: str, name: str, context: Mapping[str, object], *, key: str) -> None:
    body = render_to_string(f"selection/mail/{name}.txt", dict(context))
    queue_mail(to=person.email, subject=subject, body=body, key=key)
