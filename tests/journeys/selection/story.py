"""Who plays in the story, and the few things that are decided in it by name."""

SLUG = "wanderjahre"
ROUND = "Auswahl Zweiter Durchgang"
# Entered with one click on the sign-in page: functions, no persons.
OFFICE, LEAD = "Büro der Auswahl", "Leitung der Auswahl"
REVIEWERS = tuple(f"Gutachten {word}" for word in ("Eins", "Zwei", "Drei", "Vier"))
HEADS = "Jugendamtsleitungen"
# They apply by hand; the first claims to have taken part before, the second did.
BY_HAND = ("Stadt Adlerdeich", "Kreis Falkenfurt")
# Taken out and taken in by people: same theme, all rules kept, 25 points less.
OUT, INTO = "Kreis Haselquell", "Kreis Haselmoor"
# Grows by a reform of districts after the decision was handed over, and counts as rural then.
MOVED = "Stadt Adlerdeich"
# Their contracts are recorded by hand; the second leaves again.
SIGNED_BY_HAND = ("Kreis Falkenfurt", "Kreis Kranichrode")
NEWCOMER = "Kreis Falkenquell"  # whom a draw among equals gives the leaver's place
LEVELS = (
    ("keine", "Es ist kein Vorhaben zum Thema genannt."),
    ("erste Schritte", "Ein Vorhaben ist begonnen."),
    ("belegt", "Ein Vorhaben ist abgeschlossen und belegt."),
    ("eingespielt", "Mehrere Vorhaben sind belegt."),
)


def at_work(place: str) -> tuple[str, str]:
    """The two people of a municipality that applies by hand."""
    return f"Koordination {place}", f"Leitung {place}"
