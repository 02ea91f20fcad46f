"""A finished run as its page shows it: everything named and worded before the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from begleitwerk.engine.selection.result import LoserKind, LoserReason
from begleitwerk.engine.selection.swaps import swaps_between
from begleitwerk.selection.enums import Attribute
from begleitwerk.selection.models import Candidacy, SelectionRun
from begleitwerk.selection.presenters.lots import unbound_words
from begleitwerk.selection.presenters.reasons import (
    EffectWords,
    LoserWords,
    Names,
    effect_words,
    loser_words,
    lottery_words,
    names_of,
    points_words,
    reserve_words,
)
from begleitwerk.selection.presenters.reasons.losers import FRAGILE_TO
from begleitwerk.selection.presenters.reasons.rules import swap_in_theme
from begleitwerk.selection.selectors.attributes import AttributeValue, attributes_of
from begleitwerk.selection.selectors.lots import source_of
from begleitwerk.selection.selectors.runs import Finding, candidacies_by_key, finding_in

SHOWN_LOSERS = 3
COLUMNS = (Attribute.SETTLEMENT, Attribute.LAND)
# who missed by least stands first; who could not be chosen at all stands last
LAST = frozenset({LoserKind.INELIGIBLE, LoserKind.EXCLUDED})


@dataclass(frozen=True)
class ChosenLine:
    """A proposed municipality; `share` in how many of 100 cases it is chosen."""

    candidacy: Candidacy
    settlement: str
    land: str
    points: str
    share: int
    is_fixed: bool

    @property
    def is_close(self) -> bool:
        return self.share < FRAGILE_TO and not self.is_fixed


@dataclass(frozen=True)
class ThemeGroup:
    label: str
    lines: tuple[ChosenLine, ...]


@dataclass(frozen=True)
class LoserLine:
    """A municipality that is not proposed, and why; `rank` is its place on the reserve list and
    `waits` why it stands there."""

    candidacy: Candidacy
    key: str
    points: str
    theme: str
    settlement: str
    land: str
    rank: int | None
    waits: str
    words: LoserWords


@dataclass(frozen=True)
class ResultPage:
    groups: tuple[ThemeGroup, ...]
    losers: tuple[LoserLine, ...]
    effects: tuple[EffectWords, ...]
    lottery: tuple[str, ...]
    lot_source: str
    unbound: tuple[str, ...]
    points: str
    next_best: str
    next_swaps: str
    is_proven: bool
    bound: str
    chosen_count: int
    candidate_count: int

    @property
    def close_count(self) -> int:
        return sum(line.is_close for group in self.groups for line in group.lines)

    @property
    def reserve_count(self) -> int:
        return sum(line.rank is not None for line in self.losers)

    @property
    def first_losers(self) -> tuple[LoserLine, ...]:
        return self.losers[:SHOWN_LOSERS]


@dataclass(frozen=True)
class ResultDesk:
    """What all lines of the page need, read once."""

    finding: Finding
    names: Names
    candidacies: Mapping[str, Candidacy]
    attributes: Mapping[int, Mapping[str, AttributeValue]]

    @classmethod
    def of(cls, run: SelectionRun) -> "ResultDesk":
        finding = finding_in(run)
        keys = {row.key for row in finding.problem.candidates}
        candidacies = {
            key: row for key, row in candidacies_by_key(run.round).items() if key in keys
        }
        places = [row.municipality for row in candidacies.values()]
        attributes = attributes_of(run.round, places, attributes=COLUMNS)
        return cls(finding, names_of(run), candidacies, attributes)

    def word(self, key: str, attribute: str) -> str:
        """The value as the run's data have it; in words where they still mean the same."""
        value = self.attributes[self.candidacies[key].municipality_id].get(attribute)
        return value.label if value else ""


def result_page(run: SelectionRun) -> ResultPage:
    """Everything on the page of a finished run; a handful of queries for any number of lines."""
    desk = ResultDesk.of(run)
    finding = desk.finding
    proof = finding.result.proof
    lottery = finding.result.lottery
    others = finding.report.next_best
    return ResultPage(
        groups=groups_of(desk),
        losers=losers_of(desk),
        effects=tuple(effect_words(row, desk.names) for row in finding.report.effects),
        lottery=tuple(lottery_words(lottery, finding.problem, desk.names)) if lottery else (),
        lot_source=source_of(run.rule_set),
        unbound=tuple(unbound_words(run)),
        points=points_words(proof.points),
        next_best=points_words(others[0].points) if others else _("there is no other"),
        next_swaps="; ".join(
            swap_in_theme(swap, desk.names)
            for other in others[:1]
            for swap in swaps_between(finding.problem, finding.result.portfolio, other)
        ),
        is_proven=proof.points == proof.bound,
        bound=points_words(proof.bound),
        chosen_count=len(finding.result.portfolio.members),
        candidate_count=len(finding.problem.candidates),
    )


def groups_of(desk: ResultDesk) -> tuple[ThemeGroup, ...]:
    finding = desk.finding
    return tuple(
        ThemeGroup(
            label=desk.names.theme(theme.key),
            lines=tuple(
                ChosenLine(
                    candidacy=desk.candidacies[row.candidate],
                    settlement=desk.word(row.candidate, Attribute.SETTLEMENT),
                    land=desk.word(row.candidate, Attribute.LAND),
                    points=points_words(row.points),
                    share=finding.share(row.candidate),
                    is_fixed=row.candidate in finding.problem.fixed,
                )
                for row in finding.result.portfolio.members
                if row.theme == theme.key
            ),
        )
        for theme in finding.problem.themes
    )


def losers_of(desk: ResultDesk) -> tuple[LoserLine, ...]:
    ranks = ranks_in(desk.finding)
    rows = sorted(
        desk.finding.report.reasons.values(),
        key=lambda row: (row.kind in LAST, row.candidate not in ranks, -row.points, row.candidate),
    )
    return tuple(loser_line(desk, row, ranks.get(row.candidate)) for row in rows)


def ranks_in(finding: Finding) -> dict[str, int]:
    """Rank on the reserve list of its theme."""
    ranks: dict[str, int] = {}
    count: dict[str, int] = {}
    for row in finding.report.reserves:
        count[row.theme] = ranks[row.candidate] = count.get(row.theme, 0) + 1
    return ranks


def loser_line(desk: ResultDesk, reason: LoserReason, rank: int | None) -> LoserLine:
    finding = desk.finding
    return LoserLine(
        candidacy=desk.candidacies[reason.candidate],
        key=reason.candidate,
        points=points_words(reason.points),
        theme=desk.names.theme(reason.theme),
        settlement=desk.word(reason.candidate, Attribute.SETTLEMENT),
        land=desk.word(reason.candidate, Attribute.LAND),
        rank=rank,
        waits=reserve_words(reason.candidate, finding.report.reasons, desk.names) if rank else "",
        words=loser_words(
            reason, finding.problem, finding.result, desk.names, finding.report.sensitivity
        ),
    )


def searched(lines: Iterable[LoserLine], text: str) -> list[LoserLine]:
    """Those whose municipality, theme or Land holds the text."""
    wanted = text.strip().casefold()
    return [
        line
        for line in lines
        if wanted in f"{line.candidacy.municipality.name} {line.theme} {line.land}".casefold()
    ]
