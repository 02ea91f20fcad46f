"""What people fill in who answer: as whom, and what they say of an item."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm
from begleitwerk.fieldwork.enums import RemarkKind, Special
from begleitwerk.fieldwork.models import Collection, Group, Item
from begleitwerk.fieldwork.presenters import IMPORTANCE
from begleitwerk.fieldwork.selectors import OpenSheet, scale_of, section_of, statement_of
from begleitwerk.fieldwork.services import LONGEST_REMARK, Said, read_token

NOT_ONE_SHOWN = _("Please choose one of the answers shown.")


class CodeForm(BaseForm):
    """The code from a sheet of paper or a card."""

    code = forms.CharField(label=_("Code"), max_length=40)

    def clean_code(self) -> str:
        token = read_token(self.cleaned_data["code"])
        if not token:
            raise forms.ValidationError(
                _("This is no code. It has 16 letters and digits. Please compare them.")
            )
        return token


class GroupForm(BaseForm):
    """As whom somebody answers who says so herself."""

    group = forms.TypedChoiceField(label=_("As whom do you answer?"), coerce=int)

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        self.groups = {group.pk: group for group in groups}
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(pk, group.name) for pk, group in self.groups.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Group:
        return self.groups[self.cleaned_data["group"]]


class ItemForm(BaseForm):
    """What a sheet says of one item; nothing is compulsory. `level` is a level or a special answer.

    Several stand on one page under their own prefixes; then no texts are asked.
    """

    free_text: ClassVar = ("evidence", "comment")
    level = forms.ChoiceField(required=False, error_messages={"invalid_choice": NOT_ONE_SHOWN})
    importance = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=IMPORTANCE
    )
    evidence = forms.CharField(
        label=_("What do you see it by?"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea({"rows": 3}),
    )
    comment = forms.CharField(
        label=_("Do you want to add something?"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        item: Item,
        collection: Collection,
        kept: OpenSheet,
        reads_plain: bool,
        **kwargs: Any,
    ) -> None:
        self.item, self.scale = item, scale_of(item)
        self.section, self.statement = section_of(item), statement_of(item, plain=reads_plain)
        super().__init__(*args, initial=said_before(item, kept), **kwargs)
        levels = [(str(level.value), level.label) for level in self.scale.levels]
        self.fields["level"].choices = [*levels, *Special.choices]  # type: ignore[attr-defined]
        if not collection.asks_importance:
            del self.fields["importance"]
        if not collection.asks_evidence:
            del self.fields["evidence"]

    @property
    def said(self) -> Said:
        """What was chosen, as the service takes it."""
        chosen = self.cleaned_data.get("level") or ""
        importance = self.cleaned_data.get("importance")
        if chosen in Special.values:
            return Said(None, chosen, importance)
        return Said(int(chosen) if chosen else None, "", importance)

    @property
    def remarks(self) -> dict[str, str]:
        """The texts that were asked, by kind."""
        return {
            kind: self.cleaned_data[kind] for kind in RemarkKind.values if kind in self.cleaned_data
        }

    def without_texts(self) -> "ItemForm":
        """As it stands among many on one page."""
        for kind in RemarkKind.values:
            self.fields.pop(kind, None)
        return self

    @property
    def answers(self) -> Iterator[tuple[str, str, str, bool]]:
        """Value, label, what it means, and whether it is chosen; for each level."""
        chosen = str(self["level"].value() or "")
        for level in self.scale.levels:
            yield str(level.value), level.label, level.anchor, chosen == str(level.value)

    @property
    def specials(self) -> Iterator[tuple[str, Any, Any, bool]]:
        """The same for the answers that are no level."""
        chosen = self["level"].value()
        for special, meaning in SPECIALS.items():
            yield special.value, special.label, meaning, chosen == special

    @property
    def weights(self) -> Iterator[tuple[int, Any, bool]]:
        """Value, label, and whether it is chosen; nothing where it is not asked."""
        if "importance" in self.fields:
            chosen = str(self["importance"].value() or "")
            for value, label in IMPORTANCE:
                yield value, label, chosen == str(value)


SPECIALS = {
    Special.NOT_APPLICABLE: _("This does not concern us."),
    Special.CANNOT_JUDGE: _("I cannot see this from where I am."),
}


def said_before(item: Item, kept: OpenSheet) -> dict[str, Any]:
    answer = kept.answers.get(item.pk)
    said = {kind.value: kept.remark(item, kind) for kind in RemarkKind}
    if answer is None:
        return said
    level = answer.special or ("" if answer.level is None else str(answer.level))
    return {**said, "level": level, "importance": answer.importance}
