"""Who is meant, and what is held of her: every record that has to do with her, in one query."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.models import Membership
from begleitwerk.municipalities.selectors import is_last_operator
from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.selectors.tables import Table, tables

FEWEST_SIGNS = 5  # of a name that is looked for in texts


@dataclass(frozen=True)
class Person:
    """Whoever is meant: by her account, her mail address, her name, or several of them."""

    account: User | None = None
    email: str = ""
    name: str = ""

    @property
    def searched_name(self) -> str:
        """The name as texts are searched for it; one word is more often a function than a name."""
        name = " ".join(self.name.split())
        return name if " " in name and len(name) >= FEWEST_SIGNS else ""

    def __str__(self) -> str:
        return self.name or self.email


@dataclass(frozen=True)
class Place:
    """A record that has to do with her: which, how, and in which field where it is one."""

    table: str
    field: str
    tie: Tie
    pk: str
    where: str

    @property
    def key(self) -> str:
        return f"{self.table}:{self.pk}:{self.field}"


def person_of(user: User) -> Person:
    return Person(user, user.email, user.name)


def get_person_or_404(pk: int) -> Person:
    user = row_at(User.objects.filter(pk=pk))
    if user is None or not user.is_on_record:
        raise Http404
    return person_of(user)


def person_called(query: str) -> Person:
    """Who is meant by a mail address or a name, with an account or without one."""
    query = " ".join(query.split())
    if "@" not in query:
        return Person(name=query)
    user = user_by_email(query)
    return person_of(user) if user and user.is_on_record else Person(email=query.lower())


def accounts_called(query: str) -> QuerySet[User]:
    """Accounts whose name or address holds the query, by name."""
    found = Q(name__icontains=query) | Q(email__icontains=query)
    return User.objects.on_record().filter(found).order_by(alphabetical("name"), "pk")


# --- What is held -------------------------------------------------------------------------------


def places_of(person: Person, *, by_name: bool = True) -> list[Place]:
    """Every record that has to do with her. `by_name` looks for her name too, which others may
    bear: what is found by it alone is not hers for certain."""
    arms = [arm for row in tables() for arm in arms_of(row, person, by_name=by_name)]
    rows = arms[0].union(*arms[1:])
    found = [Place(key, field, Tie(tie), pk, where or "") for key, field, tie, pk, where in rows]
    certain = {place.key for place in found if place.tie == Tie.ADDRESSED}
    perhaps = (Tie.NAMED, Tie.MENTIONED)
    return sorted(
        (place for place in found if place.tie not in perhaps or place.key not in certain),
        key=lambda place: (place.table, place.where, place.pk, place.field),
    )


def arms_of(row: Table, person: Person, *, by_name: bool) -> Iterator[QuerySet[Any]]:
    """The queries one table takes part with; what goes with her is told once."""
    own = own_condition(row, person)
    if own:
        yield arm(row, Tie.OWN, "", own)
    others = ~own if own else Q()
    if person.account:
        for name in row.numbers:
            yield arm(row, Tie.ACTED, name, Q(**{name: person.account.pk}) & others)
    if row.model is User:  # names of others are theirs
        return
    name = person.name if by_name else ""
    for tie, field, condition in field_ties(row, person.email, name):
        yield arm(row, tie, field, condition & others)
    name = person.searched_name if by_name else ""
    for tie, condition in text_ties(row, person.email, name):
        yield arm(row, tie, "", condition & others)


def field_ties(row: Table, email: str, name: str) -> Iterator[tuple[Tie, str, Q]]:
    """Fields that hold names and addresses: hers for certain by address, perhaps by name."""
    for field in row.persons:
        if email:
            how = "iexact" if row.is_address(field) else "icontains"
            yield Tie.ADDRESSED, field, Q(**{f"{field}__{how}": email})
        if name:
            yield Tie.NAMED, field, Q(**{f"{field}__icontains": name})


def text_ties(row: Table, email: str, name: str) -> Iterator[tuple[Tie, Q]]:
    """Texts that hold her address or name; those under a seal stay word for word."""
    addressed, named = holding(row.texts, email), holding(row.texts, name)
    sealed = row.said.sealed
    if sealed is not None:
        for condition in (addressed, named):
            if condition:
                yield Tie.SEALED, condition & sealed
    if sealed is not None and not sealed:  # the whole table is
        return
    free = ~sealed if sealed is not None else Q()
    if addressed:
        yield Tie.ADDRESSED, addressed & free
    if named:
        yield Tie.MENTIONED, named & free


def own_condition(row: Table, person: Person) -> Q | None:
    """Which rows of a table are her own and go with her."""
    found = []
    if person.account:
        found += [Q(**{name: person.account.pk}) for name in row.own_numbers]
    if person.email:
        found += [Q(**{f"{name}__iexact": person.email}) for name in row.own_addresses]
    return reduce(or_, found) if found else None


def holding(names: Iterable[str], sought: str) -> Q | None:
    """One of the texts holds the words; as JSON one database keeps umlauts in their own way."""
    if not sought:
        return None
    spellings = {sought, json.dumps(sought)[1:-1]}
    conditions = [
        Q(**{f"text_of_{name}__icontains": spelling}) for name in names for spelling in spellings
    ]
    return reduce(or_, conditions) if conditions else None


def arm(row: Table, tie: Tie, field: str, condition: Q) -> QuerySet[Any]:
    """Table, field, tie, key and place of the rows under a condition."""
    texts = {f"text_of_{name}": Cast(name, TextField()) for name in row.texts}
    nowhere = Value("", output_field=CharField())
    found: QuerySet[Any] = row.rows.alias(**texts).filter(condition)
    return found.values_list(
        Value(row.key, output_field=CharField()),
        Value(field, output_field=CharField()),
        Value(tie.value, output_field=CharField()),
        Cast("pk", CharField()),
        Cast(F(row.place), CharField()) if row.place else nowhere,
    )


# --- Who has left --------------------------------------------------------------------------------


def left_before(moment: Any) -> QuerySet[User]:
    """Accounts whose last role ended before a moment; who never had one is not meant."""
    day = timezone.localdate(moment)
    holds = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day)).values("user")
    had = Membership.objects.values("user")
    return User.objects.on_record().filter(pk__in=had).exclude(pk__in=holds).order_by("pk")


# What apps say must be settled before somebody can be erased, in sentences.
Obstacles = Callable[[User], list[str]]
_obstacles: list[Obstacles] = []


def register_obstacles(*kinds: Obstacles) -> None:
    """Called at start, in an app's `contributions`."""
    _obstacles.extend(kinds)


def obstacles_of(person: Person, *, by: User | None = None) -> list[str]:
    """What has to be settled before she can be erased, in sentences."""
    if not person.account:
        return []
    if by is not None and by.pk == person.account.pk:
        return [gettext("Nobody erases herself: another operator does it.")]
    found = [text for say in _obstacles for text in say(person.account)]
    if is_last_operator(person.account):
        found.append(
            gettext("Nobody would be left to operate the installation. Invite somebody else first.")
        )
    return found
