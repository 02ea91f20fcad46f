"""The invitation to apply: what it says, and the letter it becomes."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from begleitwerk.core.papers import listed
from begleitwerk.engine.documents import Block, Document, Facts, Heading, Paragraph, parse_text
from begleitwerk.municipalities.models import LetterContact
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.papers.letter_frame import (
    Content,
    closing,
    day,
    frame_of,
    greeting,
    letter,
)
from begleitwerk.selection.selectors.versions import frozen_rules

# Where the office has not written a text of its own.
STANDARD = (
    "wir laden Sie ein, sich um die Teilnahme am Programm „{programme}“ ({edition}) zu bewerben."
    " Ihre Kommune kommt nach den veröffentlichten Regeln dafür in Frage."
)


def standard_text(round: SelectionRound) -> str:
    """The words an office may start from."""
    edition = round.edition
    return STANDARD.format(programme=edition.programme.name, edition=edition.name)


def invitation_content(
    candidacy: Candidacy,
    *,
    on: date,
    reply_by: date,
    text: str,
    contact: str,
    by_post: bool = False,
    to: LetterContact | None = None,
) -> dict[str, Any]:
    """All the letter says, as JSON: it is kept with the letter. `by_post`: nobody can sign in;
    `to`: where it goes, where that is read already."""
    round = candidacy.round
    until = round.apply_until
    return {
        **frame_of(candidacy, to),
        "edition": round.edition.name,
        "round": round.name,
        "themes": [theme.item.label_de for theme in candidacy.themes.select_related("item")],
        "partners": [place.name for place in candidacy.partners.all()],
        "text": text.strip() or standard_text(round),
        "contact": contact.strip(),
        "on": on.isoformat(),
        "reply_by": reply_by.isoformat(),
        "apply_until": until.isoformat() if until else None,
        "url": "" if by_post else application_url(candidacy),
        "rules_url": rules_url(round, by_post=by_post),
    }


def rules_url(round: SelectionRound, *, by_post: bool) -> str:
    """Where the rules are read before applying; empty where whoever gets the letter cannot."""
    rules = frozen_rules(round)
    if rules is None or (by_post and not rules.is_open):
        return ""
    return f"{settings.SITE_URL}{reverse('selection:published_rules', args=[round.pk])}"


def application_url(candidacy: Candidacy) -> str:
    """The full address of the application, for letters and mails."""
    path = reverse("selection:application", args=[candidacy.municipality.slug, candidacy.pk])
    return f"{settings.SITE_URL}{path}"


def invitation_document(content: Content) -> Document:
    """The letter."""
    blocks: list[Block] = [
        Paragraph(greeting(content)),
        *parse_text(content["text"]),
        Facts("Ihre Einladung auf einen Blick", tuple(_facts(content))),
        Heading("So geht es weiter"),
        *_how_to_reply(content),
    ]
    if content.get("rules_url"):  # letters written before rules had an address of their own
        blocks += [
            Heading("Nach welchen Regeln ausgewählt wird"),
            Paragraph(
                "Kriterien mit Stufen und Gewichten, Bedingungen und Vorgaben für die Auswahl als"
                f" Ganzes lesen Sie, bevor Sie sich bewerben: {content['rules_url']}"
            ),
        ]
    if content["contact"]:
        blocks += [Heading("Fragen"), *parse_text(content["contact"])]
    blocks.append(Paragraph(closing(content)))
    return letter(
        content,
        subject="Einladung zur Bewerbung",
        preline=f"{content['programme']}, {content['edition']}",
        blocks=tuple(blocks),
    )


def _how_to_reply(content: Content) -> list[Block]:
    """On the platform, or where nobody was let in yet: how somebody gets there."""
    asked = f"Bitte sagen Sie uns bis zum {day(content['reply_by'])}, ob Sie sich bewerben"
    if not content["url"]:
        return [
            Paragraph(
                f"{asked}, und nennen Sie uns dabei die E-Mail-Adresse der Person, die die"
                " Bewerbung schreibt. Sie erhält dann einen Zugang und alle Unterlagen."
            )
        ]
    return [
        Paragraph(
            f"{asked}. Antwort und Bewerbung geben Sie auf der Plattform Begleitwerk ein; dort wird"
            " gespeichert, was Sie schreiben, und eine dazu befugte Person gibt die Bewerbung frei."
        ),
        Paragraph(f"Die Adresse: {content['url']}"),
    ]


def _facts(content: Content) -> list[tuple[str, str]]:
    themes, partners = content["themes"], content["partners"]
    facts = [
        ("Entwicklungsthema" if len(themes) == 1 else "Entwicklungsthemen", listed(themes)),
        ("Gemeinsam mit", listed(partners)),
        ("Antwort bis", day(content["reply_by"])),
        ("Bewerbung bis", day(content["apply_until"]) if content["apply_until"] else ""),
    ]
    return [(label, words) for label, words in facts if words]
