"""Who a body consists of, in words."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext, ngettext

from begleitwerk.core.templatetags.bw import listed, number_word
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors.members import Seat, expanded_members

# How a name is spoken of where its first word ends like this.
GERMAN_ARTICLES = (
    ("gruppe", "Die"),
    ("konferenz", "Die"),
    ("versammlung", "Die"),
    ("runde", "Die"),
    ("kommission", "Die"),
    ("beirat", "Der"),
    ("ausschuss", "Der"),
    ("kreis", "Der"),
    ("forum", "Das"),
    ("treffen", "Das"),
    ("team", "Das"),
    ("gremium", "Das"),
)


def composition_sentence(body: Body, language: str = "de", on: date | None = None) -> str:
    """Who a body consists of, by function and never by name, for papers and pages.

    "Die Planungsgruppe besteht aus drei Personen: Sachgebietsleitung …, … und …." A body without
    members gets a sentence fit for editing.
    """
    with translation.override(language):
        seats = expanded_members(body, on)
        subject = subject_of(body, language)
        if not seats:
            return gettext("The members of %(name)s are not recorded yet.") % {
                "name": f"„{body.name}“" if language.startswith("de") else f"“{body.name}”"
            }
        persons = sum(seat.persons for seat in seats)
        words = ngettext(
            "%(body)s consists of one person: %(members)s.",
            "%(body)s consists of %(count)s persons: %(members)s.",
            persons,
        )
        return words % {
            "body": subject,
            "count": number_word(persons),
            "members": listed([seat_words(seat, language) for seat in seats]),
        }


def subject_of(body: Body, language: str) -> str:
    """The body as the subject of a sentence, with its article where it is certain."""
    if not language.startswith("de"):
        return body.name if body.name.lower().startswith("the ") else f"“{body.name}”"
    first = body.name.split(" ", 1)[0].lower()
    for ending, article in GERMAN_ARTICLES:
        if first.endswith(ending):
            return f"{article} {body.name}"
    return f"Das Gremium „{body.name}“"


def seat_words(seat: Seat, language: str) -> str:
    """One member: "Leitung des Dezernats 5 (Vorsitz)", a body with its members in brackets."""
    member = seat.member
    if member.member_body is not None:
        subject = subject_of(member.member_body, language)
        name = subject[0].lower() + subject[1:] if subject.startswith(("D", "“")) else subject
        inside = listed([seat_words(below, language) for below in seat.seats])
        return f"{name} ({inside})" if inside else name
    notes = [member.organisation.name] if member.organisation else []
    notes += [gettext("chair")] if member.is_chair else []
    if member.seats > 1:
        notes.append(gettext("%(count)s persons") % {"count": member.seats})
    return f"{member} ({', '.join(notes)})" if notes else str(member)
