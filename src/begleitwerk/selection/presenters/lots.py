"""How far the lot of a round is bound, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from begleitwerk.core.templatetags.bw import moment
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import SelectionRound, SelectionRun
from begleitwerk.selection.presenters.blockers import Blocker, data_blockers
from begleitwerk.selection.presenters.replay import GAPS
from begleitwerk.selection.selectors.binding import gaps_in, has_moved
from begleitwerk.selection.selectors.lots import lot_of_round, source_of
from begleitwerk.selection.selectors.versions import frozen_rules


@dataclass(frozen=True)
class LotPage:
    """The three steps of a lot, and what stands in the way of the next.

    `blockers` are those of publishing; `moved` that the data are others than those published.
    """

    source: str
    source_from: str
    digest: str
    published_at: datetime | None
    earlier: tuple[str, ...]
    number: str
    drawn_at: datetime | None
    entered_at: datetime | None
    blockers: tuple[Blocker, ...]
    is_open: bool
    moved: bool

    @property
    def may_publish(self) -> bool:
        return self.is_open and not self.number and not self.blockers and bool(self.source)

    @property
    def may_enter(self) -> bool:
        return self.is_open and not self.number and bool(self.digest)


def lot_page(round: SelectionRound) -> LotPage:
    lot, rules = lot_of_round(round), frozen_rules(round)
    is_frozen = bool(rules and rules.content.get("lot", {}).get("source"))
    return LotPage(
        source=source_of(rules) if rules else round.seed_source,
        source_from=frozen_with(rules.number) if rules and is_frozen else "",
        digest=lot.data_digest,
        published_at=lot.published_at,
        earlier=tuple(
            f"{moment(datetime.fromisoformat(row['at']))}: {row['digest']}"
            for row in lot.publications[:-1]
        ),
        number=lot.number,
        drawn_at=lot.drawn_at,
        entered_at=lot.entered_at,
        blockers=() if lot.number else tuple(data_blockers(round)),
        is_open=round.state != RoundState.CLOSED,
        moved=has_moved(round),
    )


def frozen_with(number: int) -> str:
    return _("frozen with the rules, version %(number)d") % {"number": number}


def bound_sentences(round: SelectionRound) -> list[str]:
    """What everybody may read who reads the rules: first the data stand fast, then it is drawn."""
    lot, found = lot_of_round(round), []
    if lot.published_at:
        told = {"digest": lot.data_digest, "at": moment(lot.published_at)}
        found.append(_("All data that enter have this check sum since %(at)s: %(digest)s") % told)
    if lot.drawn_at:
        told = {"number": lot.number, "at": moment(lot.drawn_at)}
        found.append(_("Drawn on %(at)s: %(number)s") % told)
    return found


def unbound_words(run: SelectionRun) -> list[str]:
    """What is not shown of how the number of this run came about; the reader learns it each time.

    Nothing where no lot decided.
    """
    told = {"then": "", "now": ""}
    return [str(GAPS[gap]) % told for gap in gaps_in(run)]
