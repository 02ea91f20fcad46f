"""The consensus meeting on the projector: one statement per screen, a vote, what is agreed."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, services
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.papers.consensus import consensus_document
from begleitwerk.assessment.presenters import level_of, priority_words
from begleitwerk.assessment.presenters.figures import withheld_in
from begleitwerk.assessment.presenters.meeting import short_address, standing_out, vote_words
from begleitwerk.assessment.presenters.pictures import spread_of
from begleitwerk.assessment.presenters.tables import level_rows
from begleitwerk.assessment.selectors.consensus import (
    Agenda,
    Order,
    Topic,
    agenda_of,
    polls_in,
    room_of,
)
from begleitwerk.assessment.selectors.results import remarks_on
from begleitwerk.assessment.views.results import ResultArea
from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import ActionPage, ChangePage, Crumbs, FilePage, Page, Values
from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.engine.codes import qr_data_uri
from begleitwerk.engine.documents import Document
from begleitwerk.fieldwork.enums import PollState
from begleitwerk.fieldwork.models import Item, Poll, Room
from begleitwerk.fieldwork.selectors import scale_of, votes_of
from begleitwerk.fieldwork.services import close_poll, close_room, open_poll, open_room, room_token
from begleitwerk.fieldwork.services.tokens import room_url


class MeetingArea(ResultArea):
    """What all screens of the meeting share: the order, how far one is, the room."""

    permission = "assessment.edit_assessment"

    @cached_property
    def order(self) -> Order:
        wanted = self.request.GET.get("reihe", "")
        return Order(wanted) if wanted in list(Order) else Order.POINTS

    @cached_property
    def agenda(self) -> Agenda:
        return agenda_of(self.assessment, self.order)

    @cached_property
    def room(self) -> Room | None:
        return room_of(self.assessment)

    def at(self, name: str, *args: int) -> str:
        """The address of another screen, in the same order."""
        order = "" if self.order == Order.POINTS else f"?reihe={self.order}"
        return f"{self.here(name, *args)}{order}"

    def topic_url(self, topic: Topic | None) -> str:
        return self.at("talk_about", topic.row.pk) if topic else ""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Consensus meeting"), self.at("talk"))]

    def values(self) -> Values:
        return {
            **super().values(),
            "agenda": self.agenda,
            "total": len(self.agenda.topics),
            "order": self.order,
            "start_url": self.at("talk"),
            "end_url": self.at("talk_end"),
            "is_released": self.assessment.state == AssessmentState.RELEASED,
            **room_values(self.room),
        }


def room_values(room: Room | None) -> Values:
    """How phones come into a room, for the wall; nothing where none is open."""
    if room is None:
        return {"room": None}
    path = room_url(room)
    return {
        "room": room,
        "room_token": room_token(room),
        "room_address": short_address(settings.SITE_URL, path),
        "room_drawing": qr_data_uri(f"{settings.SITE_URL}{path}"),
    }


class TalkStart(MeetingArea, Page):
    """Before it begins: which meeting it belongs to, in which order, how many statements."""

    template_name = "assessment/meeting/start.html"

    def values(self) -> Values:
        fresh = self.agenda.next_open()
        return {
            **super().values(),
            "title": gettext("Consensus meeting"),
            "meeting": self.assessment.consensus_meeting,
            "plan_url": self.here("meeting"),
            "first_url": self.topic_url(fresh),
            "lines": [(topic, self.topic_url(topic)) for topic in self.agenda.topics],
            "points_url": self.here("talk"),
            "framework_url": f"{self.here('talk')}?reihe={Order.FRAMEWORK}",
        }


class TopicArea(MeetingArea):
    """A screen about one statement."""

    record_name = "finding"

    @cached_property
    def topic(self) -> Topic:
        pk = self.kwargs["criterion_pk"]
        found = next((row for row in self.agenda.topics if row.row.pk == pk), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def finding(self) -> Finding:
        finding = self.topic.finding
        finding.assessment, finding.municipality = self.assessment, self.municipality
        return finding

    @cached_property
    def item(self) -> Item:
        item = self.finding.criterion.item
        if item is None:  # pragma: no cover - what has a result was asked
            raise Http404
        return item

    @cached_property
    def polls(self) -> list[Poll]:
        """All votes of the self-assessment, the last one first."""
        return polls_in(self.assessment)

    @cached_property
    def open_poll(self) -> Poll | None:
        return next((poll for poll in self.polls if poll.state == PollState.OPEN), None)

    def this_url(self) -> str:
        return self.at("talk_about", self.topic.row.pk)


class TalkAbout(TopicArea, ChangePage):
    """One statement: how it is seen, the vote, what is agreed. While the room votes, only that."""

    form_class = forms.TalkForm
    starts_with = ("level", "reason", "next_step", "priority")

    def get_template_names(self) -> list[str]:
        return [f"assessment/meeting/{'vote' if self.votes_here else 'topic'}.html"]

    @property
    def votes_here(self) -> bool:
        return self.open_poll is not None and self.open_poll.item_id == self.item.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scale": scale_of(self.item)}

    def save(self, form: Any) -> Finding:
        about = {"by": self.user, "finding": self.finding, "version": form.version}
        self.wanted = form.wanted
        if self.wanted == forms.AGREE:
            return services.agree_finding(**about, **form.values)
        if self.wanted == forms.PARK:
            typed = {name: form.values[name] for name in ("reason", "next_step")}
            return services.park_finding(**about, **typed)
        if self.wanted == forms.SKIP:
            return services.skip_finding(**about)
        return services.reopen_finding(**about)

    def get_success_url(self) -> str:
        """On to the next one that is open, in the end to what came out."""
        if self.wanted == forms.REOPEN:
            return self.this_url()
        return self.topic_url(self.agenda.next_open(after=self.finding)) or self.at("talk_end")

    def values(self) -> Values:
        row, place = self.topic.row, self.agenda.place_of(self.finding)
        closed = [poll for poll in self.polls if self.is_past(poll)]
        elsewhere = self.open_poll if not self.votes_here else None
        return {
            **super().values(),
            "title": str(row),
            "row": row,
            "topic": self.topic,
            "number": place + 1,
            "back_url": self.topic_url(self.agenda.neighbour(self.finding, -1)),
            "next_url": self.topic_url(self.agenda.neighbour(self.finding, 1)),
            "this_url": self.this_url(),
            "standing_out": standing_out(self.result, self.topic),
            "levels": level_rows(row, self.item),
            "spread": spread_of(row, self.result.groups),
            "hidden": withheld_in([row], self.result.groups),
            "remarks": remarks_on(self.finding.criterion),
            "agreed": level_of(self.finding),
            "priority": priority_words(self.finding.priority),
            "vote": vote_words(closed[0], self.item) if closed else None,
            "scale": scale_of(self.item),
            "votes": votes_of(self.open_poll.pk) if self.votes_here and self.open_poll else 0,
            "elsewhere": self.criterion_url(elsewhere) if elsewhere else "",
            "vote_url": self.at("vote_open", row.pk),
            "count_url": self.at("vote_close", row.pk),
        }

    def is_past(self, poll: Poll) -> bool:
        return poll.item_id == self.item.pk and poll.state == PollState.CLOSED

    def criterion_url(self, poll: Poll) -> str:
        """Where what is voted on elsewhere is shown."""
        topics = (row for row in self.agenda.topics if row.item_id == poll.item_id)
        return self.topic_url(next(topics, None))


class VoteOpen(TopicArea, ActionPage):
    """Lets the room vote; the room opens with the first vote."""

    def act(self) -> Any:
        room = open_room(by=self.user, collection=self.assessment.collection)
        return open_poll(by=self.user, room=room, item=self.item)

    def target_url(self) -> str:
        return self.this_url()


class VoteClose(TopicArea, ActionPage):
    """Counts the votes; pressed twice it is done once."""

    def act(self) -> Any:
        poll = self.open_poll
        if poll is not None and poll.item_id == self.item.pk:
            close_poll(by=self.user, poll=poll)

    def target_url(self) -> str:
        return self.this_url()


class TalkEnd(MeetingArea, Page):
    """What came out: agreed, parked, still open; the record, and the room to close."""

    template_name = "assessment/meeting/end.html"

    def lines(self, *states: str) -> list[tuple[Topic, str, str]]:
        return [
            (topic, self.topic_url(topic), level_of(topic.finding))
            for topic in self.agenda.topics
            if topic.finding.state in states
        ]

    def values(self) -> Values:
        return {
            **super().values(),
            "title": gettext("What came out"),
            "agreed": self.lines(FindingState.AGREED),
            "parked": self.lines(FindingState.PARKED),
            "left": self.lines(FindingState.OPEN, FindingState.SKIPPED),
            "next_url": self.topic_url(self.agenda.next_open()),
            "meeting": self.assessment.consensus_meeting,
            "may_release": self.user.has_perm("assessment.release_assessment", self.municipality),
        }


class RoomClose(MeetingArea, ActionPage):
    """Its address leads nowhere any more."""

    done_message = _("The room is closed. Its address leads nowhere any more.")

    def act(self) -> Any:
        if self.room is not None:
            close_room(by=self.user, room=self.room)

    def target_url(self) -> str:
        return self.at("talk_end")


# --- The record -----------------------------------------------------------------------------------

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ConsensusFile(ResultArea, FilePage):
    """The record by itself, for whoever reads self-assessments from the inside."""

    def document(self) -> Document:
        return consensus_document(self.assessment)

    def back_url(self) -> str:
        return self.here("result")


class ConsensusPdf(ConsensusFile):
    def file(self) -> HttpResponse:
        content = make_pdf(self.document())
        name = "protokoll-konsenssitzung.pdf"
        return file_response(content, name=name, content_type="application/pdf")


class ConsensusDocx(ConsensusFile):
    def file(self) -> HttpResponse:
        content = make_docx(self.document())
        name = "protokoll-konsenssitzung.docx"
        return file_response(content, name=name, content_type=DOCX_TYPE)
