"""What counts after an answered contradiction: in every field that says the same thing."""

from dataclasses import replace

from django.utils.translation import gettext

from begleitwerk.core.once import once_per_page
from begleitwerk.engine.selection.problem import Fact
from begleitwerk.municipal_survey.enums import Compared
from begleitwerk.selection.enums import FieldSource
from begleitwerk.selection.models import ClaimAnswer, SelectionRound
from begleitwerk.selection.selectors.fields.info import (
    OF_SURVEY,
    Facts,
    FactValue,
    FieldInfo,
)

YES = "yes"
REGISTERED = {f"{FieldSource.REGISTER}:earlier": Compared.EARLIER}


@once_per_page
def answers_in(round: SelectionRound) -> tuple[ClaimAnswer, ...]:
    rows = ClaimAnswer.objects.filter(candidacy__round=round).select_related("candidacy")
    return tuple(rows.order_by("pk"))


def settle(round: SelectionRound, fields: list[FieldInfo], found: dict[int, Facts]) -> None:
    """Put the value that counts in the place of the other: where the register counts in the field
    that claimed otherwise, where the claim counts in that of the register."""
    claiming = {field.claim: field for field in fields if field.claim}
    of_register = {str(REGISTERED[row.key]): row for row in fields if row.key in REGISTERED}
    if not claiming and not of_register:
        return
    for answer in answers_in(round):
        facts = found.get(answer.candidacy.municipality_id, {})
        by_register = answer.counts == "register"
        topic = answer.claim.removeprefix(OF_SURVEY)
        field = claiming.get(answer.claim) if by_register else of_register.get(topic)
        known = facts.get(field.key) if field else None
        if field is not None and known is not None and not known.is_missing:
            facts[field.key] = settled(field, known, answer)


def settled(field: FieldInfo, known: FactValue, answer: ClaimAnswer) -> FactValue:
    if answer.counts == "register":
        words, kept = gettext("register, after a contradiction: %(answer)s"), answer.registered
    else:
        words, kept = gettext("as stated, after a contradiction: %(answer)s"), answer.claimed
    value = fact_of(kept, known.value)
    evidence = words % {"answer": answer.answer}
    origin = known.origin and replace(known.origin, words=field.word_of(value), source=evidence)
    return replace(known, value=value, shown=field.word_of(value), evidence=evidence, origin=origin)


def fact_of(kept: str, like: Fact) -> Fact:
    """Words kept with an answer as a fact of the same kind: yes, no, or a year."""
    if isinstance(like, bool):
        return kept == YES
    years = [word for word in kept.replace(",", " ").split() if word.isdigit()]
    return type(like)(years[0]) if years and like is not None else like
