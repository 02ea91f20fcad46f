"""What collections show on the pages of others, and which app each belongs to."""

from begleitwerk.core.contributions import Due, due
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import Duty, UploadKind, register_duties, register_uploads
from begleitwerk.core.waiting import file_line, waiting_files
from begleitwerk.fieldwork.contributions import work
from begleitwerk.fieldwork.contributions.owners import Owner, owner_of, owners, register_owner
from begleitwerk.fieldwork.presenters import FIELDS, VERBS
from begleitwerk.fieldwork.services import compact_nightly, write_daily
from begleitwerk.fieldwork.services.people import (
    PEOPLE_UPLOAD,
    lock_people,
    people_plan,
    read_people,
    write_people,
)
from begleitwerk.municipalities.enums import Permission as P

register_history(verbs=VERBS, fields=FIELDS)
register_duties(Duty("fieldwork.mails", write_daily), Duty("fieldwork.compact", compact_nightly))
register_uploads(UploadKind(PEOPLE_UPLOAD, read_people, people_plan, write_people, lock_people))
due.add(
    Due("collection_start", (P.FIELDWORK_EDIT,), rows=work.due_starts, line=work.start_line),
    Due(
        "people_file",
        (P.FIELDWORK_EDIT,),
        rows=waiting_files(PEOPLE_UPLOAD, work.own_collections),
        line=file_line(work.people_file),
    ),
)

__all__ = ["Owner", "owner_of", "owners", "register_owner"]
