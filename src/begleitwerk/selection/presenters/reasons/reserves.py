"""The reserve list in words: why somebody stands where it stands."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from begleitwerk.engine.selection.report import drawn_with
from begleitwerk.engine.selection.result import LoserReason
from begleitwerk.selection.presenters.reasons.names import Names, points_words


def reserve_words(candidate: str, reasons: Mapping[str, LoserReason], names: Names) -> str:
    """ "Missed by 2.50 points. The lot decided between it and A."; for whom was taken out of the
    selection that."""
    reason = reasons.get(candidate)
    if reason is None:
        return _("Was proposed, and people took it out: by the rules it comes first.")
    found = _("It missed by %(points)s points.") % {"points": points_words(reason.missing or 0)}
    if equals := drawn_with(reasons, candidate):
        lot = _("As near as %(names)s: the lot put them in order.")
        found = f"{found} {lot % {'names': names.list_of(equals)}}"
    return found
