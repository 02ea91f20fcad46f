"""What council papers show on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import (
    Area,
    Due,
    Panel,
    SearchKind,
    StationKind,
    areas,
    due,
    panels,
    searches,
    stations,
)
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.council.contributions import home, thread, work
from begleitwerk.council.presenters import FIELDS, VERBS
from begleitwerk.council.services.template import (
    TEMPLATE_UPLOAD,
    read_template,
    template_plan,
    write_template,
)
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind

register_history(verbs=VERBS, fields=FIELDS)
register_uploads(UploadKind(TEMPLATE_UPLOAD, read_template, template_plan, write_template))
areas.add(
    Area(
        _("Reports"),
        "council:papers",
        (P.PAPERS_VIEW, P.PAPERS_VIEW_INTRODUCED),
        ("council:",),
        place=50,
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
due.add(
    Due("draft", (P.PAPERS_EDIT,), rows=work.due_drafts, line=work.draft_line),
    Due("review", (P.PAPERS_RELEASE,), rows=work.due_reviews, line=work.review_line),
)
searches.add(SearchKind(_("Council papers"), work.paper_hits, place=30))
stations.add(StationKind(thread.papers_station, place=60))
panels.add(Panel("council/panels/papers.html", thread.papers_panel, place=20), on="goals.goal")
panels.add(Panel("council/panels/latest.html", home.latest, place=20), on="home.side")
panels.add(Panel("council/panels/brief.html", home.brief, place=40), on="home.side")
