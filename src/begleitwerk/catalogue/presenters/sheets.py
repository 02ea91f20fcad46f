"""Content in words: the history of a version, and a version laid out for reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import Node, item
from begleitwerk.core.presenters import Field, Wording, Words

VERBS = {
    "catalogue.imported": Wording(_("Version %(version)s of “%(subject)s” imported")),
}
FIELDS = {
    "catalogue.version": Field(_("version")),
}


def item_words(kind: ContentKind) -> Words:
    """How a history writes an item: its key as the name it has today."""

    def words(value: Any) -> str:
        try:
            return item(kind, str(value)).label
        except (ContentItem.DoesNotExist, ContentVersion.DoesNotExist):
            return str(value)

    return words


# --- A version as a page --------------------------------------------------------------------------

SECTION_KINDS = {
    ContentKind.QUALITY_FRAMEWORK,
    ContentKind.THEMES,
    ContentKind.PHASE_TEMPLATE,
    ContentKind.ROLES,
}

# Further fields a page shows, in this order. What is not named here is for programs.
DETAIL_HEADINGS = {
    "before_start": _("Place in the process"),
    "months": _("Usual duration"),
    "documents": _("Documents"),
    "approval": _("Approval"),
    "scopes": _("Holds for"),
    "may": _("May do"),
    "may_not": _("May not do"),
    "goals": _("Typical goals"),
    "measures": _("Typical measures"),
    "deliverables": _("Deliverables"),
    "dimensions": _("Matching quality dimensions"),
    "questions": _("Questions for reflection"),
    "examples": _("Examples"),
    "stage": _("Kind of involvement"),
    "counterpart": _("In the other model"),
    "layer": _("Task"),
    "council_body": _("Part of the elected assembly"),
    "size": _("Usual size"),
    "minutes": _("Usual length"),
    "authoritative": _("Decides"),
    "closes": _("Ends the consultation"),
}

DETAIL_WORDS = {
    "platform": pgettext_lazy("detail", "installation"),
    "programme": pgettext_lazy("detail", "programme"),
    "land": pgettext_lazy("detail", "Land"),
    "municipality": pgettext_lazy("detail", "municipality"),
    "none": pgettext_lazy("detail", "no participation"),
    "pre": pgettext_lazy("detail", "preliminary stage"),
    "participation": pgettext_lazy("detail", "participation"),
    "beyond": pgettext_lazy("detail", "beyond participation"),
    "operative": pgettext_lazy("detail", "operative"),
    "strategic": pgettext_lazy("detail", "strategic"),
    "network": pgettext_lazy("detail", "network"),
    "political": pgettext_lazy("detail", "political"),
    "administrative": pgettext_lazy("detail", "administrative"),
    "other": pgettext_lazy("detail", "other"),
}

# Lists of single words, which read as one line.
SHORT_DETAILS = {"scopes", "dimensions", "examples"}


@dataclass(frozen=True)
class Detail:
    """A further field in words; several lines make a list."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """A criterion with what each level looks like, its opposite statements, and plain words."""

    item: ContentItem
    anchors: tuple[tuple[int, str], ...]  # level and text
    poles: tuple[str, ...]
    plain: str

    @property
    def is_described(self) -> bool:
        return bool(self.anchors or self.poles or self.plain)


@dataclass(frozen=True)
class SheetRow:
    node: Node
    details: tuple[Detail, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(_criterion(child.item) for child in self.node.children)

    @property
    def are_proposals(self) -> bool:
        """Whether the platform wrote them, not whoever the framework is by."""
        return any(child.item.extra.get("origin") == "proposal" for child in self.node.children)


@dataclass(frozen=True)
class Sheet:
    """A version laid out for reading: as sections, or as a table with these headings."""

    rows: tuple[SheetRow, ...]
    headings: tuple[str, ...]
    as_sections: bool


def sheet_of(version: ContentVersion, nodes: Iterable[Node]) -> Sheet:
    """The given items of a version with their further fields, the same ones for each row."""
    rows = [
        (node, {name: _lines_of(node.item, name) for name in DETAIL_HEADINGS}) for node in nodes
    ]
    names = [name for name in DETAIL_HEADINGS if any(lines[name] for _node, lines in rows)]
    return Sheet(
        rows=tuple(
            SheetRow(node, tuple(Detail(str(DETAIL_HEADINGS[name]), lines[name]) for name in names))
            for node, lines in rows
        ),
        headings=tuple(str(DETAIL_HEADINGS[name]) for name in names),
        as_sections=ContentKind(version.kind) in SECTION_KINDS,
    )


def _criterion(found: ContentItem) -> Criterion:
    anchors = tuple(enumerate(found.detail("anchors") or ()))
    poles = tuple(found.detail("poles") or ())
    return Criterion(found, anchors, poles, found.detail("plain") or "")


def _lines_of(found: ContentItem, name: str) -> tuple[str, ...]:
    value = found.detail(name)
    if value is None or isinstance(value, dict):
        return ()
    if name == "before_start":
        return (gettext("before the start"),) if value else ()
    if isinstance(value, bool):
        return (gettext("yes") if value else gettext("no"),)
    if name == "months" and isinstance(value, int):
        return (ngettext("%(count)d month", "%(count)d months", value) % {"count": value},)
    if name == "minutes" and isinstance(value, int):
        return (ngettext("%(count)d minute", "%(count)d minutes", value) % {"count": value},)
    if name == "counterpart":
        return (gettext("step %(number)s") % {"number": str(value).lstrip("PW")},)
    parts = value if isinstance(value, list) else [value]
    words = [str(DETAIL_WORDS.get(str(part), part)) for part in parts]
    return (", ".join(words),) if name in SHORT_DETAILS else tuple(words)
