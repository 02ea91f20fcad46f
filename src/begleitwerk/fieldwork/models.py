"""How people without an account answer something: items, groups, ways in, sheets, answers.

Nothing leads from a way in to a sheet. A sheet is found by a key made from the token in somebody's
address and a secret of the server, neither of which is stored here; closing takes the keys away,
and then nobody can find it any more. Sheets, answers and remarks carry no time, and their numbers
are random, so that their order tells nothing either.
"""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import EVERYBODY, NOBODY, DataClass, Ends, Processing
from begleitwerk.fieldwork.enums import (
    AccessKind,
    CollectionState,
    PollState,
    RemarkKind,
    SheetState,
    Special,
)
from begleitwerk.municipalities.models import Municipality


def random_number() -> int:
    """A number that says nothing about when a row was written (63 bits, not 0)."""
    return secrets.randbelow(2**63 - 1) + 1


class Collection(Versioned):
    """Items that are answered by groups of people within a time.

    `kind` names the capability it belongs to ("assessment"), which says where it is worked on.
    It is open from the first moment of `opens_on` to the last of `closes_on`, local time; then
    answers still count as late until somebody closes it. `reminders` are days before `closes_on`.
    """

    logged: ClassVar = (
        "title", "intro", "opens_on", "closes_on", "state", "asks_importance", "asks_evidence",
        "reminders", "digest",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Collections of answers"),
        _("Ask many people without accounts"),
        DataClass.WORK,
        readers=("fieldwork.edit",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(_("what people read first"), blank=True)
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(_("open until"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=CollectionState.choices,
        default=CollectionState.DRAFT,
    )
    asks_importance = models.BooleanField(_("ask how important it is"), default=True)
    asks_evidence = models.BooleanField(_("ask what it is seen by"), default=True)
    reminders = models.JSONField(_("reminders, days before the end"), default=list)
    closed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-opens_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="collection_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state=CollectionState.CLOSED) | ~Q(digest=""),
                name="closed_collection_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:collection", args=[self.municipality.slug, self.pk])


class Group(models.Model):
    """Who somebody answers as; its answers are told where at least `floor` came.

    `is_joined` groups were asked too few people by personal links: their sheets count to the joint
    group of the collection (`is_joint`) from the beginning.
    """

    processing: ClassVar = Processing(
        _("Groups of a collection"),
        _("Show where views differ"),
        DataClass.WORK,
        readers=(EVERYBODY,),
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=120)
    floor = models.PositiveSmallIntegerField(_("told from … answers on"), default=3)
    reads_plain = models.BooleanField(_("reads plain wording"), default=False)
    is_joined = models.BooleanField(default=False)
    is_joint = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "name"], name="group_once"),
            models.CheckConstraint(condition=Q(floor__gte=2), name="group_floor_protects"),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """Something to answer, with the scale it is answered on (`fieldwork.selectors.scale_of`).

    `scale` is kept as it was when the item was made: {"kind", "levels": [{"value", "label",
    "anchor"}], "low", "high"}, texts as {"de", "en"}. A withdrawn item keeps its answers and is
    not asked any more.
    """

    processing: ClassVar = Processing(
        _("Items of a collection"), _("Ask the same of all"), DataClass.WORK, readers=(EVERYBODY,)
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("number"), max_length=12, blank=True)
    section_de = models.CharField(max_length=300, blank=True)
    section_en = models.CharField(max_length=300, blank=True)
    text_de = models.TextField(_("statement (German)"))
    text_en = models.TextField(_("statement (English)"), blank=True)
    plain_de = models.TextField(_("in plain words (German)"), blank=True)
    plain_en = models.TextField(_("in plain words (English)"), blank=True)
    scale = models.JSONField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.text_de}".strip()


