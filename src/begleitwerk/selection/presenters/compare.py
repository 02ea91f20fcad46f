"""Two candidates side by side, as far as the viewer may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.problem import Criterion, Problem, parts_of
from begleitwerk.selection.models import Candidacy, SelectionRound, SelectionRun
from begleitwerk.selection.presenters.reasons import Names, loser_words, names_of, points_words
from begleitwerk.selection.presenters.rule_words import share_words
from begleitwerk.selection.selectors.attributes import attribute_infos, attributes_of
from begleitwerk.selection.selectors.fields import facts_of
from begleitwerk.selection.selectors.rules import content_of, rule_outcomes
from begleitwerk.selection.selectors.runs import Finding, finding_in, problem_in
from begleitwerk.selection.selectors.scores import Slot, visible_scores


@dataclass(frozen=True)
class CompareRow:
    """One line: what it is about, what each of the two has, and whether they differ."""

    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


@dataclass(frozen=True)
class ComparePart:
    key: str
    title: str
    rows: tuple[CompareRow, ...]


Pair = tuple[Candidacy, Candidacy]


def compare_page(
    user: User, round: SelectionRound, pair: Pair, run: SelectionRun | None
) -> list[ComparePart]:
    """Data, conditions, scores and result of two; parts without a line are left out."""
    parts = [
        ComparePart("daten", _("Data"), tuple(data_rows(round, pair))),
        ComparePart("bedingungen", _("Conditions"), tuple(condition_rows(round, pair))),
    ]
    if run is None:
        parts.append(ComparePart("punkte", _("Scores"), tuple(score_rows(user, pair))))
    else:
        parts += points_parts(run, pair)
        parts.append(ComparePart("ergebnis", _("Proposal"), tuple(result_rows(run, pair))))
    return [part for part in parts if part.rows]


def data_rows(round: SelectionRound, pair: Pair) -> Iterator[CompareRow]:
    """What rules balance, and the population."""
    places = [row.municipality for row in pair]
    values = attributes_of(round, places)
    for info in attribute_infos(round):
        left, right = (values[place.pk].get(info.key) for place in places)
        yield CompareRow(info.label, left.label if left else "–", right.label if right else "–")
    facts = facts_of(round, places, keys={"register:population", "register:density"})
    labels = {"register:population": _("Population"), "register:density": _("Density")}
    for key, label in labels.items():
        shown = [facts[place.pk][key].shown if key in facts[place.pk] else "–" for place in places]
        yield CompareRow(label, shown[0], shown[1])


def condition_rows(round: SelectionRound, pair: Pair) -> Iterator[CompareRow]:
    outcomes = rule_outcomes(round, pair)
    words: list[dict[str, str]] = []
    labels: dict[str, str] = {}
    for row in pair:
        found = {}
        for outcome in outcomes.get(row.pk, ()):
            labels[outcome.rule.key] = outcome.rule.name
            found[outcome.rule.key] = f"{met_words(outcome.met)} ({outcome.found.shown})"
        words.append(found)
    for key, label in labels.items():
        yield CompareRow(label, words[0].get(key, "–"), words[1].get(key, "–"))


def met_words(met: bool | None) -> str:
    if met is None:
        return _("not known")
    return _("met") if met else _("not met")


def score_rows(user: User, pair: Pair) -> Iterator[CompareRow]:
    """Scores that count; of a candidacy whose reviews are not both done nothing is shown."""
    sheets = [visible_scores(user, row) for row in pair]
    columns: list[Mapping[str, str]] = [
        {
            slot_label(line.slot): number(line.final, 2)
            for line in sheet.lines
            if sheet.is_open and line.final is not None
        }
        for sheet in sheets
    ]
    for label in dict.fromkeys([*columns[0], *columns[1]]):
        yield CompareRow(label, columns[0].get(label, "–"), columns[1].get(label, "–"))


def points_parts(run: SelectionRun, pair: Pair) -> Iterator[ComparePart]:
    """How the points of a calculation come about: for each theme every criterion, and the sum."""
    problem, names = problem_in(run), names_of(run)
    labels = criterion_labels(run)
    known = {row.key: row for row in problem.candidates}
    sheets = [known[row.key].scores if row.key in known else {} for row in pair]
    for theme in problem.themes:
        given = [sheet.get(theme.key, {}) for sheet in sheets]
        if not any(given):
            continue
        parts = [parts_in(scores, problem) for scores in given]
        lines = [
            CompareRow(
                labels[criterion.key],
                *(part_words(criterion, *both) for both in zip(given, parts, strict=True)),
            )
            for criterion in problem.criteria
        ]
        sums = [points_words(sum(part.values())) if part else "–" for part in parts]
        lines.append(CompareRow(_("Points"), *sums))
        title = _("Points in “%(theme)s”") % {"theme": names.theme(theme.key)}
        yield ComparePart(f"punkte-{theme.key}", title, tuple(lines))


def criterion_labels(run: SelectionRun) -> dict[str, str]:
    """Each criterion with its share of the weight: "Motivation, 24 %"."""
    rows = content_of(run.rule_set)["criteria"]
    total = sum((Decimal(row["weight"]) for row in rows), Decimal(0))
    return {row["key"]: f"{row['name']}, {share_words(row['weight'], total)}" for row in rows}


def parts_in(scores: Mapping[str, Decimal], problem: Problem) -> Mapping[str, int]:
    """Nothing where a score is missing: then there are no points to add up."""
    is_whole = all(criterion.key in scores for criterion in problem.criteria)
    return parts_of(scores, problem.criteria) if is_whole else {}


def part_words(
    criterion: Criterion, scores: Mapping[str, Decimal], parts: Mapping[str, int]
) -> str:
    """The score, the end of its scale, and what it gives: "2 of 3: 24.00"."""
    if criterion.key not in scores:
        return "–"
    reached = _("%(score)s of %(highest)s") % {
        "score": number(scores[criterion.key]),
        "highest": number(criterion.highest),
    }
    return f"{reached}: {points_words(parts[criterion.key])}" if parts else reached


def slot_label(slot: Slot) -> str:
    theme = f" · {slot.theme.item.label}" if slot.theme else ""
    return f"{slot.criterion.name}{theme}"


def result_rows(run: SelectionRun, pair: Pair) -> Iterator[CompareRow]:
    finding, names = finding_in(run), names_of(run)
    points = [points_in(finding, row) for row in pair]
    yield CompareRow(_("Points"), points[0], points[1])
    shares = [f"{finding.share(row.key)} %" for row in pair]
    yield CompareRow(_("Certainty"), shares[0], shares[1])
    told = [told_in(finding, names, row) for row in pair]
    yield CompareRow(_("Result"), told[0], told[1])


def points_in(finding: Finding, row: Candidacy) -> str:
    placed, reason = finding.placed.get(row.key), finding.report.reasons.get(row.key)
    if placed:
        return points_words(placed.points)
    return points_words(reason.points) if reason else "–"


def told_in(finding: Finding, names: Names, row: Candidacy) -> str:
    placed, reason = finding.placed.get(row.key), finding.report.reasons.get(row.key)
    if placed:
        return _("proposed for “%(theme)s”") % {"theme": names.theme(placed.theme)}
    if reason is None:
        return _("did not take part in this calculation")
    return loser_words(reason, finding.problem, finding.result, names).headline
