"""What council papers say of the groups that work on the process."""

from collections.abc import Sequence

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import Addresses, PartContent, counted, gap, listed, month
from begleitwerk.core.selectors import alphabetical
from begleitwerk.networks.models import Body
from begleitwerk.networks.presenters.composition import seat_words, subject_of
from begleitwerk.networks.selectors import Seat, Seats, present_bodies

# Committees and conferences are where a paper goes, not who works on the process.
NOT_A_GROUP = ("political", "administrative")


def groups(look: PaperLook) -> PartContent:
    """The groups that work on the process and the functions in them; never a person's name."""
    rows = present_bodies(look.municipality, look.today).order_by(
        "kind__position", alphabetical("name"), "pk"
    )
    found = [body for body in rows if body.kind.extra.get("layer") not in NOT_A_GROUP]
    seats = Seats(look.municipality, look.today)
    address, sources = look.urls("networks:body"), Addresses()
    sources.add("Gremien", look.url("networks:bodies"))
    for body in found:
        sources.add(f"Gremium: {body.name}", address(body.pk))
    missing = gap("Welche Gruppen arbeiten am Prozess, und wer gehört ihnen an?")
    lines = [_composition(body, seats.of(body.pk)) for body in found]
    return PartContent("\n\n".join(lines) or missing, sources=sources.all())


def _composition(body: Body, seats: Sequence[Seat]) -> str:
    """ "Die Planungsgruppe besteht aus drei Personen: …, … und …." """
    if not seats:
        return gap(f"Wer gehört dem Gremium „{body.name}“ an?")
    name = subject_of(body, "de")
    persons = counted(sum(seat.persons for seat in seats), "einer Person", "Personen")
    if body.kind.extra.get("layer") == "network":  # everybody is in it: a number says enough
        text = f"{name} besteht aus {persons}."
    else:
        text = f"{name} besteht aus {persons}: {listed(map(_seat, seats))}."
    if body.predates_programme:
        return f"{text} Die Gruppe gab es schon vor dem Programm."
    return f"{text} Die Gruppe besteht seit {month(body.founded_on)}." if body.founded_on else text


def _seat(seat: Seat) -> str:
    """A function in words; a body as member has its own paragraph."""
    inner = seat.member.member_body
    if inner is None:
        return seat_words(seat, "de")
    name = subject_of(inner, "de")
    return name[:1].lower() + name[1:]
