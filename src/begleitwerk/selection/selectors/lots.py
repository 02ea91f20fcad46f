"""The lot of a round: where its number comes from, the number, how it was bound."""

from django.utils.translation import gettext as _

from begleitwerk.core.once import once_per_page
from begleitwerk.engine.selection.protocol import Drawing
from begleitwerk.selection.models import Lot, RuleSet, SelectionRound, SelectionRun
from begleitwerk.selection.selectors.versions import current_rules


@once_per_page
def lot_of_round(round: SelectionRound) -> Lot:
    """What is published and entered; a row that is not stored yet where nothing is."""
    return Lot.objects.filter(round=round).first() or Lot(round=round)


def number_of(round: SelectionRound) -> str:
    """The number a draw of this round is made from; empty as long as nobody entered it."""
    return lot_of_round(round).number


def source_of(rule_set: RuleSet) -> str:
    """Where the number comes from, as it was frozen with the rules.

    Rules frozen before that was asked for say nothing of it; there the round does.
    """
    frozen: str = rule_set.content.get("lot", {}).get("source", "")
    return frozen or rule_set.round.seed_source


def why_source_stays(round: SelectionRound) -> str:
    """Why the source of the number can no longer be changed; empty where it can."""
    lot, rules = lot_of_round(round), current_rules(round)
    if lot.number:
        return _("The number for a draw is entered. Where it comes from stays.")
    if rules.is_frozen and rules.content.get("lot", {}).get("source"):
        return _(
            "Where the number comes from is frozen with the rules. Open a new version of them with"
            " its reason to change it."
        )
    return ""


def drawing_of(run: SelectionRun) -> Drawing | None:
    """How the number of a run was bound; None where it has none."""
    if not run.problem.get("seed"):
        return None
    lot = lot_of_round(run.round)
    return Drawing(
        source=source_of(run.rule_set),
        data_digest=lot.data_digest,
        published_at=lot.published_at,
        drawn_at=lot.drawn_at,
        entered_at=lot.entered_at,
    )


def stated_digests() -> dict[str, str]:
    """Every digest of data that was published before a drawing: sealed with the log."""
    return {
        f"{pk}.{number}": publication["digest"]
        for pk, publications in Lot.objects.order_by("pk").values_list("pk", "publications")
        for number, publication in enumerate(publications, 1)
    }
