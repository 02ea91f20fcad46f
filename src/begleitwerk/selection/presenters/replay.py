"""What came of calculating a protocol again, in words: what differs, what is not shown."""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.engine.selection.protocol import (
    Breach,
    Broken,
    Change,
    Difference,
    Finding,
    Gap,
    Replay,
    Tampering,
    UnreadableError,
)

Words = str | Promise

DIFFERENCES: Mapping[Difference, Words] = {
    Difference.RULES: _("the rules are not those that were frozen"),
    Difference.PUBLISHED: _("calculated by another rule than was published"),
    Difference.FAULTY: _("nothing can be selected from these data"),
    Difference.CONFLICT: _("the rules leave no selection"),
    Difference.NOT_CHOSEN: _("stated as selected, and is not"),
    Difference.CHOSEN: _("is selected, and not stated"),
    Difference.THEME: _("another theme"),
    Difference.POINTS: _("other points"),
    Difference.PROOF: _("another proof"),
    Difference.REASON: _("another reason"),
    Difference.INELIGIBLE: _("other conditions are not met"),
    Difference.BREACH: _("a rule is not kept"),
    Difference.LOTTERY: _("whether the lot decided"),
    Difference.TICKETS: _("other tickets"),
    Difference.TICKET: _("a ticket that may not be in the draw"),
    Difference.GROUP: _("another group of equals"),
    Difference.ORDER: _("the order of the tickets is not theirs"),
    Difference.DRAWN: _("the draw does not follow from the number"),
    Difference.CHANCES: _("other chances"),
    Difference.DEVIATION: _("a deviation that is not possible"),
    Difference.COST: _("another price of a deviation"),
    Difference.RESERVE: _("cannot stand on the reserve list like this"),
}
BROKEN: Mapping[Broken, Words] = {
    Broken.UNKNOWN: _("is no candidate"),
    Broken.ELSEWHERE: _("does not stand for this theme"),
    Broken.TWICE: _("stands there more than once"),
    Broken.HARD_RULE: _("does not meet a condition"),
    Broken.EXCLUDED: _("is left out"),
    Broken.FIXED: _("should keep its place"),
    Broken.PLACES: _("another number of places"),
    Broken.QUOTA: _("a rule of balance is not kept"),
    Broken.POINTS: _("other points than its scores give"),
}
CHANGES: Mapping[Change, Words] = {
    Change.CHANGED: _("changed"),
    Change.ADDED: _("added"),
    Change.REMOVED: _("removed"),
}
FOUND: Mapping[str, Words] = {
    "": _("nothing"),
    "not readable": _("not readable"),
    "none": _("no lot"),
    "drawn": _("a lot"),
    "not interchangeable": _("not interchangeable"),
    "not what its groups hold": _("not what its groups hold"),
    "not in their order": _("not in their order"),
    "the same ticket twice": _("the same ticket twice"),
    "not chosen for this theme": _("not selected for this theme"),
    "cannot take this place": _("cannot take this place"),
    "cannot be a reserve": _("cannot stand on the reserve list"),
    "stands for another theme": _("stands for another theme"),
}
GAPS: Mapping[Gap, Words] = {
    Gap.DIGEST: _(
        "That this file is the one that was decided on. Whoever rewrites data, number and result"
        " together writes a file that fits itself. Compare it with the fingerprint from outside:"
        " --digest and the one from a seal of the log or from the printed protocol."
    ),
    Gap.MIXTURE: _(
        "The last step of the lot. %(then)s mixed these tickets, %(now)s mixes others. They were"
        " checked: as fair, only best selections, in their order, the number falls on what is"
        " stated. As fair a mixture may all the same have drawn another selection. It is proven"
        " with %(then)s."
    ),
    Gap.UNPUBLISHED: _(
        "That the calculation followed the published rules: this file holds no text of them."
        " Compare the rules in it with the published ones by hand."
    ),
    Gap.UNBOUND: _(
        "That nobody knew the number of the lot when the data stood fast: the protocol names no"
        " fingerprint of the data that was published before the drawing."
    ),
    Gap.LATER_DATA: _(
        "That the data stood fast before the drawing: they are not those whose fingerprint was"
        " published. What was changed since stands in the history of the round."
    ),
    Gap.LATER_RULES: _(
        "That the rules stood fast before the drawing: this version was frozen when the number was"
        " known."
    ),
    Gap.OLD_DRAW: _(
        "That nobody drew until satisfied: in this older format the data themselves went into the"
        " draw, so that any change of them drew anew."
    ),
}
# what a file that cannot be read says, as patterns, and in words
UNREADABLE: tuple[tuple[str, Words], ...] = (
    (r"not JSON from here on", _("no JSON from here on")),
    (r"nested too deeply, or a number too long to read", _("nested too deeply, or too long")),
    (r"stands twice in the same object", _("stands there twice")),
    (r"unknown field", _("a field this program does not know")),
    (r"missing field", _("a field is missing")),
    (r"the moment lacks its time zone", _("the moment lacks its time zone")),
    (r"more than (\d+) digits", _("more than %s digits")),
    (r"(\d+) entries expected, (\d+) found", _("%s entries expected, %s found")),
    (r"“(.*)” is not a number", _("“%s” is no number")),
    (r"“(.*)” is not a day .*", _("“%s” is no day (2026-11-30)")),
    (r"“(.*)” is not a moment .*", _("“%s” is no moment in ISO form")),
    (r"“(.*)” is none of (.*)", _("“%s” is none of %s")),
    (r"this program reads versions (.*) to (.*), not (.*)", _("version %s to %s expected, not %s")),
    (r"(.*) expected", _("expected here: %s")),
)
EXPECTED: Mapping[str, Words] = {
    "a JSON object": _("a JSON object"),
    "an object": _("an object"),
    "a list": _("a list"),
    "text": _("text"),
    "a whole number": _("a whole number"),
    "a number as text": _("a number as text"),
    "a day": _("a day"),
    "a moment": _("a moment"),
    "true or false": _("true or false"),
    "a fact": _("a text, a number, true or false, or nothing"),
    "a text, number, truth value or nothing": _("a text, a number, true or false, or nothing"),
}


