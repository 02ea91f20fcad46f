"""Candidates come onto the longlist, and move on from state to state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    changing,
    claim,
    record_added,
    record_event,
    require_reason,
)
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import HAS_APPLIED, NEXT_STATES, CandidacyState
from begleitwerk.selection.models import Candidacy, CandidacyStep, SelectionRound
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    ROUND,
    CandidateStep,
    RoundStand,
    RoundStep,
)
from begleitwerk.selection.selectors.rules import longlist_by_theme
from begleitwerk.selection.selectors.stands import state_stand
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.guards import check

BATCH = 1000
SAY_WHY = _("Say why, in one sentence. It stays in the history.")


@dataclass(frozen=True)
class Drawn:
    """What drawing up a longlist did: candidates added, and known ones that got a theme more."""

    added: int
    extended: int


def move_candidacy(
    *,
    by: User | None,
    candidacy: Candidacy,
    state: str,
    on: date | None = None,
    reason: str = "",
    workspace_id: int | None = None,
) -> Candidacy:
    """Record the next state of a candidacy with its day (today) and reason.

    `workspace_id` is whose log it stands in: the programme's, unless the municipality itself
    acts. The row given is brought up to date as well. Raises Refused where the state does not
    follow.
    """
    told = {"on": on or timezone.localdate()}
    with changing(
        candidacy,
        by=by,
        verb="selection.candidacy_moved",
        reason=reason,
        also=told,
        workspace_id=workspace_id,
    ) as current:
        check_next(current, state)
        current.state = state
        add_step(by, current, state, on, reason)
    candidacy.state, candidacy.version = current.state, current.version
    return candidacy


def check_next(candidacy: Candidacy, state: str) -> None:
    if state not in NEXT_STATES[candidacy.state]:
        raise Refused(
            _("%(name)s: after “%(now)s” there is no step to “%(next)s”.")
            % {
                "name": candidacy.municipality.name,
                "now": candidacy.get_state_display(),
                "next": CandidacyState(state).label,
            },
            "state",
        )


def add_step(
    by: User | None, candidacy: Candidacy, state: str, on: date | None, reason: str
) -> CandidacyStep:
    return CandidacyStep.objects.create(
        candidacy=candidacy,
        state=state,
        on=on or timezone.localdate(),
        reason=reason.strip(),
        recorded_by_id=by.pk if by else None,
    )


# --- The longlist -------------------------------------------------------------------------------


def draw_up_longlist(*, by: User | None, round: SelectionRound) -> Drawn:
    """Put everybody on the longlist who meets the rules about whom to invite, theme by theme.

    Drawn up again after a change of rules or data it only adds: who stands there stays, and gets
    a theme more where it meets its rules now. Raises Refused before the rules are frozen, without
    a rule about whom to invite, and where nobody meets them.
    """
    told: dict[str, int] = {}
    with changing(round, by=by, verb="selection.longlist_drawn", also=told) as round:
        found = who_to_invite(round)
        known = {row.municipality_id: row for row in round.candidacies.all()}
        places = {place.pk for rows in found.values() for place in rows}
        new = [
            Candidacy(round=round, municipality_id=pk, contact_email="")
            for pk in sorted(places - known.keys())
        ]
        Candidacy.objects.bulk_create(new, BATCH)
        made = {row.municipality_id: row for row in round.candidacies.all()}
        told |= {"added": len(new), "extended": give_themes(found, made, known)}
        note_first_steps(by, [made[row.municipality_id] for row in new])
    return Drawn(**told)


def who_to_invite(round: SelectionRound) -> Mapping[int, Sequence[Municipality]]:
    check_open(round)
    rules = frozen_rules(round)
    if rules is None:
        raise Refused(_("Freeze the rules first, so that all are invited by the same ones."))
    if not rules.hard_rules.filter(stage="longlist").exists():
        raise Refused(
            _("No rule says whom to invite. Add one, or put municipalities on the list by hand.")
        )
    found = longlist_by_theme(round, rules)
    if not any(found.values()):
        raise Refused(_("No municipality meets the rules about whom to invite. Relax one of them."))
    return found


def check_open(round: SelectionRound) -> None:
    check(ROUND, RoundStep.LONGLIST, RoundStand(round.state))


def give_themes(
    found: Mapping[int, Sequence[Municipality]],
    rows: dict[int, Candidacy],
    known: dict[int, Candidacy],
) -> int:
    """Set the themes everybody is on the list for; how many known ones got one more."""
    through = Candidacy.themes.through
    wanted = {
        (rows[place.pk].pk, theme)
        for theme, places in found.items()
        for place in places
        if rows[place.pk].state == CandidacyState.LONGLISTED
    }
    pairs = through._default_manager.filter(candidacy__in=[row.pk for row in rows.values()])
    there = set(pairs.values_list("candidacy_id", "editiontheme_id"))
    missing = sorted(wanted - there)
    through._default_manager.bulk_create(
        [through(candidacy_id=row, editiontheme_id=theme) for row, theme in missing], BATCH
    )
    before = {row.pk for row in known.values()}
    return len({row for row, _theme in missing if row in before})


def note_first_steps(by: User | None, rows: Iterable[Candidacy]) -> None:
    today = timezone.localdate()
    CandidacyStep.objects.bulk_create(
        [
            CandidacyStep(
                candidacy=row,
                state=CandidacyState.LONGLISTED,
                on=today,
                recorded_by_id=by.pk if by else None,
            )
            for row in rows
        ],
        BATCH,
    )


def add_to_longlist(
    *,
    by: User | None,
    round: SelectionRound,
    municipality: Municipality,
    themes: Iterable[EditionTheme] = (),
    reason: str,
    partners: Iterable[Municipality] = (),
    contact_email: str = "",
) -> Candidacy:
    """Put a municipality on the longlist by hand, with the reason. Raises Refused at the field."""
    check_open(round)
    reason = require_reason(reason, SAY_WHY)
    chosen, sharing = list(themes), list(partners)
    check_new(round, municipality, chosen, sharing)
    with transaction.atomic():
        candidacy = Candidacy.objects.create(
            round=round, municipality=municipality, contact_email=contact_email
        )
        candidacy.themes.set(chosen)
        candidacy.partners.set(sharing)
        add_step(by, candidacy, CandidacyState.LONGLISTED, None, reason)
        record_added(by=by, verb="selection.candidacy_added", row=candidacy, reason=reason)
    return candidacy


def check_new(
    round: SelectionRound,
    municipality: Municipality,
    themes: Sequence[EditionTheme],
    partners: Sequence[Municipality],
) -> None:
    if round.candidacies.filter(municipality=municipality).exists():
        raise Refused(
            _("%(name)s is on the longlist already.") % {"name": municipality.name}, "municipality"
        )
    check_choice(round.edition_id, municipality, themes, partners)


def check_choice(
    edition_id: int,
    municipality: Municipality,
    themes: Sequence[EditionTheme],
    partners: Sequence[Municipality],
) -> None:
    if any(theme.edition_id != edition_id for theme in themes):
        raise Refused(_("This theme belongs to another edition."), "themes")
    if municipality in partners:
        raise Refused(_("A municipality shares its place with others, not itself."), "partners")


def change_candidacy(
    *,
    by: User | None,
    candidacy: Candidacy,
    version: int | None,
    themes: Iterable[EditionTheme],
    contact_email: str,
    partners: Iterable[Municipality] = (),
) -> Candidacy:
    """Change themes, mail address or who shares the place.

    Raises EditConflict, Refused at the field; once the application was handed in at `themes` and
    `partners`: what applicants claimed or were given is theirs.
    """
    chosen, sharing = list(themes), list(partners)
    told = {"themes": [str(theme) for theme in chosen]}
    with changing(
        candidacy, by=by, version=version, verb="selection.candidacy_changed", also=told
    ) as candidacy:
        check_choice(candidacy.round.edition_id, candidacy.municipality, chosen, sharing)
        check_still_ours(candidacy, chosen, sharing)
        candidacy.contact_email = contact_email
        candidacy.themes.set(chosen)
        candidacy.partners.set(sharing)
    return candidacy


def check_still_ours(
    candidacy: Candidacy, themes: Sequence[EditionTheme], partners: Sequence[Municipality]
) -> None:
    if candidacy.state not in HAS_APPLIED:
        return
    theirs = _("The application was handed in: this is the municipality's. Send it back instead.")
    if {row.pk for row in themes} != set(candidacy.themes.values_list("pk", flat=True)):
        raise Refused(theirs, "themes")
    if {row.pk for row in partners} != set(candidacy.partners.values_list("pk", flat=True)):
        raise Refused(theirs, "partners")


def remove_from_longlist(
    *, by: User | None, candidacy: Candidacy, reason: str, version: int | None = None
) -> None:
    """Take a municipality off the longlist before it was invited; the reason stays in the log.

    Raises EditConflict, Refused at `reason`, and once it was invited: from then on it has a state
    instead.
    """
    reason = require_reason(reason, SAY_WHY)
    with transaction.atomic():
        candidacy = claim(candidacy, version=version)
        check(CANDIDATE, CandidateStep.STRIKE, state_stand(candidacy))
        record_event(
            by=by,
            verb="selection.candidacy_removed",
            subject=candidacy.round,
            reason=reason,
            after={"candidate": candidacy.municipality.name},
        )
        candidacy.delete()
