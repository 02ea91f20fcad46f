"""Verbs and fields: rounds, rules, longlist."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words
from begleitwerk.core.templatetags.bw import moment
from begleitwerk.engine.selection.problem import Scope
from begleitwerk.selection.enums import FieldSource, RuleStage
from begleitwerk.selection.models.rounds import FAIRNESS, SCOPES


def scope_words(value: Any) -> str:
    return str(dict(SCOPES).get(Scope(value).value, value))


def lot_words(value: Any) -> str:
    return str(dict(FAIRNESS).get(str(value), value))


def value_words(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def level_words(value: Any) -> str:
    return ", ".join(f"{level['value']} {level['label']}" for level in value)


def band_words(value: Any) -> str:
    """Value and level; no value for the level of what is unknown."""
    bands = ((band.get("at_least", band.get("is", "–")), band["level"]) for band in value)
    return ", ".join(f"{found}: {level}" for found, level in bands)


def moment_words(value: Any) -> str:
    return moment(datetime.fromisoformat(str(value)))


def digest_words(value: Any) -> str:
    """The beginning is enough to compare by eye."""
    return str(value)[:12]


VERBS = {
    "selection.round_created": Wording(_("Round created: %(subject)s")),
    "selection.round_changed": Wording(_("Round changed"), lists_changes=True),
    "selection.round_ended": Wording(_("Round ended")),
    "selection.round_resumed": Wording(_("Round taken up again")),
    "selection.lot_data_published": Wording(
        _("Check sum of the data published before the draw (%(data_digest)s)")
    ),
    "selection.lot_number_entered": Wording(
        _("Number for a draw entered: %(number)s, drawn %(drawn_at)s")
    ),
    "selection.fairness_set": Wording(_("Rule of the lot changed"), lists_changes=True),
    "selection.rules_frozen": Wording(_("Rules, version %(number)s, frozen (%(digest)s)")),
    "selection.rules_opened": Wording(_("Rules, version %(number)s, opened to everybody")),
    "selection.rules_closed": Wording(_("Rules, version %(number)s, closed to everybody")),
    "selection.rules_reopened": Wording(_("New version %(number)s of the rules opened")),
    "selection.rule_added": Wording(_("Rule “%(name)s” added")),
    "selection.rule_changed": Wording(_("Rule “%(subject)s” changed"), lists_changes=True),
    "selection.rule_removed": Wording(_("Rule “%(old_name)s” removed")),
    "selection.reserve_changed": Wording(_("Rule of the reserve list changed"), lists_changes=True),
    "selection.longlist_drawn": Wording(
        _("Longlist drawn up: %(added)s added, %(extended)s with a further theme")
    ),
    "selection.candidacy_added": Wording(_("Put on the longlist by hand: %(subject)s")),
    "selection.candidacy_changed": Wording(_("Themes and mail address of %(subject)s changed")),
    "selection.candidacy_removed": Wording(_("Taken off the longlist: %(candidate)s")),
    "selection.candidacy_moved": Wording(_("%(subject)s: from “%(old_state)s” to “%(state)s”")),
}
FIELDS = {
    "selection.ruleset.fairness": Field(_("What a lot makes as large as possible"), lot_words),
    "selection.ruleset.digest": Field(_("Check sum"), digest_words),
    "selection.lot.data_digest": Field(_("Check sum of the data"), digest_words),
    "selection.lot.drawn_at": Field(_("Drawn"), moment_words),
    "selection.stage": Field(_("What the rule decides"), choice_words(RuleStage)),
    "selection.source": Field(_("Source"), choice_words(FieldSource)),
    "selection.value": Field(_("Value"), value_words),
    "selection.values": Field(_("Values"), value_words),
    "selection.levels": Field(_("Levels"), level_words),
    "selection.bands": Field(_("Levels by value"), band_words),
    "selection.attribute": Field(_("What is balanced")),
    "selection.scope": Field(_("Where it holds"), scope_words),
    "selection.themes": Field(_("Themes"), value_words),
}
