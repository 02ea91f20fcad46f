"""Files that go with a paper."""

from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, record_event
from begleitwerk.council.models import Paper, PaperAttachment
from begleitwerk.council.services.common import assign, writing_on
from begleitwerk.council.services.order import renumber
from begleitwerk.files.models import StoredFile


def attach_file(
    *, by: User | None, paper: Paper, file: StoredFile, title: str = ""
) -> PaperAttachment:
    """Put a stored file under the attachments, last; without a title it keeps its own name.

    Refused once released and for a file of another municipality.
    """
    with writing_on(paper) as paper:
        if file.municipality_id != paper.municipality_id:
            raise Refused(_("This file belongs to another municipality."), "file")
        attachment = PaperAttachment(paper=paper, municipality=paper.municipality, file=file)
        assign(attachment, {"title": title.strip() or file.name}, ("title",))
        attachment.position = paper.files.count() + 1
        attachment.save()
        record_event(by=by, verb="council.file_attached", subject=attachment)
    return attachment


def remove_attachment(*, by: User | None, attachment: PaperAttachment) -> None:
    """Take a file off the paper; the file itself stays where it is kept. Refused once released."""
    with writing_on(attachment.paper) as paper:
        record_event(by=by, verb="council.file_removed", subject=attachment)
        attachment.delete()
        renumber(paper.files.all())
