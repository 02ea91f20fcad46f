"""The participation of municipalities: opened, moved on, replaced."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, assign, changing, record_event, said_of
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.enums import (
    ENDED,
    NEEDS_REASON,
    NEXT_STATES,
    OCCUPYING,
    PENDING,
    EngagementState,
)
from begleitwerk.programmes.models import (
    Cluster,
    Contract,
    Edition,
    EditionTheme,
    Engagement,
    EngagementParty,
    EngagementStep,
)
from begleitwerk.programmes.services.contracts import note_contract_day
from begleitwerk.programmes.services.facilitators import end_facilitators
from begleitwerk.programmes.services.leaving import tell_departure
from begleitwerk.programmes.services.mails import ask_to_accept
from begleitwerk.programmes.services.programmes import pin_content
from begleitwerk.programmes.services.reach import TIME_TO_ANSWER, close_ways


class EngagementValues(TypedDict, total=False):
    """What an editor may set on a participation."""

    theme: EditionTheme | None
    cluster: Cluster | None
    source: str


EDITABLE = frozenset(EngagementValues.__annotations__)


def open_engagement(
    *,
    by: User | None,
    edition: Edition,
    municipalities: Sequence[Municipality],
    theme: EditionTheme | None = None,
    cluster: Cluster | None = None,
    state: str = EngagementState.INVITED,
    on: date | None = None,
    reason: str = "",
    source: str = "",
    contract: Contract | None = None,
) -> Engagement:
    """One place in an edition for one municipality, or for several that share it.

    The first municipality is in the lead. The content of the edition is held fast from now on; the
    programme reads in a municipality once that accepts (`services.reach`). `on` may be unknown.
    A theme may get more participants than places; pages say so. A contract that was made before
    becomes the participation's; without one the municipalities are asked to accept. Raises Refused
    at `municipalities`, `theme`, `cluster` or `reason`.
    """
    check_parties(edition, municipalities)
    check_belongs(edition, theme, cluster)
    check_reason(state, reason)
    with transaction.atomic():
        engagement = Engagement.objects.create(
            edition=edition, theme=theme, cluster=cluster, state=state, source=source
        )
        for number, municipality in enumerate(municipalities):
            EngagementParty.objects.create(
                engagement=engagement,
                municipality=municipality,
                is_lead=number == 0,
                answer_by=timezone.localdate() + TIME_TO_ANSWER,
            )
        if contract is not None:
            contract.engagement = engagement
            contract.save()
        else:
            ask_to_accept(engagement)
        pin_content(edition)
        add_step(by, engagement, state, on, reason)
        record_event(
            by=by,
            verb="programmes.engagement_opened",
            subject=engagement,
            reason=reason,
            after={**said_of(engagement), "on": on},
        )
    return engagement


def check_parties(edition: Edition, municipalities: Sequence[Municipality]) -> None:
    if not municipalities:
        raise Refused(_("Choose at least one municipality."), "municipalities")
    if len({place.pk for place in municipalities}) < len(municipalities):
        raise Refused(_("The same municipality is named twice."), "municipalities")
    taken = EngagementParty.objects.filter(
        engagement__edition=edition,
        engagement__state__in=OCCUPYING | PENDING,
        municipality__in=municipalities,
    ).select_related("municipality")
    for row in taken[:1]:
        raise Refused(
            _("%(name)s already takes part in this edition.") % {"name": row.municipality.name},
            "municipalities",
        )


def check_belongs(edition: Edition, theme: EditionTheme | None, cluster: Cluster | None) -> None:
    if theme is not None and theme.edition_id != edition.pk:
        raise Refused(_("This theme belongs to another edition."), "theme")
    if cluster is not None and cluster.edition_id != edition.pk:
        raise Refused(_("This cluster belongs to another edition."), "cluster")


def check_reason(state: str, reason: str) -> None:
    if state in NEEDS_REASON and not reason.strip():
        raise Refused(_("Say why, in one sentence. It stays in the history."), "reason")


def move_engagement(
    *,
    by: User | None,
    engagement: Engagement,
    state: str,
    on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Engagement:
    """Record the next state with its date (may be unknown) and reason.

    Leaving needs a reason. With an end the facilitators' access ends, and the way of the programme
    into the municipality closes: it keeps what had been released to it by then. Who leaves has
    left wherever that is told (`services.leaving`). Raises EditConflict, and Refused
    where the state does not follow or the reason is missing.
    """
    with changing(
        engagement,
        by=by,
        verb="programmes.engagement_moved",
        version=version,
        reason=reason,
        also={"on": on},
    ) as engagement:
        check_next(engagement, state)
        check_reason(state, reason)
        engagement.state = state
        note_contract_day(engagement, state, on)
        add_step(by, engagement, state, on, reason)
        end_access(by, engagement, on, reason)
        tell_departure(by, engagement, on, reason)
    return engagement


def check_next(engagement: Engagement, state: str) -> None:
    if state == EngagementState.REPLACED:
        raise Refused(_("Name the participation that takes the place."), "by_engagement")
    if state not in NEXT_STATES[engagement.state]:
        raise Refused(
            _("After “%(now)s” there is no step to “%(next)s”.")
            % {"now": engagement.get_state_display(), "next": EngagementState(state).label},
            "state",
        )


def end_access(by: User | None, engagement: Engagement, on: date | None, reason: str) -> None:
    """With the end of a participation nobody of the programme reads anything new there."""
    if engagement.state in ENDED:
        end_facilitators(by=by, engagement=engagement, on=on or timezone.localdate())
        close_ways(by, engagement, reason)


def replace_engagement(
    *,
    by: User | None,
    engagement: Engagement,
    by_engagement: Engagement,
    on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Engagement:
    """The place of a municipality that left goes to another participation of the same edition.

    Raises EditConflict, and Refused where it has not left, or at `by_engagement`.
    """
    with changing(
        engagement,
        by=by,
        verb="programmes.engagement_replaced",
        version=version,
        reason=reason,
        also={"replaced_by": by_engagement.title, "on": on},
    ) as engagement:
        if EngagementState.REPLACED not in NEXT_STATES[engagement.state]:
            raise Refused(_("Only a municipality that has left can be replaced."))
        if by_engagement.pk == engagement.pk or by_engagement.edition_id != engagement.edition_id:
            raise Refused(_("Choose another participation of the same edition."), "by_engagement")
        engagement.state, engagement.replaced_by = EngagementState.REPLACED, by_engagement
        add_step(by, engagement, EngagementState.REPLACED, on, reason)
    return engagement


def change_engagement(
    *,
    by: User | None,
    engagement: Engagement,
    version: int | None = None,
    **values: Unpack[EngagementValues],
) -> Engagement:
    """Change theme, cluster or source. Raises EditConflict, Refused at `theme` or `cluster`."""
    with changing(
        engagement, by=by, verb="programmes.engagement_changed", version=version
    ) as engagement:
        assign(engagement, values, EDITABLE)
        check_belongs(engagement.edition, engagement.theme, engagement.cluster)
    return engagement


def add_step(
    by: User | None, engagement: Engagement, state: str, on: date | None, reason: str
) -> None:
    EngagementStep.objects.create(
        engagement=engagement,
        state=state,
        on=on,
        reason=reason.strip(),
        recorded_by_id=by.pk if by else None,
    )
