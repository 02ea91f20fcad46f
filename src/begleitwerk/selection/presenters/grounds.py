"""What does not hold, in words: moved data of a run, the deadline, open applications, waivers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, override

from begleitwerk.core.templatetags.bw import day, listed, number
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.selection.enums import GroundKind, WaiverStep
from begleitwerk.selection.models import SelectionRound, SelectionRun, Waiver
from begleitwerk.selection.presenters.reasons.names import points_words
from begleitwerk.selection.selectors.drift import Drift, DriftKind, PointsMove, taken_over
from begleitwerk.selection.selectors.fields import FieldInfo, fields_of, place_words
from begleitwerk.selection.selectors.grounds import Ground, granted_in, of_drift, waiting_for
from begleitwerk.selection.selectors.pulse import kept_while_still, pulse_now
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import candidacies_by_key

SHOWN = 5  # municipalities whose changes stand open on a page


@dataclass(frozen=True)
class GroundLine:
    """One thing that does not hold: about whom, what, and what is said of it then and today."""

    sentence: str
    name: str = ""
    url: str = ""
    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class GroundGroup:
    """All of one municipality, or of the round; `points` where they would be others."""

    name: str
    url: str
    lines: tuple[GroundLine, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaiverLine:
    """What two people said, or one of them so far."""

    waiver: Waiver
    grounds: tuple[str, ...]
    asked_by: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class GroundPart:
    """What a page shows of what does not hold, and who has to do what about it."""

    step: WaiverStep
    groups: tuple[GroundGroup, ...]
    waiting: WaiverLine | None
    granted: tuple[WaiverLine, ...]
    has_moved: bool = True

    @property
    def shown(self) -> tuple[GroundGroup, ...]:
        return self.groups[:SHOWN]

    @property
    def more(self) -> tuple[GroundGroup, ...]:
        return self.groups[SHOWN:]


def ground_part(
    round: SelectionRound,
    step: WaiverStep,
    grounds: Iterable[Ground],
    run: SelectionRun | None = None,
) -> GroundPart:
    """What speaks against a step, what waits, and what two people allowed."""
    grounds = list(grounds)
    groups = kept_groups(round, grounds, run)
    tells_points = step != WaiverStep.SEND  # its page opens before the points do
    waiting = waiting_for(round, step, run)
    granted = [row for row in granted_in(round) if row.run_id == (run.pk if run else None)]
    return GroundPart(
        step=step,
        groups=groups if tells_points else tuple(replace(row, points=()) for row in groups),
        waiting=waiver_line(waiting) if waiting else None,
        granted=tuple(waiver_line(row) for row in granted),
        has_moved=any(ground.drift for ground in grounds),
    )


def taken_part(run: SelectionRun) -> GroundPart:
    """What a calculation took over of what moved since the one before it: for pages alone."""

    def read() -> tuple[GroundGroup, ...]:
        return groups_of(run.round, of_drift(taken_over(run)), run)

    groups = kept_while_still(f"taken over by {run.pk}", pulse_now(), read)
    return GroundPart(WaiverStep.CALCULATE, groups, waiting=None, granted=())


def waiver_line(row: Any) -> WaiverLine:
    """Of a waiver as `waivers_of` gives it, with the names of the two."""
    return WaiverLine(
        waiver=row,
        grounds=tuple(ground["words"] for ground in row.grounds),
        asked_by=row.asked_by,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )


# --- Grounds --------------------------------------------------------------------------------------


def kept_groups(
    round: SelectionRound, rows: list[Ground], run: SelectionRun | None
) -> tuple[GroundGroup, ...]:
    """As `groups_of`, worded once as long as nothing changes: for pages alone."""
    if not rows:
        return ()
    what = f"grounds {round.pk} {run.pk if run else ''} {[row.mark for row in rows]}"
    return kept_while_still(what, pulse_now(), lambda: groups_of(round, rows, run))


def groups_of(
    round: SelectionRound, rows: list[Ground], run: SelectionRun | None
) -> tuple[GroundGroup, ...]:
    """By municipality, in the order they come."""
    words = Words(round, run)
    groups: dict[str, list[Ground]] = {}
    for ground in rows:
        groups.setdefault(words.owner(ground), []).append(ground)
    return tuple(words.group(key, group) for key, group in groups.items())


def kept_words(
    round: SelectionRound, grounds: Iterable[Ground], run: SelectionRun | None
) -> list[str]:
    """A German sentence for each ground, as a waiver keeps it."""
    with override("de"):
        words = Words(round, run)
        return [words.line(ground).sentence for ground in grounds]


class Words:
    """Names of fields, criteria, themes and municipalities of one round, read once."""

    def __init__(self, round: SelectionRound, run: SelectionRun | None) -> None:
        self.round = round
        self.places = candidacies_by_key(round) if run else {}
        content = content_of(run.rule_set) if run else {"themes": [], "criteria": []}
        self.themes = {row["key"]: row["label"] for row in content["themes"]}
        self.criteria = {row["key"]: row["name"] for row in content["criteria"]}
        self.fields: dict[str, FieldInfo] = (
            {field.key: field for field in fields_of(round)} if run else {}
        )

    def owner(self, ground: Ground) -> str:
        if ground.candidacy is not None:
            return ground.candidacy.key
        return ground.drift.candidate if ground.drift else ""

    def group(self, key: str, grounds: list[Ground]) -> GroundGroup:
        lines = tuple(self.line(ground) for ground in grounds)
        moves = [move for row in grounds if row.drift for move in row.drift.points]
        return GroundGroup(
            name=lines[0].name,
            url=lines[0].url,
            lines=lines,
            points=tuple(self.points(move) for move in moves),
        )

    def line(self, ground: Ground) -> GroundLine:
        if ground.drift is not None:
            return self.drift_line(ground.drift)
        if ground.kind == GroundKind.DEADLINE or ground.candidacy is None:
            words = gettext("Applications can be handed in until the end of %(day)s.")
            return GroundLine(words % {"day": day(self.round.apply_until)})
        name, url = ground.candidacy.municipality.name, self.url_of(ground.candidacy.pk)
        words = {
            GroundKind.WRITING: gettext("%(name)s is writing its application."),
            GroundKind.SENT_BACK: gettext(
                "%(name)s has its application back and has not completed it."
            ),
        }[ground.kind]
        return GroundLine(words % {"name": name}, name, url, words % {"name": name})

    def url_of(self, pk: int) -> str:
        arguments = [self.round.workspace.slug, self.round.pk, pk]
        return reverse("selection:candidacy", args=arguments)

    # --- Drift ------------------------------------------------------------------------------------

    def drift_line(self, drift: Drift) -> GroundLine:
        label = self.label(drift)
        before, after = (self.said(drift, row) for row in (drift.before, drift.after))
        place = self.places.get(drift.candidate)
        name = place.municipality.name if place else drift.candidate
        sentence = ": ".join(filter(None, (name, label)))
        if before or after:
            words = gettext("%(what)s: %(before)s; now %(after)s")
            values = {"before": before or "–", "after": after or "–"}
            sentence = words % {"what": sentence, **values}
        url = self.url_of(place.pk) if place else ""
        return GroundLine(sentence, name, url, label, before, after)

    def label(self, drift: Drift) -> str:
        match drift.kind:
            case DriftKind.FACT:
                known = self.fields.get(drift.key)
                return known.label if known else drift.key
            case DriftKind.SCORE:
                name = self.criteria.get(drift.key, drift.key)
                theme = self.themes.get(drift.theme, drift.theme)
                return f"{name}, {theme}" if theme else name
            case DriftKind.THEMES:
                return gettext("applies for")
            case DriftKind.CAME:
                return gettext("came in since, and is not in the calculation")
            case DriftKind.GONE:
                return gettext("no longer stands for selection")
            case DriftKind.LOT:
                return gettext("Number for the lot")
        return gettext("Version of the rules")

    def said(self, drift: Drift, found: Evidence) -> str:
        """What is said of it, with its place."""
        if drift.kind == DriftKind.THEMES:
            keys = filter(None, found.words.split(", "))
            return str(listed(self.themes.get(key, key) for key in keys))
        if drift.kind == DriftKind.SCORE:
            return number(found.words) if found.words else gettext("none")
        if drift.kind != DriftKind.FACT:
            return found.words
        known = self.fields.get(drift.key)
        if not found.source and known:
            return {"yes": gettext("yes"), "no": gettext("no")}.get(
                found.words, known.word_of(found.words) if found.words else gettext("unknown")
            )
        where = place_words(found)
        return f"{found.words} ({where})" if where else found.words

    def points(self, move: PointsMove) -> str:
        before, after = (
            "–" if value is None else points_words(value) for value in (move.before, move.after)
        )
        return gettext("%(theme)s: %(before)s points, today they would be %(after)s") % {
            "theme": self.themes.get(move.theme, move.theme),
            "before": before,
            "after": after,
        }
