"""Blocks of the body text: which, their words, their table."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import paper_parts
from begleitwerk.core.forms import BaseForm, BaseModelForm, VersionedFormMixin
from begleitwerk.council.enums import FREE
from begleitwerk.council.models import PaperBlock, block_label

SPARE_ROWS, SPARE_COLUMNS, MOST_ROWS, MOST_COLUMNS = 2, 1, 60, 8


def kinds() -> list[tuple[str, Any, Any]]:
    """Value, name and meaning of each kind of block."""
    own = (FREE, block_label(FREE), _("Your own words, and a table if you like."))
    return [own, *((part.kind, part.label, part.about) for part in paper_parts.on())]


class NewBlockForm(BaseForm):
    """Which kind of part, as answer cards."""

    kind = forms.ChoiceField(
        label=_("What should it say?"),
        choices=lambda: [(value, label) for value, label, _about in kinds()],
        widget=forms.RadioSelect,
    )
    answers = staticmethod(kinds)


class BlockForm(VersionedFormMixin, BaseModelForm):
    free_text = ("text",)

    class Meta:
        model = PaperBlock
        fields = ("heading", "text")
        widgets: ClassVar = {"text": forms.Textarea({"rows": 14})}
        help_texts: ClassVar = {
            "text": _("An empty line starts a paragraph, “- ” at the start of a line a bullet."),
        }


class TableForm(VersionedFormMixin, BaseForm):
    """A table cell by cell, with room for further rows and a further column.

    Rows and columns that are left empty disappear.
    """

    caption = forms.CharField(label=_("Caption"), required=False, max_length=200)

    def __init__(self, *args: Any, block: PaperBlock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = block.table or {}
        self.kept = table
        self.fields["caption"].initial = table.get("caption", "")
        lines = [list(table.get("header", [])), *[list(row) for row in table.get("rows", [])]]
        self.width = min(max((len(line) for line in lines), default=0) or 2, MOST_COLUMNS)
        self.width += SPARE_COLUMNS
        self.height = min(len(lines) - 1, MOST_ROWS) + SPARE_ROWS
        for row in range(self.height + 1):
            for column in range(self.width):
                self.add_cell(row, column, lines)

    def add_cell(self, row: int, column: int, lines: list[list[str]]) -> None:
        label = (
            gettext("Heading of column %(column)d") % {"column": column + 1}
            if row == 0
            else gettext("Row %(row)d, column %(column)d") % {"row": row, "column": column + 1}
        )
        known = row < len(lines) and column < len(lines[row])
        self.fields[cell_name(row, column)] = forms.CharField(
            label=label,
            required=False,
            initial=lines[row][column] if known else "",
            widget=forms.Textarea({"rows": 2, "aria-label": label}),
        )

    def lines(self) -> list[list[forms.BoundField]]:
        """The bound cells, the heading first, for the template."""
        return [
            [self[cell_name(row, column)] for column in range(self.width)]
            for row in range(self.height + 1)
        ]

    def theirs(self, record: Any, name: str) -> Any:
        """A cell of the saved table under its field's name."""
        table = record.table or {}
        if name == "caption":
            return table.get("caption", "")
        row, column = (int(part) for part in name.split("_")[1:])
        lines = [table.get("header", []), *table.get("rows", [])]
        return lines[row][column] if row < len(lines) and column < len(lines[row]) else ""

    @property
    def values(self) -> dict[str, Any]:
        """The table without its empty rows and columns; None where nothing is left."""
        return {"table": self.written()}

    def written(self) -> dict[str, Any] | None:
        cells = [
            [self.cleaned_data[cell_name(row, column)].strip() for column in range(self.width)]
            for row in range(self.height + 1)
        ]
        used = [column for column in range(self.width) if any(line[column] for line in cells)]
        header, *rows = [[line[column] for column in used] for line in cells]
        rows = [row for row in rows if any(row)]
        if not used:
            return None
        numeric = set(self.kept.get("numeric", []))
        return {
            "caption": self.cleaned_data["caption"],
            "header": header,
            "rows": rows,
            "numeric": [index for index, column in enumerate(used) if column in numeric],
            "dated": self.kept.get("dated", False),
        }


def cell_name(row: int, column: int) -> str:
    return f"cell_{row}_{column}"
