"""What a choice is made from: final scores."""

from collections.abc import Mapping
from decimal import Decimal

from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound
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
