"""What a score may rest on: parts of the application, its attachments, register, survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from begleitwerk.selection.enums import FieldSource, ScoreOrigin
from begleitwerk.selection.models import Application, Candidacy, RuleSet, ScoredCriterion
from begleitwerk.selection.selectors.applications import STEPS, Step
from begleitwerk.selection.selectors.applications.experience import themes_apart
from begleitwerk.selection.selectors.applications.parts import evidence_of, files_of
from begleitwerk.selection.selectors.fields import FactValue, FieldInfo, facts_of, fields_of
from begleitwerk.selection.selectors.rules import data_scores
from begleitwerk.selection.selectors.scores import Level, levels_of
from begleitwerk.selection.selectors.versions import criteria_of

LONGEST = 160


@dataclass(frozen=True)
class Source:
    """Something to point at; `line` is what then stands as evidence of a score."""

    key: str
    label: str
    line: str


@dataclass(frozen=True)
class Sources:
    """What there is to point at for one candidacy; of an attachment the page is asked for."""

    application: tuple[Source, ...]
    register: tuple[Source, ...]
    survey: tuple[Source, ...]
    files: tuple[tuple[int, str], ...]

    def lines(self) -> Mapping[str, str]:
        rows = (*self.application, *self.register, *self.survey)
        return {row.key: row.line for row in rows}

    def keys(self) -> Mapping[str, str]:
        return {line: key for key, line in self.lines().items()}


def sources_for(candidacy: Candidacy, theme: str = "") -> Sources:
    """Everything known about an applicant, to be named as evidence, for a score of one theme (its
    key) with the text about that theme."""
    facts = facts_of(
        candidacy.round,
        [candidacy.municipality],
        sources=(FieldSource.REGISTER, FieldSource.SURVEY),
    )[candidacy.municipality_id]
    fields = {field.key: field for field in fields_of(candidacy.round)}
    known = [
        source_of(fields[key], fact)
        for key, fact in facts.items()
        if key in fields and not fact.is_missing
    ]
    return Sources(
        application=parts_of(candidacy, theme),
        register=tuple(row for row in known if row.key.startswith(FieldSource.REGISTER)),
        survey=tuple(row for row in known if row.key.startswith(FieldSource.SURVEY)),
        files=tuple((row.pk, row.title) for row in files_of(candidacy.application)),
    )


def source_of(field: FieldInfo, fact: FactValue) -> Source:
    """A fact with where it is from: "Einwohner: 84.300 (Register, 31.12.2023)"."""
    label = f"{field.label}: {fact.shown}"
    line = f"{label} ({fact.evidence})" if fact.evidence else label
    return Source(field.key, shortened(label), line)


def parts_of(candidacy: Candidacy, theme: str) -> tuple[Source, ...]:
    """The parts of the application, and each piece of experience with its proof."""
    words = gettext("Application, %(part)s")
    parts = [
        Source(f"part:{step.slug}", title, words % {"part": title})
        for step in STEPS
        for title in [part_title(candidacy.application, step, theme)]
    ]
    proofs = [
        Source(f"proof:{row.pk}", shortened(f"{row.statement} – {row.proof}"), line)
        for row in evidence_of(candidacy.application)
        for line in [words % {"part": f"{row.statement} – {row.proof}"}]
    ]
    return (*parts, *proofs)


def part_title(application: Application, step: Step, theme: str) -> str:
    """Of several themes the name of the one whose text was read."""
    apart = themes_apart(application) if "experience" in step.fields else {}
    return f"{step.title}: {apart[theme]}" if theme in apart else str(step.title)


def file_line(title: str, page: str) -> str:
    """A place in an attachment as it stands in the evidence."""
    return gettext("Attachment “%(title)s”, page %(page)s") % {"title": title, "page": page}


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


# --- Criteria that data decide ------------------------------------------------------------------


@dataclass(frozen=True)
class DataLine:
    """A criterion nobody scores by hand: the level data give, the value, and its source."""

    criterion: ScoredCriterion
    level: Level | None
    value: Decimal | None
    fact: FactValue | None


def data_lines(candidacy: Candidacy, rule_set: RuleSet) -> list[DataLine]:
    """What data say about a candidacy, for each criterion taken from them."""
    criteria = [row for row in criteria_of(rule_set) if row.origin == ScoreOrigin.DATA]
    place, round = candidacy.municipality, candidacy.round
    scores = data_scores(round, rule_set, [place]).get(place.pk, {})
    keys = {f"{row.source}:{row.field}" for row in criteria}
    facts = facts_of(round, [place], keys=keys)[place.pk] if criteria else {}
    return [
        DataLine(row, named_level(row, value), value, facts.get(f"{row.source}:{row.field}"))
        for row in criteria
        for value in [scores.get(row.key)]
    ]


def named_level(criterion: ScoredCriterion, value: Decimal | None) -> Level | None:
    return next((level for level in levels_of(criterion) if level.value == value), None)
