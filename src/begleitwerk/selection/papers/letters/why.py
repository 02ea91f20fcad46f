"""Why an applicant is in or not, in words that name no other one.

The engine's reasons name those who were proposed instead; a letter says the same with rules and
counts alone.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.result import PLACES, LoserKind, LoserReason
from begleitwerk.selection.enums import Outcome, RunKind
from begleitwerk.selection.models import DecisionPlace, SelectionDecision
from begleitwerk.selection.presenters.reasons import Names, step_words
from begleitwerk.selection.presenters.rule_words import figure_word
from begleitwerk.selection.selectors.lots import source_of
from begleitwerk.selection.selectors.runs import Finding

FIXED = "fixed:"  # how the engine calls a place somebody keeps


class Reasons:
    """The reasons of one decision, in sentences for each applicant."""

    def __init__(
        self,
        decision: SelectionDecision,
        finding: Finding,
        names: Names,
        rules: dict[str, Any],
    ) -> None:
        self.decision, self.finding, self.names = decision, finding, names
        self.places = {row["key"]: row["places"] for row in rules["themes"]}
        self.has_deviations = decision.deviations.exists()

    def sentences(self, place: DecisionPlace) -> list[str]:
        """The whole answer to "why?", a sentence each."""
        return list(self.told(place))

    def told(self, place: DecisionPlace) -> Iterator[str]:
        key = place.candidacy.key
        was_proposed = key in self.finding.members
        if place.outcome == Outcome.SELECTED:
            yield from self.of_chosen(key, was_proposed=was_proposed)
            return
        if was_proposed:
            yield (
                "Nach den Regeln war Ihre Bewerbung vorgeschlagen. Die Entscheidung weicht davon"
                " ab. Zwei Personen haben sie getroffen und begründet; die Gründe erläutern wir"
                " Ihnen gern im Gespräch."
            )
            return
        reason = self.finding.report.reasons.get(key)
        if reason is None:
            yield "Ihre Bewerbung kam nach der Berechnung hinzu und stand nicht zur Wahl."
            return
        yield from KINDS[reason.kind](self, reason)
        yield from self.of_step(reason)
        if self.has_deviations:
            yield (
                "Von dem Vorschlag nach den Regeln weicht die Entscheidung begründet ab. Ihre"
                " Bewerbung war weder vorgeschlagen, noch wurde sie dadurch ausgeschlossen."
            )

    def of_chosen(self, key: str, *, was_proposed: bool) -> Iterator[str]:
        if not was_proposed:
            yield (
                "Das Programm hat sich nach der Prüfung mit Gründen für Ihre Bewerbung entschieden."
            )
            return
        if self.decision.run.kind == RunKind.REPLACEMENT:
            yield (
                "Ein Platz ist frei geworden. Mit Ihrer Bewerbung erreicht die Zusammensetzung"
                " unter denselben Regeln die meisten Punkte; alle anderen behalten ihren Platz."
            )
        else:
            yield (
                "Ihre Bewerbung gehört zu der Zusammensetzung, die alle Regeln einhält und zusammen"
                " die meisten Punkte erreicht."
            )
        lottery = self.finding.result.lottery
        if lottery is not None and lottery.probabilities.get(key, 1) < 1:
            yield f"Mehrere Zusammensetzungen erreichen so viele Punkte. {self.lot(key)}"

    # --- One kind each --------------------------------------------------------------------------

    def ineligible(self, reason: LoserReason) -> Iterator[str]:
        for failed in reason.failed:
            rule = self.names.hard_rule(failed.rule)
            if failed.found is None:
                yield (
                    "Ob diese Bedingung erfüllt ist, ließ sich nicht feststellen, weil die Angabe"
                    f" fehlt: „{rule}“."
                )
                continue
            found = self.names.fact(reason.candidate, failed.rule, failed.found)
            yield f"Diese Bedingung ist nicht erfüllt: „{rule}“. Festgestellt wurde: {found}."

    def excluded(self, reason: LoserReason) -> Iterator[str]:
        yield "Ihre Bewerbung stand nicht mehr zur Wahl, als die Auswahl berechnet wurde."

    def fewer_points(self, reason: LoserReason) -> Iterator[str]:
        chosen = [m for m in self.finding.result.portfolio.members if m.theme == reason.theme]
        than = "mindestens ebenso viele Punkte wie Ihre"
        if all(member.points > reason.points for member in chosen):
            than = "mehr Punkte als Ihre"
        yield f"{self.offer(reason)} Die dort vorgeschlagenen Bewerbungen erreichten {than}."

    def for_the_rules(self, reason: LoserReason) -> Iterator[str]:
        yield (
            f"{self.offer(reason)} Ihre Bewerbung erreichte {compared(reason)} der dort"
            " vorgeschlagenen. Dass sie dennoch nicht vorgeschlagen ist, liegt an den Regeln für"
            " die Zusammensetzung."
        )
        if reason.decided_by:
            rules = "; ".join(self.rule_words(reason.decided_by))
            yield (
                f"Entschieden hat: {rules}. Sonst gehörte Ihre Bewerbung zu einer der besten"
                " Zusammensetzungen."
            )
        else:
            broken = dict.fromkeys(rule for row in reason.blocked for rule, _line in row.breaks)
            for rule in self.rule_words(broken):
                yield f"An deren Stelle hätte Ihre Bewerbung das nicht eingehalten: {rule}."
        if reason.best_with is not None:
            yield (
                "Andere Zusammensetzungen mit Ihrer Bewerbung halten die Regeln ein, erreichen aber"
                " zusammen weniger Punkte."
            )

    def drawn(self, reason: LoserReason) -> Iterator[str]:
        lot = self.lot(reason.candidate)
        yield f"Eine Zusammensetzung mit Ihrer Bewerbung erreicht ebenso viele Punkte. {lot}"

    def impossible(self, reason: LoserReason) -> Iterator[str]:
        yield "Keine Zusammensetzung, die alle Regeln einhält, kann Ihre Bewerbung enthalten."
        if reason.against:
            words = "; ".join(self.rule_words(reason.against))
            yield f"Das lässt sich mit ihr nicht zugleich einhalten: {words}."

    # --- Parts ----------------------------------------------------------------------------------

    def rule_words(self, keys: Iterable[str]) -> list[str]:
        """Rules in words; of places somebody keeps without saying who does."""
        words = []
        for key in keys:
            kind, _colon, theme = key.partition(":")
            if key.startswith(FIXED):
                words.append("Wer einen Platz innehat, behält ihn")
            elif kind == PLACES and theme:
                count = self.places.get(theme, 0)
                places = "den einen Platz" if count == 1 else f"alle {figure_word(count)} Plätze"
                words.append(f"Das Thema „{self.names.theme(theme)}“ vergibt {places}")
            else:
                words.append(f"die Regel „{self.names.rule(key)}“")
        return list(dict.fromkeys(words))

    def offer(self, reason: LoserReason) -> str:
        theme = self.names.theme(reason.theme)
        count = self.places.get(reason.theme, 0)
        places = "einen Platz" if count == 1 else f"{figure_word(count)} Plätze"
        return f"Im Entwicklungsthema „{theme}“ gab es {places}."

    def lot(self, key: str) -> str:
        lottery, seed = self.finding.result.lottery, self.finding.problem.seed
        words = "Zwischen ihnen hat das Los entschieden."
        if lottery is not None and key in lottery.probabilities:
            share = number(100 * lottery.probabilities[key], 1)
            words += f" Ihre Bewerbung hatte darin eine Chance von {share} Prozent."
        if seed:
            source = source_of(self.decision.run.rule_set)
            origin = f" ({source})" if source else ""
            words += f" Gezogen wurde aus der veröffentlichten Zahl „{seed}“{origin}."
        return words

    def of_step(self, reason: LoserReason) -> Iterator[str]:
        """Which change would have brought it in."""
        if reason.kind is LoserKind.DRAW and reason.is_reachable:
            yield "Mit mehr als 0 Punkten zusätzlich wäre Ihre Bewerbung ohne Los vorgeschlagen."
        if reason.step is not None:
            change = step_words(reason.step, self.names)
            yield f"Mit dieser Änderung wäre Ihre Bewerbung vorgeschlagen worden: {change}."


def compared(reason: LoserReason) -> str:
    """ "mehr Punkte als zwei", "ebenso viele Punkte wie eine", "mindestens ebenso viele …"."""
    count = len(reason.blocked)
    others = "eine" if count == 1 else figure_word(count)
    fewer = sum(row.points < reason.points for row in reason.blocked)
    if fewer == count:
        return f"mehr Punkte als {others}"
    return f"{'mindestens ' if fewer else ''}ebenso viele Punkte wie {others}"


KINDS: dict[LoserKind, Callable[[Reasons, LoserReason], Iterator[str]]] = {
    LoserKind.INELIGIBLE: Reasons.ineligible,
    LoserKind.EXCLUDED: Reasons.excluded,
    LoserKind.FEWER_POINTS: Reasons.fewer_points,
    LoserKind.RULES: Reasons.for_the_rules,
    LoserKind.DRAW: Reasons.drawn,
    LoserKind.IMPOSSIBLE: Reasons.impossible,
}