class Access(models.Model):
    """A way in. Its token is made from `nonce` and the secret of the server and stored nowhere;
    `digest` (SHA-256, hex) finds the row by it. A code has a `number` and no person. `reminded_on`
    is written to everybody's row when reminders go out: whom they went to is not kept here."""

    persons: ClassVar = ("person_name", "email")
    processing: ClassVar = Processing(
        _("Ways into a collection"),
        _("Let in those who were asked, and remind them"),
        DataClass.CONTACTS,
        readers=("fieldwork.edit",),
        secret=("nonce", "digest"),
        ends=Ends(lambda moment: Q(collection__closed_at__lt=moment), empties=persons),
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="accesses")
    kind = models.CharField(max_length=8, choices=AccessKind.choices)
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(null=True)
    person_name = models.CharField(_("person"), max_length=120, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    asked_on = models.DateField(_("asked on"), null=True)
    reminded_on = models.DateField(_("reminded on"), null=True)
    is_closed = models.BooleanField(_("does not let in any more"), default=False)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.person_name or self.email or f"{self.get_kind_display()} {self.number or ''}"


class Sheet(models.Model):
    """The answers of one person. `key` finds it while the collection is open, and is taken away
    when it closes; no time, no person, no way in."""

    processing: ClassVar = Processing(
        _("Sheets of answers"),
        _("Show where views differ"),
        DataClass.ANSWERS,
        readers=(NOBODY,),
        secret=("key",),
        ends=Ends(lambda moment: Q(collection__closed_at__lt=moment)),
    )
    id = models.BigAutoField(primary_key=True, default=random_number)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=64, null=True, unique=True)
    state = models.CharField(max_length=9, choices=SheetState.choices, default=SheetState.STARTED)
    is_late = models.BooleanField(default=False)
    from_paper = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["collection", "state", "group"])]

    def __str__(self) -> str:
        return self.get_state_display()


class Answer(models.Model):
    """What a sheet says of an item: a level or a special answer, perhaps how important it is."""

    processing: ClassVar = Processing(
        _("Answers"),
        _("Show where views differ"),
        DataClass.ANSWERS,
        readers=(NOBODY,),
        ends=Ends(lambda moment: Q(sheet__collection__closed_at__lt=moment)),
    )
    id = models.BigAutoField(primary_key=True, default=random_number)
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(null=True)
    special = models.CharField(max_length=14, choices=Special.choices, blank=True)
    importance = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(special=""), name="answer_is_level_or_special"
            ),
            models.CheckConstraint(
                condition=Q(importance=None) | Q(importance__range=(1, 3)),
                name="importance_from_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return self.special or str(self.level)


class Remark(models.Model):
    """What somebody wrote to an item. Closing takes away from which sheet it came; it belongs to
    no group. `is_shown` where somebody read it and found nothing of persons in it."""

    processing: ClassVar = Processing(
        _("Remarks on items"),
        _("Know what a view rests on"),
        DataClass.ANSWERS,
        readers=("fieldwork.edit",),
        ends=Ends(lambda moment: Q(collection__closed_at__lt=moment)),
    )
    id = models.BigAutoField(primary_key=True, default=random_number)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, null=True, related_name="remarks")
    kind = models.CharField(max_length=8, choices=RemarkKind.choices)
    text = models.TextField()
    is_shown = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "item", "kind"],
                condition=Q(sheet__isnull=False),
                name="remark_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Room(Versioned):
    """A room in which people vote on items of a collection with their phones.

    One poll at a time is open. The token of its address is made like that of an access.
    """

    logged: ClassVar = ("is_open",)
    processing: ClassVar = Processing(
        _("Rooms for votes"),
        _("Vote in a meeting"),
        DataClass.WORK,
        readers=(EVERYBODY,),
        secret=("nonce", "digest"),
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.collection)

    @property
    def log_workspace_id(self) -> int:
        return self.collection.municipality.workspace_id


class Poll(models.Model):
    """A vote on one item. When it closes `counts` ({"0": 3, "cannot_judge": 1}) stay and the
    single votes go."""

    processing: ClassVar = Processing(
        _("Votes in a room"), _("Vote in a meeting"), DataClass.WORK, readers=("quality.view",)
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="polls")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=6, choices=PollState.choices, default=PollState.OPEN)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(state=PollState.OPEN), name="one_open_poll_per_room"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item.number}: {self.get_state_display()}"


class Vote(models.Model):
    """One phone's vote in an open poll; `key` is made from what the phone keeps and the secret."""

    processing: ClassVar = Processing(
        pgettext_lazy("table", "Single votes"),
        _("Vote in a meeting"),
        DataClass.ANSWERS,
        readers=(NOBODY,),
        secret=("key",),
        ends=Ends(lambda moment: Q(poll__room__collection__closed_at__lt=moment)),
    )
    id = models.BigAutoField(primary_key=True, default=random_number)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    level = models.SmallIntegerField(null=True)
    special = models.CharField(max_length=14, choices=Special.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "key"], name="vote_once_per_phone"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(special=""), name="vote_is_level_or_special"
            ),
        ]

    def __str__(self) -> str:
        return self.special or str(self.level)
