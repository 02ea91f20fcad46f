"""What of a process stands on the home of a municipality."""

from begleitwerk.core.contributions import Look, Values
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.selectors import may_here
from begleitwerk.processes.presenters import ProcessStanding, standing_of
from begleitwerk.processes.selectors import engagements_without_process, process_of
from begleitwerk.processes.selectors import next_meeting as next_meeting_of


def standing(look: Look) -> ProcessStanding | None:
    """Where the municipality's process stands; None without one, or for who may not see it."""
    process = process_of(look.subject) if may_here(look, P.PROCESS_VIEW) else None
    return standing_of(process, look.today) if process else None


def headline(look: Look) -> str:
    found = look.once(standing)
    return found.sentence if found else ""


def phases(look: Look) -> Values | None:
    found = look.once(standing)
    return {"phases": found.phases} if found and found.phases else None


def no_process(look: Look) -> Values | None:
    """Without a process: whether it has not begun, or nobody takes part."""
    if not may_here(look, P.PROCESS_VIEW) or look.once(standing) is not None:
        return None
    waits = engagements_without_process(look.subject).exists()
    may_start = waits and look.user.has_perm("processes.start_process", look.subject)
    return {"waits": waits, "may_start": may_start}


def next_meeting(look: Look) -> Values | None:
    meeting = next_meeting_of(look.subject, look.today) if may_here(look, P.MEETINGS_VIEW) else None
    return {"meeting": meeting} if meeting else None
