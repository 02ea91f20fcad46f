"""Who can be entered with one click on the sign-in page: functions, no persons."""

SLUG = "wanderjahre"
OFFICE, LEAD = "Büro der Auswahl", "Leitung der Auswahl"
REVIEWERS = tuple(f"Gutachten {word}" for word in ("Eins", "Zwei", "Drei", "Vier"))
HEADS = "Jugendamtsleitungen"


def at_work(place: str) -> tuple[str, str]:
    """The two people of a municipality that applies by hand."""
    return f"Koordination {place}", f"Leitung {place}"
