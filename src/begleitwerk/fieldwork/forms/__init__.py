"""Forms of collections: those of who asks, and those of who answers."""

from begleitwerk.fieldwork.forms.answers import SPECIALS, CodeForm, GroupForm, ItemForm
from begleitwerk.fieldwork.forms.collections import (
    AskedGroupForm,
    CollectionForm,
    ExtendForm,
)
from begleitwerk.fieldwork.forms.paper import PaperForm
from begleitwerk.fieldwork.forms.people import CodesForm, PasteForm, PeopleFileForm, PersonForm

__all__ = [
    "SPECIALS",
    "AskedGroupForm",
    "CodeForm",
    "CodesForm",
    "CollectionForm",
    "ExtendForm",
    "GroupForm",
    "ItemForm",
    "PaperForm",
    "PasteForm",
    "PeopleFileForm",
    "PersonForm",
]
