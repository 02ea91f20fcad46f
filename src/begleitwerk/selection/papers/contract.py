"""What the contract of a selected municipality says, for the placeholders of the office's file."""

from datetime import date

from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.selectors import contact_of
from begleitwerk.programmes.selectors import letterhead_of
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.papers.letter_frame import day
from begleitwerk.selection.selectors.after import theme_of


def contract_values(candidacy: Candidacy) -> dict[str, str]:
    """A value for each placeholder (`programmes.services.PLACEHOLDERS`), German always; empty
    where it is not known yet."""
    edition, place = candidacy.round.edition, candidacy.municipality
    programme, contract, theme = edition.programme, candidacy.contract, theme_of(candidacy)
    head = letterhead_of(programme)
    sharing = candidacy.partners.order_by(alphabetical("name"))
    starts_on = contract.starts_on if contract else None
    return {
        "kommune": place.name,
        "weitere_kommunen": ", ".join(row.name for row in sharing) or "–",
        "anschrift": "\n".join(contact_of(place).lines),
        "programm": programme.name,
        "traeger": programme.office,
        "durchgang": edition.name,
        "durchgang_beginn": known(edition.starts_on),
        "durchgang_ende": known(edition.ends_on),
        "thema": theme.item.label_de if theme else "–",
        "vertragsnummer": contract.number if contract else "",
        "teilnahme_beginn": known(starts_on),
        "unterzeichnet_von": head.signed_by,
        "unterzeichnet_als": head.signed_as,
    }


def known(value: date | None) -> str:
    return day(value) if value else ""