def outcome_words(outcome: Replay) -> str:
    """The one sentence about what came of it."""
    if not outcome.is_same:
        return gettext("Not the same:")
    if not outcome.is_proven:
        return gettext("The same selection, checked, but the lot is not proven again.")
    if Gap.DIGEST in outcome.gaps:
        return gettext("The same selection follows from this file, proven again.")
    return gettext("The same selection, proven again, from the file with this fingerprint.")


def gap_lines(outcome: Replay) -> list[str]:
    """What this does not prove, a sentence or two each."""
    told = {"then": outcome.stated_solver, "now": outcome.solver}
    return [str(GAPS[gap]) % told for gap in outcome.gaps]


def finding_words(row: Finding) -> str:
    return gettext("%(place)s: %(what)s. Stated: %(stated)s. Calculated: %(found)s.") % {
        "place": row.place,
        "what": DIFFERENCES[row.difference],
        "stated": value_words(row.stated),
        "found": value_words(row.found),
    }


def value_words(value: str) -> str:
    """A value of the protocol as it stands there; codes of the engine in words."""
    if value in FOUND:
        return str(FOUND[value])
    code, _space, rest = value.partition(" ")
    if code in set(Broken) and rest:
        return f"{rest} ({BROKEN[Broken(code)]})"
    return value


def breach_words(breach: Breach) -> str:
    """ "quota-land (a rule of balance is not kept): 1–2, found 3"."""
    place = f"{breach.key} ({BROKEN[breach.broken]})"
    if not (breach.stated or breach.found):
        return place
    words = gettext("%(place)s: %(stated)s, found: %(found)s")
    stated, found = value_words(breach.stated), value_words(breach.found)
    return words % {"place": place, "stated": stated, "found": found}


def tampering_words(found: Iterable[Tampering]) -> list[str]:
    return [f"{row.place} ({CHANGES[row.change]})" for row in found]


def unreadable_words(error: UnreadableError) -> str:
    place = error.place or gettext("the file")
    for pattern, words in UNREADABLE:
        if match := re.fullmatch(pattern, error.what, re.DOTALL):
            parts = tuple(str(EXPECTED.get(part, part)) for part in match.groups())
            return f"{place}: {str(words) % parts}"
    return f"{place}: {error.what}"


def solver_words(outcome: Replay) -> str:
    told = {"now": outcome.solver, "then": outcome.stated_solver}
    return gettext("Solver: now %(now)s, then %(then)s.") % told
