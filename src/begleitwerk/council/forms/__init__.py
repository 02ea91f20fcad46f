"""Forms of council papers, their parts, their settings, and the brief."""

from begleitwerk.council.forms.blocks import BlockForm, NewBlockForm, TableForm
from begleitwerk.council.forms.briefs import BriefForm
from begleitwerk.council.forms.lists import PaperFilter
from begleitwerk.council.forms.papers import (
    SECTION_FORMS,
    AttachmentForm,
    MoveForm,
    NewPaperForm,
    PaperForm,
)
from begleitwerk.council.forms.route import ResultForm, StepForm
from begleitwerk.council.forms.settings import SettingsForm, TemplateForm

__all__ = [
    "SECTION_FORMS",
    "AttachmentForm",
    "BlockForm",
    "BriefForm",
    "MoveForm",
    "NewBlockForm",
    "NewPaperForm",
    "PaperFilter",
    "PaperForm",
    "ResultForm",
    "SettingsForm",
    "StepForm",
    "TableForm",
    "TemplateForm",
]
