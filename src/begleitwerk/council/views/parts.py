"""Files that go with a paper."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage
from begleitwerk.council import services
from begleitwerk.council.forms import AttachmentForm
from begleitwerk.council.selectors import get_attachment_or_404
from begleitwerk.council.views.common import PaperPage, PartAdd
from begleitwerk.files.services import store_file


class Attach(PartAdd):
    section = "attachments"
    form_class = AttachmentForm
    form_takes = ("municipality",)
    title = _("Attach a file")
    submit_label = _("Attach the file")
    saved_message = _("The file is attached.")

    def save(self, form: Any) -> Any:
        said = form.values
        with transaction.atomic():
            file = store_file(by=self.user, municipality=self.municipality, upload=said["file"])
            return services.attach_file(by=self.user, paper=self.paper, **{**said, "file": file})


class AttachmentRemove(PaperPage, ActionPage):
    section = "attachments"
    done_message = _("The file no longer goes with the paper.")

    def act(self) -> None:
        attachment = get_attachment_or_404(self.paper, self.kwargs["attachment"])
        services.remove_attachment(by=self.user, attachment=attachment)
