"""How far a self-assessment is, and the one thing to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.selectors import Asked, Preparation
from begleitwerk.core.templatetags.bw import day
from begleitwerk.engine.documents import Segment, word_diff
from begleitwerk.fieldwork.selectors import GroupProgress, Stage, stage_of

Text = str | Promise


def url_of(assessment: Assessment, name: str, *args: int) -> str:
    slug = assessment.municipality.slug
    return reverse(f"assessment:{name}", args=[slug, assessment.pk, *args])


# --- The steps of the preparation -----------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A step of the preparation: `verb` is what one does in it, `note` says what is there or
    missing."""

    key: str
    label: Text
    verb: Text
    url: str
    note: str
    is_done: bool


def steps_of(assessment: Assessment, found: Preparation) -> list[Step]:
    """The steps in their order; `found` says what is there."""
    collection = assessment.collection
    window = gettext("%(first)s to %(last)s") % {
        "first": day(collection.opens_on),
        "last": day(collection.closes_on),
    }
    purpose = assessment.get_purpose_display()
    rows: list[tuple[str, Text, Text, str, str, bool]] = [
        ("angaben", _("What it is for"), _("Say what it is for"), "assessment_edit", purpose, True),
        ("kriterien", _("Criteria"), _("Choose criteria"), "criteria",
         criteria_words(found.criteria), bool(found.criteria)),
        ("gruppen", _("Groups"), _("Name groups"), "groups",
         groups_words(found.groups), bool(found.groups)),
        ("zeit", _("Time"), _("Plan the time"), "dates", window, True),
        ("personen", _("Who is asked"), _("Choose who is asked"), "people",
         ways_words(found.ways), bool(found.ways)),
        ("oeffnen", _("Check and open"), _("Check and open"), "open", "", False),
    ]  # fmt: skip
    return [
        Step(key, label, verb, url_of(assessment, name), note, is_done)
        for key, label, verb, name, note, is_done in rows
    ]


def criteria_words(number: int) -> str:
    if not number:
        return pgettext("criteria", "none chosen yet")
    return ngettext("%(n)d criterion", "%(n)d criteria", number) % {"n": number}


def groups_words(number: int) -> str:
    if not number:
        return gettext("none named yet")
    return ngettext("%(n)d group", "%(n)d groups", number) % {"n": number}


def ways_words(number: int) -> str:
    if not number:
        return gettext("nobody yet")
    return ngettext("%(n)d way in", "%(n)d ways in", number) % {"n": number}


# --- How far it is --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A sentence, a badge (`kind` as KERN calls it), and the next step where there is one."""

    sentence: str
    word: str
    kind: str
    verb: Text = ""
    url: str = ""


KINDS = {
    Stage.DRAFT: "info",
    Stage.WAITS: "info",
    Stage.RUNS: "success",
    Stage.LATE: "warning",
    Stage.CLOSED: "info",
}


def standing_of(
    assessment: Assessment, progress: Sequence[GroupProgress], steps: Sequence[Step], today: date
) -> Standing:
    """Where it is, and what comes next; `steps` count while it is prepared."""
    stage = stage_of(assessment.collection, today)
    word, kind = assessment.get_state_display(), KINDS[stage]
    if stage == Stage.DRAFT:
        missing = next(step for step in steps if not step.is_done)
        sentence = (
            gettext("Everything is prepared. Look at it once more, and let people answer.")
            if missing.key == "oeffnen"
            else gettext("Nobody was asked yet. Next: %(step)s.") % {"step": missing.verb}
        )
        return Standing(sentence, word, kind, missing.verb, missing.url)
    if stage == Stage.WAITS:
        opens = day(assessment.collection.opens_on)
        sentence = gettext("People can answer from %(day)s on.") % {"day": opens}
        return Standing(sentence, word, kind, _("Pass on the link"), url_of(assessment, "link"))
    if stage == Stage.RUNS:
        sentence = f"{answered_in(progress)} {rest_words(assessment.collection.closes_on, today)}"
        return Standing(sentence, word, kind, _("Pass on the link"), url_of(assessment, "link"))
    if stage == Stage.LATE:
        sentence = gettext(
            "%(answered)s The end was on %(day)s; what comes now counts as late."
        ) % {"answered": answered_in(progress), "day": day(assessment.collection.closes_on)}
        verb = _("Close and make the result")
        return Standing(sentence, word, kind, verb, url_of(assessment, "close"))
    return closed_standing(assessment, word)


def closed_standing(assessment: Assessment, word: str) -> Standing:
    if assessment.state == AssessmentState.OPEN:  # the answers have ended, the result is made
        sentence = gettext("Answers are closed. The result is being made; this takes a moment.")
        verb, url = _("Look how far it is"), url_of(assessment, "close")
        return Standing(sentence, word, "info", verb, url)
    verb, url = _("See the result"), url_of(assessment, "result")
    sentence = gettext("Answers are closed. Now it is time to talk about where views differ.")
    if assessment.state == AssessmentState.RELEASED:
        sentence = gettext("Released on %(day)s.") % {"day": day(assessment.released_on)}
    return Standing(sentence, word, "success", verb, url)


def answered_in(progress: Sequence[GroupProgress]) -> str:
    return answered_words(
        came=sum(row.handed_in for row in progress),
        asked=sum(row.asked for row in progress),
        by_link=any(row.by_link for row in progress),
    )


def answered_words(*, came: int, asked: int, by_link: bool) -> str:
    """“12 of 30 have answered”; how many were asked is known by personal links and codes only."""
    if asked and not by_link:
        return gettext("%(came)d of %(asked)d have answered.") % {"came": came, "asked": asked}
    if not came:
        return gettext("Nobody has answered yet.")
    return ngettext("One person has answered.", "%(n)d people have answered.", came) % {"n": came}


def rest_words(closes_on: date, today: date) -> str:
    left = (closes_on - today).days
    if left == 0:
        return gettext("Today is the last day.")
    return ngettext("One day is left.", "%(n)d days are left.", left) % {"n": left}


# --- Criteria -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CriterionLine:
    """A criterion, and where it was reworded what changed word by word."""

    criterion: Criterion
    changes: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class DimensionLines:
    number: str
    label: str
    lines: tuple[CriterionLine, ...]


def criterion_lines(asked: Sequence[Asked]) -> list[DimensionLines]:
    return [
        DimensionLines(
            row.dimension.number, row.dimension.label, tuple(map(criterion_line, row.criteria))
        )
        for row in asked
    ]


def criterion_line(criterion: Criterion) -> CriterionLine:
    return CriterionLine(criterion, changes_of(criterion))


def changes_of(criterion: Criterion) -> tuple[Segment, ...]:
    """The framework's statement and this one's, word by word; nothing where they are the same."""
    source = criterion.source
    if source is None or source.text == criterion.text:
        return ()
    return word_diff(source.text, criterion.text)


# --- To be passed on ------------------------------------------------------------------------------


def text_for_mail(assessment: Assessment, url: str) -> str:
    """What one copies into a mail to those who are asked: short, with everything they need."""
    return gettext(
        "Hello,\n\n"
        "how far has our network come? Please tell us how you see it: %(title)s.\n"
        "It takes about ten minutes, also on a phone. You need no account. Nobody sees who "
        "answered what.\n\n"
        "%(url)s\n\n"
        "Please answer by %(day)s. Thank you!"
    ) % {"title": assessment.title, "url": url, "day": day(assessment.collection.closes_on)}
