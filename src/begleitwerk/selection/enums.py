"""States and kinds of a selection round."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("round", "rules are being built")
    OPEN = "open", pgettext_lazy("round", "open")
    DECIDED = "decided", pgettext_lazy("round", "decided")
    CLOSED = "closed", pgettext_lazy("round", "closed")


# Nothing is handed in any more.
DECIDED_ROUNDS = frozenset({"decided", "closed"})


class FieldSource(models.TextChoices):
    """Where the facts of a rule come from."""

    REGISTER = "register", _("register of municipalities")
    SURVEY = "survey", _("municipal survey")
    APPLICATION = "application", _("application")


class RuleStage(models.TextChoices):
    """Whom a hard rule sorts: whom to invite, or which applications may be chosen."""

    LONGLIST = "longlist", _("whom to invite")
    ELIGIBILITY = "eligibility", _("who can be chosen")


class ScoreOrigin(models.TextChoices):
    REVIEW = "review", _("given by two reviewers")
    DATA = "data", _("taken from data")


class Attribute(models.TextChoices):
    """What portfolio rules balance; a survey variable is "survey:<name>" instead."""

    SETTLEMENT = "settlement", _("town or country")
    LAND = "land", "Land"
    SIZE = "size", _("size class")
    KIND = "kind", pgettext_lazy("municipality", "kind")
    EARLIER = "earlier", _("took part before")


class CandidacyState(models.TextChoices):
    """From the longlist to the end (domain §5)."""

    LONGLISTED = "longlisted", _("on the longlist")
    INVITED = "invited", _("invited")
    DECLINED = "declined", pgettext_lazy("candidacy", "declined")
    NO_REPLY = "no_reply", _("no reply")
    APPLIED = "applied", _("applied")
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("on the reserve list")
    REJECTED = "rejected", _("not selected")
    CONTRACT_SENT = "contract_sent", _("contract sent")
    ACTIVE = "active", _("takes part")
    WITHDRAWN = "withdrawn", pgettext_lazy("candidacy", "withdrawn")
    CLOSED = "closed", pgettext_lazy("candidacy", "ended without a decision")


NEXT_STATES: dict[str, tuple[str, ...]] = {
    "longlisted": ("invited",),
    "invited": ("applied", "declined", "no_reply"),
    "declined": ("invited",),
    "no_reply": ("applied", "declined"),
    "applied": ("selected", "reserve", "rejected", "withdrawn", "closed"),
    "selected": ("contract_sent", "active", "withdrawn"),
    "reserve": ("selected", "withdrawn"),
    "rejected": ("selected", "withdrawn"),
    "contract_sent": ("active", "withdrawn"),
    "active": ("withdrawn",),
    "withdrawn": (),
    "closed": (),
}
# An application of theirs is waited for, or in the office's hands.
AWAITED = frozenset({"invited", "no_reply", "applied"})
# Who has handed in, whatever became of it.
HAS_APPLIED = frozenset(
    {
        "applied",
        "selected",
        "reserve",
        "rejected",
        "contract_sent",
        "active",
        "withdrawn",
        "closed",
    }
)
# Of them those that are not gone: among them a choice is made.
STANDING = HAS_APPLIED - {"withdrawn", "closed"}
# May be invited, for the first time or again.
INVITABLE = frozenset({"longlisted", "declined"})
# Invited, and may still apply.
MAY_APPLY = frozenset({"invited", "no_reply"})
# Holds a place of the round.
HOLDS_PLACE = frozenset({"selected", "contract_sent", "active"})


class ApplicationState(models.TextChoices):
    """Late, withdrawn and incomplete are states: nothing is deleted."""

    DRAFT = "draft", pgettext_lazy("application", "draft")
    TO_APPROVE = "to_approve", _("waits for approval")
    SUBMITTED = "submitted", _("handed in")
    LATE = "late", _("handed in late")
    INCOMPLETE = "incomplete", _("incomplete")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    CLOSED = "closed", pgettext_lazy("application", "closed by the office")


# Handed in and in the office's hands.
HANDED_IN = frozenset({"submitted", "late"})
# The municipality may still write.
OPEN_TO_EDIT = frozenset({"draft", "to_approve", "incomplete"})


class ReviewState(models.TextChoices):
    ASSIGNED = "assigned", _("declaration missing")
    CONFLICT = "conflict", _("conflict of interest")
    OPEN = "open", pgettext_lazy("review", "in work")
    DONE = "done", pgettext_lazy("review", "done")


class RunKind(models.TextChoices):
    CHOICE = "choice", _("choice")
    REPLACEMENT = "replacement", _("replacement")


class RunState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("run", "waiting")
    RUNNING = "running", pgettext_lazy("run", "running")
    DONE = "done", pgettext_lazy("run", "done")
    IMPOSSIBLE = "impossible", _("rules contradict each other")
    FAILED = "failed", _("broken off")
    CANCELLED = "cancelled", pgettext_lazy("run", "cancelled")


UNDER_WAY = frozenset({"waiting", "running"})


class DecisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "being prepared")
    PROPOSED = "proposed", _("waits for the second person")
    RETURNED = "returned", _("returned by the second person")
    CONFIRMED = "confirmed", pgettext_lazy("decision", "decided")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "set aside by another one")


# The office works on it, or may take it up again.
IN_PREPARATION = frozenset({"draft", "returned", "superseded"})


class Outcome(models.TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("on the reserve list")
    REJECTED = "rejected", _("not selected")


class LetterKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    RECEIPT = "receipt", _("receipt")
    SELECTED = "selected", _("selection")
    RESERVE = "reserve", _("reserve list")
    REJECTED = "rejected", _("rejection")
    CLOSED = "closed", pgettext_lazy("letter", "end of the application")


class ReminderKind(models.TextChoices):
    """What is open before a deadline."""

    REPLY = "reply", pgettext_lazy("reminder", "reply to the invitation")
    DRAFT = "draft", pgettext_lazy("reminder", "application")
    REVIEW = "review", pgettext_lazy("reminder", "review")


class DispatchWay(models.TextChoices):
    """How a letter was sent."""

    POST = "post", pgettext_lazy("way", "by post")
    MAIL = "mail", pgettext_lazy("way", "by mail")


class WaiverStep(models.TextChoices):
    """What goes on although its ground does not hold."""

    CALCULATE = "calculate", _("calculate")
    DECIDE = "decide", _("decide")
    SEND = "send", _("send the letters")


class WaiverState(models.TextChoices):
    ASKED = "asked", _("waits for the second person")
    GRANTED = "granted", pgettext_lazy("exception", "allowed by two people")
    REFUSED = "refused", pgettext_lazy("exception", "not allowed")
    LAPSED = "lapsed", pgettext_lazy("exception", "no longer asked")


class GroundKind(models.TextChoices):
    """What a step would rest on that does not hold."""

    DEADLINE = "deadline", _("the deadline has not passed")
    WRITING = "writing", _("an application is being written")
    SENT_BACK = "sent_back", _("an application was sent back")
    DRIFT = "drift", _("data have changed")


class CorrectionState(models.TextChoices):
    """What became of a correction the office proposed of something handed in."""

    ASKED = "asked", _("waits for consent")
    AGREED = "agreed", _("agreed, counts")
    REFUSED = "refused", _("not agreed, what was handed in counts")
    TAKEN_BACK = "taken_back", _("taken back by the programme office")
    LAPSED = "lapsed", _("lapsed, something else was handed in since")
