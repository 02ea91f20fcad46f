"""What still stands in the way of a run, each with the page where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from begleitwerk.selection.enums import ReviewState, ScoreOrigin
from begleitwerk.selection.models import Candidacy, Review, RuleSet, SelectionRound
from begleitwerk.selection.selectors.attributes import attribute_infos, attributes_of
from begleitwerk.selection.selectors.binding import can_tie
from begleitwerk.selection.selectors.claims import contradictions_of
from begleitwerk.selection.selectors.lots import lot_of_round
from begleitwerk.selection.selectors.problem import standing_candidacies
from begleitwerk.selection.selectors.pulse import kept_while_still, pulse_now
from begleitwerk.selection.selectors.rules import data_scores, engine_rules
from begleitwerk.selection.selectors.scores.book import ScoreBook, book_of
from begleitwerk.selection.selectors.versions import frozen_rules


@dataclass(frozen=True)
class Blocker:
    """Something to be done before a run, and the page where it is done."""

    sentence: str
    url: str


def blockers_of(round: SelectionRound) -> list[Blocker]:
    """Everything that is missing for a run; empty means it can start."""
    found = data_blockers(round)
    return found + lot_blockers(round) if frozen_rules(round) else found


def lot_blockers(round: SelectionRound) -> list[Blocker]:
    """The number of the lot is asked for before anybody knows whether it will be needed."""
    lot = lot_of_round(round)
    if lot.number or not can_tie(round):
        return []
    if lot.published_at is None:
        words = _("The check sum of the data is not published yet, which binds them before a draw.")
    else:
        words = _("The number for a draw is not entered yet.")
    return [Blocker(words, page_url("lot", round))]


def data_blockers(round: SelectionRound) -> list[Blocker]:
    """What is missing of rules and data."""
    rule_set = frozen_rules(round)
    if rule_set is None:
        return [Blocker(_("The rules are not frozen yet."), page_url("rules", round))]
    candidacies = standing_candidacies(round)
    if not candidacies:
        nobody = _("No application has been handed in.")
        return [Blocker(nobody, page_url("candidates", round))]
    found = [
        Blocker(
            _("%(name)s: %(what)s") % {"name": candidacy.municipality.name, "what": sentence},
            candidacy_url(candidacy),
        )
        for candidacy, sentence in missing_scores(round, rule_set)
    ]
    return (
        found + open_contradictions(candidacies) + unknown_attributes(round, rule_set, candidacies)
    )


def shown_blockers(round: SelectionRound) -> list[Blocker]:
    """As `blockers_of`, kept while nothing changes: a run that is started asks anew."""
    what = f"blockers {round.pk}"
    return kept_while_still(what, pulse_now(), lambda: blockers_of(round))


def page_url(name: str, round: SelectionRound) -> str:
    return reverse(f"selection:{name}", args=[round.workspace.slug, round.pk])


def candidacy_url(candidacy: Candidacy) -> str:
    arguments = [candidacy.round.workspace.slug, candidacy.round_id, candidacy.pk]
    return reverse("selection:candidacy", args=arguments)


def open_contradictions(candidacies: list[Candidacy]) -> list[Blocker]:
    rows = contradictions_of(candidacies)
    return [
        Blocker(
            _("%(name)s: what it states contradicts the register (%(claim)s).")
            % {"name": candidacy.municipality.name, "claim": row.label},
            candidacy_url(candidacy),
        )
        for candidacy in candidacies
        for row in rows.get(candidacy.pk, ())
        if row.is_open
    ]


def unknown_attributes(
    round: SelectionRound, rule_set: RuleSet, candidacies: list[Candidacy]
) -> list[Blocker]:
    """A rule that balances something has to know it of every candidate."""
    wanted = {quota.attribute for quota in engine_rules(rule_set).quotas}
    labels = {info.key: info.label for info in attribute_infos(round)}
    places = [candidacy.municipality for candidacy in candidacies]
    values = attributes_of(round, places, attributes=wanted)
    return [
        Blocker(
            _("%(name)s: “%(attribute)s” is not known, and a rule balances it.")
            % {"name": candidacy.municipality.name, "attribute": labels.get(name, name)},
            candidacy_url(candidacy),
        )
        for candidacy in candidacies
        for name in sorted(wanted)
        if name not in (known := values[candidacy.municipality_id]) or not known[name].key
    ]


def missing_scores(round: SelectionRound, rule_set: RuleSet) -> list[tuple[Candidacy, str]]:
    """What a choice still waits for, each a sentence about a candidacy; never a level."""
    book = book_of(round, rule_set)
    places = [candidacy.municipality for candidacy in book.candidacies]
    by_data = data_scores(round, rule_set, places)
    return [
        (candidacy, sentence)
        for candidacy in book.candidacies
        for sentence in (
            *missing_reviews(book, candidacy),
            *missing_data(book, by_data.get(candidacy.municipality_id, {})),
        )
    ]


def missing_reviews(book: ScoreBook, candidacy: Candidacy) -> list[str]:
    if not book.slots(candidacy):
        return []
    reviews = book.reviews[candidacy.pk]
    found = []
    if not reviews:
        found.append(gettext("Nobody reviews it yet. Assign two people."))
    elif len(reviews) == 1:
        found.append(gettext("The second reviewer is missing. Assign somebody."))
    for review in reviews:
        found += missing_from(book, candidacy, review)
    for slot in book.talks(candidacy):
        words = gettext("“%(criterion)s”: the two stand apart. Their talk is not recorded yet.")
        if slot.key in book.talked(candidacy):
            words = gettext("“%(criterion)s”: one of both has yet to confirm what they agreed on.")
        found.append(words % {"criterion": slot.title})
    return found


def missing_from(book: ScoreBook, candidacy: Candidacy, review: Review) -> list[str]:
    if review.state != ReviewState.DONE:
        return [gettext("Review %(number)s is not finished.") % {"number": review.position}]
    words = gettext("“%(criterion)s”: review %(number)s has no score for it in these rules.")
    return [
        words % {"criterion": slot.title, "number": review.position}
        for slot in book.missing(candidacy, review)
    ]


def missing_data(book: ScoreBook, by_data: Mapping[str, Decimal]) -> list[str]:
    words = gettext("“%(criterion)s”: the data have no value for it, so there is no score.")
    return [
        words % {"criterion": criterion.name}
        for criterion in book.criteria
        if criterion.origin == ScoreOrigin.DATA and criterion.key not in by_data
    ]
