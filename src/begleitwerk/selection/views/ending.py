"""What ends: an application nobody completed, the round, and how a round is taken up again."""

from typing import cast

from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ChangePage, FilePage, Values
from begleitwerk.files.exports import download_of
from begleitwerk.files.models import StoredFile
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.forms.after import ClosingForm
from begleitwerk.selection.presenters.ending import left_of
from begleitwerk.selection.selectors.applications import letters_of
from begleitwerk.selection.services.closing import close_application
from begleitwerk.selection.services.ending import end_round, resume_round
from begleitwerk.selection.views.base import OfCandidacy, OfRound


class ApplicationClose(OfCandidacy, ChangePage):
    """An application that was sent back and not completed: closed, with a letter."""

    permission = "selection.edit_candidacy"
    service = staticmethod(close_application)
    template_name = "selection/application_close.html"
    form_class = ClosingForm
    title = _("Close the application")
    submit_label = _("Close the application and send the letter")
    saved_message = _("The application is closed. The letter is kept with it.")
    wishes = False


class ClosingLetter(OfCandidacy, FilePage):
    """The letter as it went out."""

    permission = "selection.view_candidacy"

    def file(self) -> FileResponse:
        letter = letters_of(self.candidacy).filter(kind=LetterKind.CLOSED).first()
        if letter is None:
            raise Http404
        return download_of(cast("StoredFile", letter.file))


class RoundEnd(OfRound, ChangePage):
    """What is still open, each with its page; when nothing is, the question with the reason."""

    permission = "selection.edit_round"
    service = staticmethod(end_round)
    template_name = "selection/round_end.html"
    form_class = ReasonForm
    title = _("End the round")
    submit_label = _("End the round")
    saved_message = _("The round has ended.")

    def values(self) -> Values:
        return {**super().values(), "left": left_of(self.round)}


class RoundResume(OfRound, ChangePage):
    permission = "selection.edit_round"
    service = staticmethod(resume_round)
    template_name = "selection/round_resume.html"
    form_class = ReasonForm
    title = _("Take the round up again")
    submit_label = _("Take the round up again")
    saved_message = _("The round goes on where it ended.")
