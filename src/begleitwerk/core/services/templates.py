"""What is wrong with a Word template somebody uploaded, and how to mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports import Problem
from begleitwerk.core.imports.reading import in_words
from begleitwerk.engine.reading.errors import ReadingError

Words = Mapping[str, tuple[str | Promise, str | Promise]]
SAVE_ANEW = _("Save the template as .docx in Word and upload that file.")
CORRECT = _("Correct it in Word, save the file and upload it again.")
# For the rest words are those of any file.
WORDS: Words = {
    "broken": (_("This is no Word file."), SAVE_ANEW),
    "template_unreadable": (_("This is no Word file."), SAVE_ANEW),
    "template_too_large": (_("This template is too large."), _("Leave out pictures.")),
    "unpacked": (_("This template is too large."), _("Leave out pictures.")),
    "template_unsafe": (
        _("This template holds macros, links to other files or instructions that are not allowed."),
        _("Remove them, save the file and upload it again."),
    ),
    "template_linked": (
        _("This file is linked to another Word template, perhaps on a network drive: %(path)s."),
        _(
            "In Word, open Developer, Document Template, choose Normal.dotm instead, save the file"
            " and upload it again."
        ),
    ),
    "template_delimiters": (
        _(
            "Curly brackets of placeholders are opened and not closed, or there are more than"
            " %(limit)d: %(detail)s"
        ),
        CORRECT,
    ),
    "template_syntax": (_("A placeholder of the template cannot be read: %(detail)s"), CORRECT),
}


def template_problem(error: ReadingError, own: Words | None = None) -> Problem:
    """A fault of a template in words; `own` are those of one kind of template alone."""
    words = {**WORDS, **(own or {})}
    if error.code not in words:
        return in_words("docx", error).problem
    what, mend = words[error.code]
    return Problem(0, "", str(what) % error.params, str(mend))
