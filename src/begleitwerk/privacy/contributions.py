"""What data protection shows on the pages of others, and its daily duty."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import Area, Look, Panel, Values, areas, panels
from begleitwerk.core.presenters import Field, Wording, register_history
from begleitwerk.core.services import Duty, register_duties
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.privacy.presenters import records_words
from begleitwerk.privacy.services import clear_today


def own_data(look: Look) -> Values:
    """Everybody takes along what is held of her."""
    may_read = look.user.has_perm("privacy.view_record")
    return {"record_url": reverse("privacy:record") if may_read else ""}


register_history(
    verbs={
        "privacy.person_erased": Wording(_("A person was erased"), followed_by="records"),
        "privacy.cleared": Wording(_("What was over went"), followed_by="records"),
    },
    fields={"privacy.records": Field(_("records"), records_words)},
)
register_duties(Duty("privacy.clear_out", clear_today))
panels.add(Panel("privacy/panels/own_data.html", own_data, place=10), on="accounts.profile")
areas.add(
    Area(
        _("Data protection"),
        "privacy:record",
        (P.PLATFORM_PERSONS,),
        ("privacy:",),
        place=80,
        takes_slug=False,
    ),
    on=WorkspaceKind.PLATFORM,
)
