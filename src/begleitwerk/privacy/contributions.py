"""What data protection shows on the pages of others, and its daily duty."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import Area, Look, Panel, Values, areas, panels
from begleitwerk.core.presenters import Field, Wording, register_history
from begleitwerk.core.services import Duty, register_duties
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.selectors import may_here
from begleitwerk.privacy.presenters import records_words
from begleitwerk.privacy.services import clear_today


def own_data(look: Look) -> Values:
    """Everybody takes along what is held of her."""
    may_read = look.user.has_perm("privacy.view_record")
    return {"record_url": reverse("privacy:record") if may_read else ""}


def watched(look: Look) -> Values | None:
    """Whoever reads the log and lets nobody in: what she watches over, as far as she may."""
    if not may_here(look, P.AUDIT_VIEW) or may_here(look, P.MEMBERS_EDIT):
        return None
    place = look.subject.workspace
    pages = (
        ("municipalities.open_access", place, "municipalities:members", _("Who has access")),
        ("municipalities.view_audit", place, "municipalities:log", _("Log of all decisions")),
        ("core.view_seals", None, "core:seals", _("Seals of the log")),
        ("privacy.view_record", None, "privacy:record", _("Record of processing")),
        ("privacy.view_record", None, "privacy:terms", _("When data end")),
    )
    links = [
        (label, reverse(name, args=[place.slug] if subject else []))
        for rule, subject, name, label in pages
        if look.user.has_perm(rule, subject)
    ]
    return {"links": links}


def held_of(look: Look) -> Values | None:
    """The way from an account to what is held of the person."""
    if not look.user.has_perm("privacy.look_after_persons"):
        return None
    return {"person_url": reverse("privacy:person", args=[look.subject.pk])}


def record_area(permission: P, *, place: int) -> Area:
    return Area(
        _("Data protection"),
        "privacy:record",
        (permission,),
        ("privacy:",),
        place,
        takes_slug=False,
    )


register_history(
    verbs={
        "privacy.person_erased": Wording(_("A person was erased"), followed_by="records"),
        "privacy.cleared": Wording(_("What was over went"), followed_by="records"),
    },
    fields={"privacy.records": Field(_("records"), records_words)},
)
register_duties(Duty("privacy.clear_out", clear_today))
panels.add(Panel("privacy/panels/own_data.html", own_data, place=10), on="accounts.profile")
panels.add(Panel("privacy/panels/watched.html", watched, place=10), on="home.main")
panels.add(Panel("privacy/panels/account.html", held_of, place=10), on="municipalities.account")
areas.add(record_area(P.PLATFORM_PERSONS, place=80), on=WorkspaceKind.PLATFORM)
areas.add(record_area(P.AUDIT_VIEW, place=95), on=WorkspaceKind.MUNICIPALITY)
