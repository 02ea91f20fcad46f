"""Ways in: personal links, links for many, codes on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports import holds_address
from begleitwerk.core.imports.texts import one_line
from begleitwerk.core.services import Refused, record_event, require
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import AccessKind, CollectionState
from begleitwerk.fieldwork.imports import LONGEST_NAME
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.services.groups import join_groups
from begleitwerk.fieldwork.services.guards import held, not_closed
from begleitwerk.fieldwork.services.invitations import send_invitations
from begleitwerk.fieldwork.services.tokens import access_token, digest_of, new_nonce

MOST_PEOPLE = 2_000
MOST_CODES_AT_ONCE, MOST_CODES = 200, 2_000


@dataclass(frozen=True)
class PersonSpec:
    """Somebody to ask by a personal link; the name may be empty."""

    name: str
    email: str
    group: Group


def new_access(collection: Collection, kind: AccessKind, group: Group | None) -> Access:
    """A way in that is not stored yet, with a token only this server can make again."""
    access = Access(collection=collection, kind=kind, group=group, nonce=new_nonce())
    access.digest = digest_of(access_token(access))
    return access


def check_group(collection: Collection, group: Group | None) -> None:
    if group is not None and (group.collection_id != collection.pk or group.is_joint):
        raise Refused(_("Choose a group of this collection."), "group")


# --- People ---------------------------------------------------------------------------------------


def invite_people(
    *, by: Actor | None, collection: Collection, people: Sequence[PersonSpec]
) -> list[Access]:
    """Personal links for people; those who had one that was closed are let in by it again.

    While the collection is open they are written to at once, else on its first day. All or none:
    raises Refused at `email`, `name` or `group` where an address is none, stands there twice or is
    asked already.
    """
    with transaction.atomic():
        collection = held(collection)
        not_closed(collection)
        known = addresses_of(collection)
        if len(known) + len(people) > MOST_PEOPLE:
            raise Refused(_("That is more people than one collection can ask."), "email")
        rows = [put_person(collection, checked(spec), known) for spec in people]
        after_more(collection)
        record_event(
            by=by,
            verb="fieldwork.people_invited",
            subject=collection,
            after={"people": len(rows)},
        )
    return rows


def addresses_of(collection: Collection) -> dict[str, Access]:
    """Whoever has a personal link, by address."""
    rows = Access.objects.filter(collection=collection, kind=AccessKind.PERSONAL)
    return {row.email.lower(): row for row in rows}


def checked(spec: PersonSpec) -> PersonSpec:
    """The same without blanks around it. Raises Refused at `email` or `name`."""
    name, email = one_line(spec.name).strip(), require(spec.email, "email")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(
            _("“%(address)s” is no mail address.") % {"address": email[:80]}, "email"
        ) from error
    if len(name) > LONGEST_NAME or holds_address(name):
        raise Refused(_("Enter a name only, with at most 120 signs."), "name")
    return PersonSpec(name, email, spec.group)


def put_person(collection: Collection, spec: PersonSpec, known: dict[str, Access]) -> Access:
    """A new personal link, or the closed one of this address opened again, in its old group: by it
    she may have answered."""
    check_group(collection, spec.group)
    row = known.get(spec.email.lower())
    if row is not None and not row.is_closed:
        raise Refused(
            _("%(address)s is asked already. Nobody is asked twice.") % {"address": spec.email},
            "email",
        )
    row = row or new_access(collection, AccessKind.PERSONAL, spec.group)
    row.is_closed, row.person_name, row.email = False, spec.name, spec.email
    row.asked_on = None
    row.save()
    known[spec.email.lower()] = row
    return row


def after_more(collection: Collection) -> None:
    """Once it is open: groups that are too small are told together, new people are written to."""
    if collection.state == CollectionState.OPEN:
        join_groups(collection)
        send_invitations(collection, timezone.localdate())


def change_person(
    *,
    by: Actor | None,
    access: Access,
    name: str,
    email: str,
    group: Group | None = None,
    new_link: bool = False,
) -> Access:
    """Another name or address, before people are asked another group too.

    With `new_link` the old one ends, because somebody else may have it; answers given by it stay.
    Raises Refused at `email`, `name` or `group`.
    """
    with transaction.atomic():
        collection = held(access.collection)
        not_closed(collection)
        access = Access.objects.select_related("group").get(pk=access.pk)
        group = group or access.group
        if group is None or access.kind != AccessKind.PERSONAL:
            raise Refused(_("This is no personal link."))
        check_group(collection, group)
        if collection.state == CollectionState.OPEN and group != access.group:
            raise Refused(
                _("By this link answers may have come for the present group: it stays."), "group"
            )
        spec = checked(PersonSpec(name, email, group))
        other = addresses_of(collection).get(spec.email.lower())
        if other is not None and other.pk != access.pk:
            raise Refused(_("Somebody else here has this address."), "email")
        is_moved = spec.email.lower() != access.email.lower()
        access.person_name, access.email, access.group = spec.name, spec.email, spec.group
        if new_link:
            access.nonce = new_nonce()
            access.digest = digest_of(access_token(access))
        if new_link or is_moved:
            access.asked_on = None  # so that she is written to, at the new address
        access.save()
        after_more(collection)
        record_event(by=by, verb="fieldwork.person_changed", subject=collection)
    return access


# --- Links for many, codes ------------------------------------------------------------------------


def add_group_link(
    *, by: Actor | None, collection: Collection, group: Group | None = None
) -> Access:
    """A link for many: of a group, or without one whoever follows it says which one is hers.

    There is one of a kind; asked for again the same is given, and lets in again.
    """
    with transaction.atomic():
        collection = held(collection)
        not_closed(collection)
        check_group(collection, group)
        rows = Access.objects.filter(collection=collection, kind=AccessKind.GROUP, group=group)
        access = rows.first()
        if access is not None and not access.is_closed:
            return access
        access = access or new_access(collection, AccessKind.GROUP, group)
        access.is_closed = False
        access.save()
        verb = "fieldwork.link_added" if group else "fieldwork.open_link_added"
        said = {"group": group.name} if group else {}
        record_event(by=by, verb=verb, subject=collection, after=said)
    return access


def add_codes(
    *, by: Actor | None, collection: Collection, group: Group, number: int
) -> list[Access]:
    """So many codes on paper for a group, numbered on. Raises Refused at `number` or `group`."""
    if not 1 <= number <= MOST_CODES_AT_ONCE:
        raise Refused(
            _("Enter a number from 1 to %(most)s.") % {"most": MOST_CODES_AT_ONCE}, "number"
        )
    with transaction.atomic():
        collection = held(collection)
        not_closed(collection)
        check_group(collection, group)
        codes = Access.objects.filter(collection=collection, kind=AccessKind.CODE)
        last = codes.aggregate(last=Max("number"))["last"] or 0
        if last + number > MOST_CODES:
            raise Refused(_("That is more codes than one collection can have."), "number")
        rows = [new_access(collection, AccessKind.CODE, group) for _place in range(number)]
        for place, row in enumerate(rows, start=last + 1):
            row.number = place
        Access.objects.bulk_create(rows)
        after_more(collection)
        record_event(
            by=by,
            verb="fieldwork.codes_added",
            subject=collection,
            after={"codes": number, "group": group.name},
        )
    return rows


# --- Ending them ----------------------------------------------------------------------------------


def close_access(*, by: Actor | None, access: Access) -> None:
    """It does not let in any more; before people are asked it is gone altogether.

    What was answered by it stays: nobody knows which sheet that would be.
    """
    close_accesses(by=by, collection=access.collection, accesses=[access])


def close_accesses(*, by: Actor | None, collection: Collection, accesses: Iterable[Access]) -> None:
    """As `close_access`, of several ways in of one collection: unused codes, say."""
    with transaction.atomic():
        collection = held(collection)
        not_closed(collection)
        rows = Access.objects.filter(collection=collection, pk__in=[row.pk for row in accesses])
        kinds = sorted(set(rows.values_list("kind", flat=True)))
        count = rows.filter(is_closed=False).count()
        if collection.state == CollectionState.DRAFT:
            rows.delete()
        else:
            rows.update(is_closed=True)
        if count:
            record_event(
                by=by,
                verb="fieldwork.accesses_closed",
                subject=collection,
                after={"number": count, "kinds": kinds},
            )


def reopen_access(*, by: Actor | None, access: Access) -> None:
    """A closed way in lets in again, as before."""
    with transaction.atomic():
        collection = held(access.collection)
        not_closed(collection)
        if Access.objects.filter(pk=access.pk, is_closed=True).update(is_closed=False):
            record_event(
                by=by,
                verb="fieldwork.access_reopened",
                subject=collection,
                after={"kinds": [access.kind]},
            )
