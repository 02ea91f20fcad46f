"""What a run knew of one candidate: facts with their source, attributes, scores."""

from dataclasses import dataclass

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.selection.models import Candidacy, SelectionRun
from begleitwerk.selection.selectors.fields import fields_of, place_words
from begleitwerk.selection.selectors.pins import is_same
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import evidence_in, problem_in


@dataclass(frozen=True)
class KnownFact:
    """A fact as it was found: in words, as its source prints it, and where."""

    label: str
    words: str
    printed: str
    where: str


@dataclass(frozen=True)
class KnownScore:
    """What counted for a criterion in a theme."""

    theme: str
    criterion: str
    score: str


@dataclass(frozen=True)
class Known:
    """`invited` are the facts of the invitation that were others by then."""

    facts: tuple[KnownFact, ...]
    invited: tuple[KnownFact, ...]
    scores: tuple[KnownScore, ...]


def known_of(run: SelectionRun, candidacy: Candidacy) -> Known | None:
    """The candidate as the run has it; None where it did not stand for selection then."""
    rows = {row.key: row for row in problem_in(run).candidates}
    candidate = rows.get(candidacy.key)
    if candidate is None:
        return None
    content = content_of(run.rule_set)
    themes = {row["key"]: row["label"] for row in content["themes"]}
    criteria = {row["key"]: row["name"] for row in content["criteria"]}
    labels = {field.key: field.label for field in fields_of(run.round)}
    found = evidence_in(run).get(candidacy.key, {})
    invited = {key: from_plain(Evidence, row) for key, row in candidacy.invited_facts.items()}
    return Known(
        facts=tuple(
            KnownFact(labels.get(key, key), row.words, row.printed, place_words(row))
            for key, row in sorted(found.items())
        ),
        invited=tuple(
            KnownFact(labels.get(key, key), row.words, row.printed, place_words(row))
            for key, row in sorted(invited.items())
            if key in found and not is_same(row, found[key])
        ),
        scores=tuple(
            KnownScore(themes.get(theme, theme), criteria.get(key, key), number(score))
            for theme, scores in sorted(candidate.scores.items())
            for key, score in sorted(scores.items())
        ),
    )
