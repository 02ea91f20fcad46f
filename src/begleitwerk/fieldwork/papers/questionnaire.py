"""The paper twin: everything that is asked, with boxes to tick."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from begleitwerk.engine.documents import (
    Block,
    Callout,
    Choices,
    Document,
    Facts,
    Heading,
    Lines,
    Paragraph,
    parse_text,
)
from begleitwerk.fieldwork.enums import Special
from begleitwerk.fieldwork.models import Collection, Group, Item
from begleitwerk.fieldwork.papers.frame import paper, until
from begleitwerk.fieldwork.presenters import IMPORTANCE, signs_of
from begleitwerk.fieldwork.selectors import scale_of, section_of, statement_of


def questionnaire(collection: Collection, items: Sequence[Item], group: Group | None) -> Document:
    """For one group, in the wording it reads, or for all with a list to tick one's group."""
    blocks = (*opening(collection, group), *questions(collection, items, group))
    return paper(collection, _("Questionnaire"), blocks)


def opening(collection: Collection, group: Group | None) -> Iterator[Block]:
    yield from parse_text(collection.intro)
    yield Callout(
        _("How to fill it in"),
        _(
            "Tick one box for each statement; you may leave out what you like. Please write no "
            "names, neither yours nor those of families. Hand it in by %(day)s."
        )
        % {"day": until(collection)},
    )
    if group is not None:
        yield Facts(_("Group"), ((_("I answer as"), group.name),))
    else:
        names = collection.groups.filter(is_joint=False).values_list("name", flat=True)
        yield Choices(_("I answer as"), tuple((False, name) for name in names))


def questions(
    collection: Collection, items: Sequence[Item], group: Group | None
) -> Iterator[Block]:
    section = ""
    for item in items:
        if section_of(item) != section:
            section = section_of(item)
            yield Heading(section)
        statement = statement_of(item, plain=bool(group and group.reads_plain))
        asked = f"{item.number} {statement}".strip()
        yield Heading(asked, 2)
        scale = scale_of(item)
        if scale.is_bipolar:
            yield Facts(_("The two statements"), ((_("left"), scale.low), (_("right"), scale.high)))
        yield Choices(asked, tuple(boxes(item)))
        if collection.asks_importance:
            yield Choices(
                _("How important is that?"),
                tuple((False, f"{value}  {label}") for value, label in IMPORTANCE),
                in_row=True,
            )
        if collection.asks_evidence:
            yield Lines(_("What do you see it by?"), 2)
    yield Paragraph(_("Thank you."))


def boxes(item: Item) -> Iterator[tuple[bool, str]]:
    """Levels with what is to be seen where they are true, then the answers that are no level. The
    sign before each is what is typed when the sheet is entered."""
    scale = scale_of(item)
    levels = {level.value: level for level in scale.levels}
    poles = {scale.levels[0].value: scale.low, scale.levels[-1].value: scale.high}
    for sign, meant in signs_of(scale).items():
        if isinstance(meant, Special):
            yield False, f"{sign.upper()}  {meant.label}"
        else:
            level = levels[meant]
            words = filter(None, (level.label, level.anchor or poles.get(meant, "")))
            yield False, f"{sign}  {': '.join(words)}"
