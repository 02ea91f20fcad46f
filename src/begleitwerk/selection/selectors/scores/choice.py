"""What a choice is made from: final scores, and what it still waits for."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext

from begleitwerk.selection.enums import ReviewState, ScoreOrigin
from begleitwerk.selection.models import Candidacy, Review, RuleSet, SelectionRound
from begleitwerk.selection.selectors.rules import data_scores
from begleitwerk.selection.selectors.scores.book import ScoreBook, book_of, themes_of

Scores = Mapping[int, Mapping[str, Mapping[str, Decimal]]]


def final_scores(round: SelectionRound, rule_set: RuleSet) -> Scores:
    """Candidacy → theme → criterion → score on the criterion's scale, exact.

    From reviews the mean of both, or what they agreed on in a talk; from data what the bands say.
    A criterion without a score yet is absent: `missing_scores` names it. Criteria that are not
    scored for each theme stand under every theme.
    """
    book = book_of(round, rule_set)
    places = [candidacy.municipality for candidacy in book.candidacies]
    by_data = data_scores(round, rule_set, places)
    return {
        candidacy.pk: scores_by_theme(book, candidacy, by_data.get(candidacy.municipality_id, {}))
        for candidacy in book.candidacies
    }


def scores_by_theme(
    book: ScoreBook, candidacy: Candidacy, by_data: Mapping[str, Decimal]
) -> dict[str, dict[str, Decimal]]:
    found = {theme.item.key: dict(by_data) for theme in themes_of(candidacy)}
    for slot in book.slots(candidacy):
        score = book.final(candidacy, slot)
        if score is None:
            continue
        criterion, only = slot.key
        for theme, scores in found.items():
            if only in ("", theme):
                scores[criterion] = score
    return found


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
