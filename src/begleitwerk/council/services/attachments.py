"""Files that go with a paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.council.models import Paper, PaperAttachment
from begleitwerk.council.services.common import assign, lock_editable, note
from begleitwerk.council.services.route import renumber
from begleitwerk.files.models import StoredFile


def attach_file(
    *, by: User | None, paper: Paper, file: StoredFile, title: str = ""
) -> PaperAttachment:
    """Put a stored file under the attachments, last; without a title it keeps its own name.

    Refused once released and for a file of another municipality.
    """
    with transaction.atomic():
        paper = lock_editable(paper)
        if file.municipality_id != paper.municipality_id:
            raise Refused(_("This file belongs to another municipality."), "file")
        attachment = PaperAttachment(paper=paper, municipality=paper.municipality, file=file)
        assign(attachment, {"title": title.strip() or file.name}, ("title",))
        attachment.position = paper.files.count() + 1
        attachment.save()
        note(by=by, verb="file_attached", paper=paper, part=str(attachment))
    return attachment


def remove_attachment(*, by: User | None, attachment: PaperAttachment) -> None:
    """Take a file off the paper; the file itself stays where it is kept. Refused once released."""
    with transaction.atomic():
        paper = lock_editable(attachment.paper)
        name = str(attachment)
        attachment.delete()
        renumber(list(paper.files.all()))
        note(by=by, verb="file_removed", paper=paper, part=name)
