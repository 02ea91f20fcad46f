"""A sheet from paper, typed by digits: the same items twice, then what differed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.fieldwork.forms.people import OfGroups
from begleitwerk.fieldwork.models import Collection, Item
from begleitwerk.fieldwork.presenters import IMPORTANCE, signs_of
from begleitwerk.fieldwork.selectors import scale_of, statement_of


class SignField(forms.CharField):
    """One sign of those that stand before the boxes."""

    def __init__(self, signs: Sequence[str], label: str) -> None:
        self.signs = tuple(signs)
        is_digits = all(sign.isdigit() for sign in self.signs)
        shape = {
            "inputmode": "numeric" if is_digits else "text",
            "autocomplete": "off",
            "class": "bw-sign",
            "maxlength": str(max(map(len, self.signs))),
            "data-bw-signs": " ".join(self.signs),
            "aria-label": label,
        }
        super().__init__(label=label, required=False, widget=forms.TextInput(shape))

    def clean(self, value: Any) -> str:
        sign = str(super().clean(value) or "").strip().lower()
        if sign and sign not in self.signs:
            raise ValidationError(
                gettext("Type one of these: %(signs)s. Leave it empty where nothing is marked.")
                % {"signs": ", ".join(self.signs).upper()}
            )
        return sign


@dataclass(frozen=True)
class Line:
    """An item on the page: its fields, and what was typed before where it differed."""

    item: Item
    words: str
    level: Any
    importance: Any = None
    level_before: Sequence[str] = ()
    importance_before: Sequence[str] = ()


class PaperForm(OfGroups):
    """`only` names the fields that are asked once more; without it all are, and group and code."""

    code = forms.CharField(
        label=_("Code on the sheet"),
        required=False,
        max_length=40,
        help_text=_("Where it has one. The code lets nobody in after that."),
    )

    def __init__(
        self,
        *args: Any,
        collection: Collection,
        items: Sequence[Item],
        only: frozenset[str] | None = None,
        before: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, collection=collection, **kwargs)
        self.items, self.before = items, before or {}
        self.order_fields(("group", "code"))
        for item in items:
            self.add_item(item, asks_importance=collection.asks_importance)
        if only is not None:
            for name in set(self.fields) - only:
                del self.fields[name]

    def add_item(self, item: Item, *, asks_importance: bool) -> None:
        number = item.number or str(item.position)
        self.fields[level_of(item)] = SignField([*signs_of(scale_of(item))], number)
        if asks_importance:
            label = gettext("%(number)s, how important") % {"number": number}
            signs = [str(value) for value, _label in IMPORTANCE]
            self.fields[weight_of(item)] = SignField(signs, label)

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("group", "code") if name in self.fields]

    @property
    def lines(self) -> Iterator[Line]:
        for item in self.items:
            level, weight = level_of(item), weight_of(item)
            if level in self.fields or weight in self.fields:
                yield Line(
                    item,
                    statement_of(item, plain=False),
                    self[level] if level in self.fields else None,
                    self[weight] if weight in self.fields else None,
                    self.before.get(level, ()),
                    self.before.get(weight, ()),
                )

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by name of the field."""
        return {
            name: self.cleaned_data[name]
            for name, each in self.fields.items()
            if isinstance(each, SignField)
        }


def level_of(item: Item) -> str:
    return f"a{item.pk}"


def weight_of(item: Item) -> str:
    return f"w{item.pk}"
