"""Small words of single rows."""

from datetime import date, time

import pytest

from begleitwerk.processes.models import Decision, Meeting


@pytest.mark.parametrize(
    ("yes", "no", "abstentions", "words"),
    [
        (9, 0, 0, "einstimmig, 9 Stimmen"),
        (1, 0, None, "einstimmig, 1 Stimme"),
        (7, 1, 2, "7 dafür, 1 dagegen, 2 Enthaltungen"),
        (9, None, None, "9 dafür"),
        (0, 0, 3, "0 dafür, 0 dagegen, 3 Enthaltungen"),
        (None, None, None, ""),
    ],
)
def test_votes_in_words(
    yes: int | None, no: int | None, abstentions: int | None, words: str
) -> None:
    decision = Decision(votes_yes=yes, votes_no=no, abstentions=abstentions)

    assert decision.votes == words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (time(14), time(16, 30), "14:00 bis 16:30 Uhr"),
        (time(9, 5), None, "09:05 Uhr"),
        (None, time(16), ""),
    ],
)
def test_the_clock_in_words(starts: time | None, ends: time | None, words: str) -> None:
    assert Meeting(starts_at=starts, ends_at=ends).clock == words


def test_a_day_that_is_not_known_is_never_shown() -> None:
    meeting = Meeting(on=date(2023, 1, 1), day_known=False)

    assert (meeting.when, meeting.when_long) == ("Januar 2023", "Januar 2023")
    meeting.day_known = True
    assert (meeting.when, meeting.when_long) == ("01.01.2023", "Sonntag, 1. Januar 2023")
